// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Units that come and go without a fill, told twice now and then, and never more than are held. */
final class Transfers {
  private static final Symbol SYMBOL = new Symbol("AAPL");

  private final Random random;
  private int told;

  Transfers(Random random) {
    this.random = random;
  }

  /** The next one, seldom; {@code positions} are what is held. */
  Optional<Moved> next(List<Position> positions) {
    if (random.nextInt(3) > 0) {
      return Optional.empty();
    }
    long held =
        positions.stream()
            .filter(position -> position.symbol().equals(SYMBOL))
            .mapToLong(position -> position.quantity().nanos())
            .sum();
    Quantity units = Quantity.of(1 + random.nextInt(10));
    boolean goes = random.nextBoolean() && held > units.nanos();
    Quantity change = goes ? units.negate() : units;
    Price price = Price.parse(String.valueOf(random.nextInt(3) * 60));
    String id = "m" + (random.nextInt(4) == 0 ? random.nextInt(told + 1) : told++);
    return Optional.of(
        new Moved(Desk.ACCOUNT, id, SYMBOL, change, Notional.of(price, change), "transferred"));
  }
}
