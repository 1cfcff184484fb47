// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.GroupForms.GROUP_OR_NULL;
import static dev.fairlead.codec.TermsForms.TRADING;
import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.CURRENCY;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.INSTANT_OR_NULL;
import static dev.fairlead.codec.ValueForms.MONEY;
import static dev.fairlead.codec.ValueForms.NOTIONAL;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.ORDER_ID_OR_NULL;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRICE;
import static dev.fairlead.codec.ValueForms.PRICE_OR_NULL;
import static dev.fairlead.codec.ValueForms.PRINCIPAL;
import static dev.fairlead.codec.ValueForms.QUANTITY;
import static dev.fairlead.codec.ValueForms.SYMBOL;

import dev.fairlead.codec.TermsForms.Trading;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Quantity;
import org.jspecify.annotations.Nullable;

/** Forms of what is asked for and what comes of it: requests, orders, fills and the book. */
final class OrderForms {
  static final Form<Side> SIDE = Form.codes(Side.values(), OrderForms::code);

  static final Form<TimeInForce> TIME_IN_FORCE = Form.codes(TimeInForce.values(), OrderForms::code);

  static final Form<OrderType> ORDER_TYPE = Form.codes(OrderType.values(), OrderForms::code);

  static final Form<AssetClass> ASSET_CLASS = Form.codes(AssetClass.values(), OrderForms::code);

  private static final Form<Exchange> EXCHANGE = Form.codes(Exchange.values(), OrderForms::code);

  private static final Form<OrderStatus> STATUS =
      Form.codes(OrderStatus.values(), OrderForms::code);

  private static final Form<@Nullable Quantity> QUANTITY_OR_NULL = Form.nullable(QUANTITY);

  private static final Form<@Nullable TimeInForce> TIME_IN_FORCE_OR_NULL =
      Form.nullable(TIME_IN_FORCE);

  private static final Form<OrderSize> SIZE =
      Form.group(OrderForms::writeSize, OrderForms::readSize);

  static final Form<OrderRequest> REQUEST =
      Form.group(
          (out, request) -> {
            SYMBOL.write(out, request.symbol());
            SIDE.write(out, request.side());
            SIZE.write(out, request.size());
            TRADING.write(out, new Trading(request.terms(), request.exits()));
            TIME_IN_FORCE.write(out, request.timeInForce());
            out.flag(request.extendedHours());
          },
          OrderForms::readRequest);

  static final Form<OrderChanges> CHANGES =
      Form.group(
          (out, changes) -> {
            QUANTITY_OR_NULL.write(out, changes.quantity());
            TIME_IN_FORCE_OR_NULL.write(out, changes.timeInForce());
            PRICE_OR_NULL.write(out, changes.limitPrice());
            PRICE_OR_NULL.write(out, changes.stopPrice());
            PRICE_OR_NULL.write(out, changes.trail());
          },
          in ->
              new OrderChanges(
                  QUANTITY_OR_NULL.read(in),
                  TIME_IN_FORCE_OR_NULL.read(in),
                  PRICE_OR_NULL.read(in),
                  PRICE_OR_NULL.read(in),
                  PRICE_OR_NULL.read(in)));

  static final Form<Order> ORDER =
      Form.group(
          (out, order) -> {
            ORDER_ID.write(out, order.id());
            PRINCIPAL.write(out, order.principal());
            out.text(order.clientOrderId());
            REQUEST.write(out, order.request());
            ACCOUNT.write(out, order.account());
            STATUS.write(out, order.status());
            QUANTITY.write(out, order.filled());
            NOTIONAL.write(out, order.filledValue());
            PLACEMENT_ID.write(out, order.placement());
            ORDER_ID_OR_NULL.write(out, order.replaces());
            ORDER_ID_OR_NULL.write(out, order.replacedBy());
            PRICE_OR_NULL.write(out, order.watermark());
            out.text(order.reason());
            INSTANT.write(out, order.submittedAt());
            INSTANT.write(out, order.updatedAt());
            INSTANT_OR_NULL.write(out, order.lastFillAt());
            INSTANT_OR_NULL.write(out, order.closedAt());
            GROUP_OR_NULL.write(out, order.group());
            QUANTITY_OR_NULL.write(out, order.exitSize());
          },
          in ->
              new Order(
                  ORDER_ID.read(in),
                  PRINCIPAL.read(in),
                  in.text(),
                  REQUEST.read(in),
                  ACCOUNT.read(in),
                  STATUS.read(in),
                  QUANTITY.read(in),
                  NOTIONAL.read(in),
                  PLACEMENT_ID.read(in),
                  ORDER_ID_OR_NULL.read(in),
                  ORDER_ID_OR_NULL.read(in),
                  PRICE_OR_NULL.read(in),
                  in.text(),
                  INSTANT.read(in),
                  INSTANT.read(in),
                  INSTANT_OR_NULL.read(in),
                  INSTANT_OR_NULL.read(in),
                  in.more() ? GROUP_OR_NULL.read(in) : null,
                  in.more() ? QUANTITY_OR_NULL.read(in) : null));

  static final Form<Fill> FILL =
      Form.group(
          (out, fill) -> {
            out.text(fill.executionId());
            out.signed(fill.revision());
            SYMBOL.write(out, fill.symbol());
            SIDE.write(out, fill.side());
            QUANTITY.write(out, fill.quantity());
            PRICE.write(out, fill.price());
            MONEY.write(out, fill.fee());
            INSTANT.write(out, fill.at());
          },
          in ->
              new Fill(
                  in.text(),
                  in.integer(),
                  SYMBOL.read(in),
                  SIDE.read(in),
                  QUANTITY.read(in),
                  PRICE.read(in),
                  MONEY.read(in),
                  INSTANT.read(in)));

