// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Holdings;
import dev.fairlead.terminal.Listings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists executions, the newest first, or what they come to. */
@Command(
    name = "fills",
    description = "List executions at all accounts, the newest first, or what they come to.")
final class FillsCommand implements Callable<Integer> {
  private static final int MAX_PAGE = 500;

  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most fills to list, up to 500. Default: 50.")
  private String limit = "50";

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only of this one.")
  private @Nullable String symbol;

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only at this one.")
  private @Nullable String account;

  @Option(names = "--side", paramLabel = "SIDE", description = "buy or sell.")
  private @Nullable String side;

  @Option(
      names = "--after",
      paramLabel = "TIME",
      description = "Only later ones: 2026-11-27, or 2026-11-27T14:30:00Z.")
  private @Nullable String after;

  @Option(names = "--until", paramLabel = "TIME", description = "Only earlier ones.")
  private @Nullable String until;

  @Option(
      names = "--totals",
      paramLabel = "BY",
      arity = "0..1",
      fallbackValue = "",
      description = "What they come to: by day, account, symbol, or some of them with commas.")
  private @Nullable String totals;

  @Option(
      names = "--csv",
      description = "All of them, however many, oldest first, as CSV with headings.")
  private boolean csv;

  FillsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      Answers answers = new Answers(root, json.isWanted());
      Map<String, String> query = query();
      if (totals != null) {
        query.put("by", totals);
        return answers.listing(
            gateway.get("/fairlead/v1/fills/totals", query), Holdings::totals, "no fills");
      }
      query.put("limit", limit);
      return csv
          ? csv(gateway, answers, query)
          : answers.listing(gateway.get("/fairlead/v1/fills", query), Holdings::fills, "no fills");
    }
  }

  private Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    put(query, "symbol", symbol);
    put(query, "account", account);
    put(query, "side", side);
    put(query, "after", after);
    put(query, "until", until);
    return query;
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  /** Page after page; the cursors come with the JSON of the same pages. */
  private int csv(GatewayClient gateway, Answers answers, Map<String, String> query) {
    // Oldest first: what comes meanwhile is at the end, and moves no page.
    query.put("direction", "asc");
    query.put("limit", Integer.toString(MAX_PAGE));
    boolean headings = true;
    while (true) {
      Answer page = gateway.get("/fairlead/v1/fills", query);
      if (!page.isDone()) {
        return answers.show(page, _ -> List.of());
      }
      query.put("format", "csv");
      Answer lines = gateway.get("/fairlead/v1/fills", query);
      query.remove("format");
      if (!lines.isDone()) {
        return answers.show(lines, _ -> List.of());
      }
      root.print(lines.body().lines().skip(headings ? 0 : 1).toList());
      headings = false;
      String next = Listings.text(Answers.parse(page.body()), "next");
      if (next.isEmpty()) {
        return ExitCode.DONE.number();
      }
      query.put("cursor", next);
    }
  }
}
