// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * What a unit of one currency is worth in another.
 *
 * @param value positive
 * @param source where it is from: {@code stated}, or the symbol that is quoted: {@code USDT/USD}
 * @param at when it was so; empty where nobody has said
 */
public record Rate(
    Currency from, Currency to, BigDecimal value, String source, Optional<Instant> at) {
  /** The source of a rate that a person has settled. */
  public static final String STATED = "stated";

  /** Refuses a rate that is not positive. */
  public Rate {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("a rate is more than 0, not " + value);
    }
  }

  /** The amount in the other currency, rounded half to even; beyond what money holds, it throws. */
  public Money convert(Money amount) {
    if (!amount.currency().equals(from)) {
      throw new ArithmeticException("a rate of " + from + " does not convert " + amount.currency());
    }
    BigDecimal micros =
        BigDecimal.valueOf(amount.micros()).multiply(value).setScale(0, RoundingMode.HALF_EVEN);
    return new Money(micros.longValueExact(), to);
  }
}
