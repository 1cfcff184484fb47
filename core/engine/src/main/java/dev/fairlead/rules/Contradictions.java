// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.doubt.Doubt.Heard;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.Placement;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may not say of a doubt: whatever the broker has said already stands. Pure; each
 * answer is the sentence for whoever said it.
 */
public final class Contradictions {
  private Contradictions() {}

  /** Why the verdict cannot be; empty where it can. */
  public static Optional<String> of(Verdict verdict, Placement placement, Doubt doubt) {
    return switch (verdict) {
      case Verdict.Placed(String name) -> placed(name, placement);
      case Verdict.NeverPlaced() -> neverPlaced(placement, doubt);
      case Verdict.Filled(Quantity quantity, Price price) -> filled(quantity, price, placement);
      case Verdict.Ended() -> ended(doubt);
    };
  }

  private static Optional<String> placed(String name, Placement placement) {
    if (name.isBlank()) {
      return Optional.of("say by which id the broker has it");
    }
    String known = placement.brokerOrderId();
    if (!known.isEmpty() && !known.equals(name)) {
      return Optional.of("the broker has it as " + known + ", and not as " + name);
    }
    return placement.isAcknowledged()
        ? Optional.of("the broker has shown it already" + named(known) + "; that is not in doubt")
        : Optional.empty();
  }

  private static Optional<String> neverPlaced(Placement placement, Doubt doubt) {
    if (placement.fills() > 0) {
      return Optional.of("the broker has told " + placement.fills() + " fills of it");
    }
    Heard heard = doubt.heard();
    if (heard != null && heard.finding() != Finding.UNKNOWN) {
      return Optional.of(shown(heard));
    }
    return placement.isAcknowledged()
        ? Optional.of("the broker has taken it" + named(placement.brokerOrderId()))
        : Optional.empty();
  }

  private static Optional<String> filled(Quantity quantity, Price price, Placement placement) {
    if (!quantity.isPositive() || !price.isPositive()) {
      return Optional.of("a fill has a quantity and a price, both more than 0");
    }
    if (!isMoney(quantity, price)) {
      return Optional.of("so much at such a price is more than money holds");
    }
    if (quantity.compareTo(placement.filled()) < 0) {
      return Optional.of("the broker has told fills of " + placement.filled() + " already");
    }
    Quantity most = most(placement);
    return most != null && quantity.compareTo(most) > 0
        ? Optional.of("no more than " + most + " was asked for")
        : Optional.empty();
  }

  private static boolean isMoney(Quantity quantity, Price price) {
    try {
      // Any currency has as many decimals.
      return !Notional.of(price, quantity).toMoney(Currency.USD, RoundingMode.CEILING).isNegative();
    } catch (ArithmeticException beyond) {
      return false;
    }
  }

  private static @Nullable Quantity most(Placement placement) {
    if (!(placement.request().size() instanceof OrderSize.Units(Quantity asked))) {
      return null;
    }
    return placement.replacement() != null
            && placement.replacement().request().size() instanceof OrderSize.Units(Quantity next)
        ? Quantity.max(asked, next)
        : asked;
  }

  private static Optional<String> ended(Doubt doubt) {
    Heard heard = doubt.heard();
    return heard != null && heard.finding() != Finding.UNKNOWN
        ? Optional.of(shown(heard))
        : Optional.empty();
  }

  private static String shown(Heard heard) {
    return switch (heard.finding()) {
      case UNKNOWN -> "the broker did not know it";
      case WORKING -> "the broker showed it working at " + heard.at() + "; cancel it there first";
      case HELD -> "the broker held it for its group at " + heard.at();
      case FILLED -> "the broker showed it filled at " + heard.at() + "; say at what price";
    };
  }

  private static String named(String name) {
    return name.isEmpty() ? "" : " as " + name;
  }
}
