// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An order as it is typed. */
public final class NewOrder {
  @Parameters(index = "0", paramLabel = "SYMBOL", description = "AAPL, NSE:RELIANCE, BTC/USD.")
  private String symbol = "";

  @Parameters(index = "1", paramLabel = "QTY", description = "How many, up to 9 decimals.")
  private String quantity = "";

  @Option(names = "--notional", description = "QTY is an amount of money, not a number of units.")
  private boolean notional;

  @Option(names = "--limit", paramLabel = "P", description = "At this price or better.")
  private @Nullable String limit;

  @Option(names = "--stop", paramLabel = "P", description = "Once the market trades there.")
  private @Nullable String stop;

  @Option(
      names = "--trail",
      paramLabel = "AMOUNT|PERCENT%",
      description = "A stop that follows the market at this distance, such as 1.50 or 2%%.")
  private @Nullable String trail;

  @Option(
      names = "--tif",
      paramLabel = "TIF",
      description = "day, gtc, ioc, fok, opg or cls. Default: day, and gtc for pairs.")
  private @Nullable String timeInForce;

  @Option(names = "--extended", description = "Also outside of the regular session.")
  private boolean extended;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your own name for the order: sent twice, it is still one order.")
  private @Nullable String clientOrderId;

  @Option(
      names = "--route",
      paramLabel = "STRATEGY",
      description =
          "primary-only, failover, round-robin, load-balanced or best-execution. Default: what"
              + " the gateway is set to.")
  private @Nullable String route;

  /**
   * The request's body. An order without a name gets one here, not in the gateway, so that after an
   * answer that never came the order can still be looked for.
   */
  public String body(String side) {
    ObjectNode body = new JsonMapper().createObjectNode();
    body.put("symbol", symbol);
    body.put(notional ? "notional" : "qty", quantity);
    body.put("side", side);
    body.put("type", type());
    body.put("time_in_force", timeInForce == null ? defaultTimeInForce() : timeInForce);
    put(body, "limit_price", limit);
    put(body, "stop_price", stop);
    put(body, trailField(trail), trailDistance(trail));
    put(body, "routing_strategy", route);
    if (extended) {
      body.put("extended_hours", true);
    }
    body.put("client_order_id", clientOrderId == null ? "cli-" + UUID.randomUUID() : clientOrderId);
    return body.toString();
  }

  /** A pair trades round the clock, so no day ends its orders. */
  private String defaultTimeInForce() {
    return symbol.contains("/") ? "gtc" : "day";
  }

  private String type() {
    if (trail != null) {
      return "trailing_stop";
    }
    if (stop != null) {
      return limit == null ? "stop" : "stop_limit";
    }
    return limit == null ? "market" : "limit";
  }

  private static String trailField(@Nullable String trail) {
    return trail != null && trail.endsWith("%") ? "trail_percent" : "trail_price";
  }

  /** The number of {@code 1.50} and of {@code 2%}. */
  static @Nullable String trailDistance(@Nullable String trail) {
    return trail != null && trail.endsWith("%") ? trail.substring(0, trail.length() - 1) : trail;
  }

  private static void put(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }
}
