// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.ChangedOrder;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.client.NewOrder;
import dev.fairlead.terminal.Insights;
import dev.fairlead.terminal.Listings;
import dev.fairlead.terminal.Traces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * Places, shows, cancels and replaces one order. What is typed goes to the gateway as it is: only
 * the gateway knows the rules, and it tells every fault at once.
 */
@Command(
    name = "order",
    description = "Place, show, cancel or replace an order.",
    synopsisSubcommandLabel = "COMMAND")
final class OrderCommand implements Runnable {
  private static final List<String> SHOWN =
      List.of(
          "id",
          "client_order_id",
          "symbol",
          "side",
          "type",
          "qty",
          "notional",
          "limit_price",
          "stop_price",
          "trail_price",
          "trail_percent",
          "time_in_force",
          "extended_hours",
          "status",
          "filled_qty",
          "filled_avg_price",
          "submitted_at",
          "updated_at",
          "filled_at",
          "canceled_at",
          "expired_at",
          "failed_at",
          "replaced_by",
          "replaces");

  private static final String IDS = "The order's id, or its client order id.";

  private static final Pattern ORDER_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-?)([0-9a-fA-F]{4}\\1){3}[0-9a-fA-F]{12}");

  private final Root root;

  /** Where an order would go. */
  @Command(
      name = "route",
      description = "Show where an order would go now, and why; nothing is placed.")
  static final class Route implements Callable<Integer> {
    private final Root root;

    @Parameters(index = "0", paramLabel = "SYMBOL", description = "AAPL, NSE:RELIANCE, BTC/USD.")
    private String symbol = "";

    @Parameters(index = "1", paramLabel = "SIDE", description = "buy or sell.")
    private String side = "";

    @Parameters(index = "2", paramLabel = "QTY", description = "How many, up to 9 decimals.")
    private String quantity = "";

    @Option(names = "--notional", description = "QTY is an amount of money, not of units.")
    private boolean notional;

    @Option(names = "--limit", paramLabel = "P", description = "At this price or better.")
    private @Nullable String limit;

    @Option(
        names = "--route",
        paramLabel = "STRATEGY",
        description = "By this strategy instead of the one that the gateway is set to.")
    private @Nullable String strategy;

    @Mixin private final JsonFlag json = new JsonFlag();

    Route(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      var query = new LinkedHashMap<String, String>();
      query.put("symbol", symbol);
      query.put("side", side);
      query.put(notional ? "notional" : "qty", quantity);
      if (limit != null) {
        query.put("limit_price", limit);
      }
      if (strategy != null) {
        query.put("strategy", strategy);
      }
      try (GatewayClient gateway = root.connect()) {
        return new Answers(root, json.isWanted())
            .show(
                gateway.get("/fairlead/v1/route", query),
                route -> Insights.route(route, root.surroundings().paint()));
      }
    }
  }

  @Spec private @Nullable CommandSpec spec;

  OrderCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null) {
      throw new ParameterException(
          asked.commandLine(), "say what to do: buy, sell, show, trail, trace, cancel or replace");
    }
  }

  /** Whether a number is an order's own id; anything else is what its client called it. */
  static boolean isOrderId(String text) {
    return ORDER_ID.matcher(text).matches();
  }

  @Command(name = "buy", description = "Buy.")
  int buy(@Mixin NewOrder order, @Mixin JsonFlag json) {
    return place("buy", order, json);
  }

  @Command(name = "sell", description = "Sell.")
  int sell(@Mixin NewOrder order, @Mixin JsonFlag json) {
    return place("sell", order, json);
  }

  @Command(name = "show", description = "Show an order as it stands now.")
  int show(@Parameters(paramLabel = "ID", description = IDS) String id, @Mixin JsonFlag json) {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .show(find(gateway, id), order -> Listings.details(order, SHOWN));
    }
  }

  @Command(
      name = "trail",
      description = "Show where an order went and why, and every request to the broker about it.")
  int trail(@Parameters(paramLabel = "ID", description = IDS) String id, @Mixin JsonFlag json) {
    return inside(id, "", json, order -> Insights.trail(order, root.surroundings().paint()));
  }

  @Command(
      name = "trace",
      description = "Show where an order spent its time, from its request to its last fill.")
  int trace(@Parameters(paramLabel = "ID", description = IDS) String id, @Mixin JsonFlag json) {
    return inside(id, "/trace", json, trace -> Traces.trace(trace, root.surroundings().paint()));
  }

  /** Shows what Fairlead's own API has of an order, however it was named. */
  private int inside(
      String id, String what, JsonFlag json, Function<JsonNode, List<String>> shown) {
    try (GatewayClient gateway = root.connect()) {
      return onOrder(
          gateway,
          id,
          json.isWanted(),
          order -> gateway.get("/fairlead/v1/orders/" + order + what),
          shown);
    }
  }

  @Command(name = "cancel", description = "Ask the broker to cancel an order.")
  int cancel(@Parameters(paramLabel = "ID", description = IDS) String id) {
    try (GatewayClient gateway = root.connect()) {
      return onOrder(
          gateway, id, false, "cancel asked for", order -> gateway.delete("/v2/orders/" + order));
    }
  }

  @Command(name = "replace", description = "Put an order with changed terms in its place.")
  int replace(
      @Parameters(paramLabel = "ID", description = IDS) String id,
      @Mixin ChangedOrder changes,
      @Mixin JsonFlag json) {
    try (GatewayClient gateway = root.connect()) {
      return onOrder(
          gateway,
          id,
          json.isWanted(),
          "replaced",
          order -> gateway.patch("/v2/orders/" + order, changes.body()));
    }
  }

  private int place(String side, NewOrder order, JsonFlag json) {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .show(gateway.post("/v2/orders", order.body(side)), placed -> told(placed, ""));
    }
  }

  private int onOrder(
      GatewayClient gateway,
      String id,
      boolean json,
      String done,
      Function<String, Answer> action) {
    return onOrder(
        gateway, id, json, action, order -> order.isObject() ? told(order, done) : List.of(done));
  }

  private int onOrder(
      GatewayClient gateway,
      String id,
      boolean json,
      Function<String, Answer> action,
      Function<JsonNode, List<String>> shown) {
    var answers = new Answers(root, json);
    String orderId = id;
    if (!isOrderId(id)) {
      Answer found = find(gateway, id);
      if (!found.isDone()) {
        return answers.show(found, _ -> List.of());
      }
      orderId = Listings.text(Answers.parse(found.body()), "id");
    }
    return answers.show(action.apply(GatewayClient.encoded(orderId)), shown);
  }

  private static Answer find(GatewayClient gateway, String id) {
    return isOrderId(id)
        ? gateway.get("/v2/orders/" + id)
        : gateway.get("/v2/orders:by_client_order_id", Map.of("client_order_id", id));
  }

  private static List<String> told(JsonNode order, String done) {
    return List.of(
        (done.isEmpty() ? "" : done + ": ") + Listings.sentence(order),
        "id " + Listings.text(order, "id"));
  }
}
