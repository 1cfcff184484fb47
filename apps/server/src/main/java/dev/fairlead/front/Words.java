// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Quantity;
import org.jspecify.annotations.Nullable;

/** Alpaca's words for ours, none that an SDK would not know. */
final class Words {
  private Words() {}

  /**
   * An order is routed in the step that takes it, so {@code ACCEPTED} is Alpaca's {@code
   * pending_new}: routed, not acknowledged. So is an order in doubt, of which nobody can say more.
   */
  static String status(OrderStatus status, Quantity filled) {
    return switch (status) {
      case ACCEPTED -> "pending_new";
      case IN_DOUBT -> filled.isPositive() ? "partially_filled" : "pending_new";
      case WORKING -> "new";
      case PARTIALLY_FILLED -> "partially_filled";
      case PENDING_CANCEL -> "pending_cancel";
      case PENDING_REPLACE -> "pending_replace";
      case FILLED -> "filled";
      case CANCELED -> "canceled";
      case EXPIRED -> "expired";
      case REJECTED -> "rejected";
      case REPLACED -> "replaced";
      case HELD -> "held";
    };
  }

  /** Nothing for an order alone, as Alpaca has it. */
  static String orderClass(@Nullable Group group) {
    return switch (group == null ? OrderClass.SIMPLE : group.orderClass()) {
      case SIMPLE -> "";
      case BRACKET -> "bracket";
      case OCO -> "oco";
      case OTO -> "oto";
    };
  }

  static String side(Side side) {
    return switch (side) {
      case BUY -> "buy";
      case SELL -> "sell";
    };
  }

  static String type(OrderType type) {
    return switch (type) {
      case MARKET -> "market";
      case LIMIT -> "limit";
      case STOP -> "stop";
      case STOP_LIMIT -> "stop_limit";
      case TRAILING_STOP -> "trailing_stop";
    };
  }

  static String timeInForce(TimeInForce timeInForce) {
    return switch (timeInForce) {
      case DAY -> "day";
      case GTC -> "gtc";
      case OPG -> "opg";
      case CLS -> "cls";
      case IOC -> "ioc";
      case FOK -> "fok";
    };
  }

  static String assetClass(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> "us_equity";
      case CRYPTO -> "crypto";
    };
  }

  /** No SDK knows an exchange outside the United States; the nearest word that all take is OTC. */
  static String exchange(Exchange exchange) {
    return switch (exchange) {
      case NYSE -> "NYSE";
      case NASDAQ -> "NASDAQ";
      case ARCA -> "ARCA";
      case AMEX -> "AMEX";
      case BATS -> "BATS";
      case OTC, NSE, BSE -> "OTC";
      case CRYPTO -> "CRYPTO";
    };
  }
}
