// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A store of many orders, written by the store itself from outcomes as a gateway tells them: two
 * orders in a hundred are open, the others filled or cancelled by halves, over eight symbols, one
 * every ten seconds up to {@link #END}.
 */
public final class StoredOrders {
  /** When the newest order was submitted. */
  public static final Instant END = Instant.parse("2026-11-01T15:00:00Z");

  /** From each order to the next. */
  public static final Duration STEP = Duration.ofSeconds(10);

  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  private static final List<String> SYMBOLS =
      List.of("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA", "SPY");
  private static final int BATCH = 4_000;
  private static final long VERSION = 7L << 12;
  private static final long VARIANT = 1L << 63;

  private StoredOrders() {}

  /** Makes the data folder of a gateway with one key, whose orders these are. */
  public static void make(Path data, int count) throws IOException {
    Files.createDirectories(data);
    IssuedKey key = ClientKeys.open(data, InstantSource.system()).create();
    ClientEnv.of(key, URI.create("http://127.0.0.1:0")).write(data);
    try (Store store = Store.open(data.resolve("store.db"))) {
      fill(store, new Principal(key.key().id()), count);
    }
  }

  private static void fill(Store store, Principal principal, int count) {
    List<Outcome> batch = new ArrayList<>(BATCH);
    for (int number = 1; number <= count; number++) {
      Order order = order(principal, number, END.minus(STEP.multipliedBy(count - number)));
      batch.add(
          new Outcome(
              number,
              order.updatedAt(),
              null,
              List.of(new OrderEvent(number, order, happened(order.status()))),
              List.of()));
      if (batch.size() == BATCH || number == count) {
        store.apply(List.copyOf(batch));
        batch.clear();
      }
    }
  }

  private static Happened happened(OrderStatus status) {
    return status == OrderStatus.CANCELED ? new Happened.Canceled() : new Happened.Working();
  }

  /** One that begins with the time, as a gateway gives them: rows lie in the order of their ids. */
  private static OrderId id(Instant at, int number) {
    return new OrderId(new UUID(at.toEpochMilli() << 16 | VERSION, VARIANT | number));
  }

  private static OrderStatus status(int number) {
    if (number % 50 == 0) {
      return OrderStatus.WORKING;
    }
    return number % 2 == 0 ? OrderStatus.FILLED : OrderStatus.CANCELED;
  }

  private static Order order(Principal principal, int number, Instant at) {
    OrderStatus status = status(number);
    boolean filled = status == OrderStatus.FILLED;
    Instant closed = at.plusSeconds(2);
    Quantity quantity = Quantity.of(1 + number % 100);
    Price price = Price.parse("189.37");
    OrderId id = id(at, number);
    return new Order(
        id,
        principal,
        "client-" + number,
        OrderRequest.buy(SYMBOLS.get(number % SYMBOLS.size()), quantity.toString())
            .limit(price.toString()),
        ACCOUNT,
        status,
        filled ? quantity : Quantity.ZERO,
        filled ? Notional.of(price, quantity) : Notional.ZERO,
        PlacementId.of(1, 1, number),
        null,
        null,
        null,
        "",
        at,
        closed,
        filled ? closed : null,
        status.isOpen() ? null : closed);
  }
}
