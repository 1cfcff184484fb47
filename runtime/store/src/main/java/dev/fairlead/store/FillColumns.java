// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The columns of an execution, and those of {@code fills} round it. */
final class FillColumns {
  /** Of the execution alone. */
  static final List<String> FILL =
      List.of(
          "execution_id",
          "revision",
          "symbol",
          "side",
          "quantity",
          "price",
          "fee",
          "fee_currency",
          "filled_at");

  /** Of {@code fills}, without {@code busted}, by which rows are chosen and not read. */
  static final List<String> NAMES =
      Stream.of(
              List.of(
                  "sequence", "event_index", "account", "order_id", "placement_id", "principal"),
              FILL,
              List.of("cumulative", "leaves", "order_status"))
          .flatMap(List::stream)
          .toList();

  private FillColumns() {}

  static void write(NewRow row, Fill fill) {
    row.text(fill.executionId())
        .number(fill.revision())
        .text(fill.symbol())
        .name(fill.side())
        .text(fill.quantity())
        .text(fill.price())
        .money(fill.fee())
        .instant(fill.at());
  }

  static Fill readFill(Row row) throws SQLException {
    String executionId = row.text();
    int revision = row.integer();
    Symbol symbol = row.symbol();
    Side side = row.name(Side.class);
    Quantity quantity = row.quantity();
    Price price = row.price();
    Money fee = row.money();
    return new Fill(executionId, revision, symbol, side, quantity, price, fee, row.instant());
  }

  static void write(NewRow row, StoredFill stored) {
    row.place(stored.place())
        .text(stored.account())
        .text(stored.order())
        .text(stored.placement())
        .text(stored.principal());
    write(row, stored.fill());
    row.text(stored.cumulative()).textOrNull(stored.leaves()).name(stored.orderStatus());
  }

  static StoredFill read(Row row) throws SQLException {
    EventPlace place = row.place();
    BrokerAccount account = row.account();
    OrderId order = row.orderId();
    PlacementId placement = new PlacementId(row.text());
    Principal principal = new Principal(row.text());
    Fill fill = readFill(row);
    Quantity cumulative = row.quantity();
    Quantity leaves = row.quantityOrNull();
    return new StoredFill(
        place,
        account,
        order,
        placement,
        principal,
        fill,
        cumulative,
        leaves,
        row.name(OrderStatus.class));
  }
}