  static final Form<Position> POSITION =
      Form.group(
          (out, position) -> {
            ACCOUNT.write(out, position.account());
            SYMBOL.write(out, position.symbol());
            CURRENCY.write(out, position.currency());
            QUANTITY.write(out, position.quantity());
            NOTIONAL.write(out, position.cost());
            NOTIONAL.write(out, position.realized());
          },
          in ->
              new Position(
                  ACCOUNT.read(in),
                  SYMBOL.read(in),
                  CURRENCY.read(in),
                  QUANTITY.read(in),
                  NOTIONAL.read(in),
                  NOTIONAL.read(in)));

  static final Form<Balance> BALANCE =
      Form.group(
          (out, balance) -> {
            ACCOUNT.write(out, balance.account());
            MONEY.write(out, balance.cash());
            MONEY.write(out, balance.longCost());
            MONEY.write(out, balance.shortCost());
            MONEY.write(out, balance.reserved());
            out.signed(balance.multiplier());
          },
          in ->
              new Balance(
                  ACCOUNT.read(in),
                  MONEY.read(in),
                  MONEY.read(in),
                  MONEY.read(in),
                  MONEY.read(in),
                  in.integer()));

  private static final Form<TickRule> TICKS =
      Form.group(
          (out, ticks) -> {
            PRICE.write(out, ticks.threshold());
            PRICE.write(out, ticks.fine());
            PRICE.write(out, ticks.coarse());
          },
          in -> new TickRule(PRICE.read(in), PRICE.read(in), PRICE.read(in)));

  static final Form<Instrument> INSTRUMENT =
      Form.group(
          (out, instrument) -> {
            SYMBOL.write(out, instrument.symbol());
            out.uuid(instrument.assetId());
            out.text(instrument.name());
            EXCHANGE.write(out, instrument.exchange());
            ASSET_CLASS.write(out, instrument.assetClass());
            CURRENCY.write(out, instrument.currency());
            TICKS.write(out, instrument.ticks());
            QUANTITY.write(out, instrument.lot());
            out.flag(instrument.tradable());
            out.flag(instrument.fractionable());
            out.flag(instrument.shortable());
            out.flag(instrument.marginable());
          },
          in ->
              new Instrument(
                  SYMBOL.read(in),
                  in.uuid(),
                  in.text(),
                  EXCHANGE.read(in),
                  ASSET_CLASS.read(in),
                  CURRENCY.read(in),
                  TICKS.read(in),
                  QUANTITY.read(in),
                  in.flag(),
                  in.flag(),
                  in.flag(),
                  in.flag()));

  private OrderForms() {}

  private static OrderRequest readRequest(ByteReader in) {
    Symbol symbol = SYMBOL.read(in);
    Side side = SIDE.read(in);
    OrderSize size = SIZE.read(in);
    Trading trading = TRADING.read(in);
    return new OrderRequest(
        symbol, side, size, trading.terms(), TIME_IN_FORCE.read(in), in.flag(), trading.exits());
  }

  private static void writeSize(ByteWriter out, OrderSize size) {
    switch (size) {
      case OrderSize.Units(var quantity) -> {
        out.unsigned(1);
        QUANTITY.write(out, quantity);
      }
      case OrderSize.Value(var money) -> {
        out.unsigned(2);
        MONEY.write(out, money);
      }
    }
  }

  private static OrderSize readSize(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new OrderSize.Units(QUANTITY.read(in));
      case 2 -> new OrderSize.Value(MONEY.read(in));
      default -> throw Form.tooNew("OrderSize", tag);
    };
  }

  private static int code(Side side) {
    return switch (side) {
      case BUY -> 1;
      case SELL -> 2;
    };
  }

  private static int code(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case DAY -> 1;
      case GTC -> 2;
      case OPG -> 3;
      case CLS -> 4;
      case IOC -> 5;
      case FOK -> 6;
    };
  }

  private static int code(OrderType type) {
    return switch (type) {
      case MARKET -> 1;
      case LIMIT -> 2;
      case STOP -> 3;
      case STOP_LIMIT -> 4;
      case TRAILING_STOP -> 5;
    };
  }

  private static int code(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> 1;
      case CRYPTO -> 2;
    };
  }

  private static int code(Exchange exchange) {
    return switch (exchange) {
      case NYSE -> 1;
      case NASDAQ -> 2;
      case ARCA -> 3;
      case AMEX -> 4;
      case BATS -> 5;
      case OTC -> 6;
      case NSE -> 7;
      case BSE -> 8;
      case CRYPTO -> 9;
    };
  }

  private static int code(OrderStatus status) {
    return switch (status) {
      case ACCEPTED -> 1;
      case IN_DOUBT -> 2;
      case WORKING -> 3;
      case PARTIALLY_FILLED -> 4;
      case PENDING_CANCEL -> 5;
      case PENDING_REPLACE -> 6;
      case FILLED -> 7;
      case CANCELED -> 8;
      case EXPIRED -> 9;
      case REJECTED -> 10;
      case REPLACED -> 11;
      case HELD -> 12;
    };
  }
}
