// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.desk.Desk;
import dev.fairlead.inside.Forms;
import dev.fairlead.inside.InsideApi;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.onebook.Gain;
import dev.fairlead.onebook.Holding;
import dev.fairlead.onebook.NetHolding;
import dev.fairlead.onebook.OneBook;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/positions} and {@code /fairlead/v1/account}: what all broker accounts hold
 * and have, and what was traded. Positions and money are common to all keys, trades are not.
 */
public final class PortfolioApi {
  private static final Map<String, Boolean> VIEWS = Map.of("net", true, "accounts", false);

  private final Desk desk;
  private final InstantSource clock;
  private final FillRoutes fills;

  public PortfolioApi(Desk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
    this.fills = new FillRoutes(desk);
  }

  public void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/positions", this::positions, Access.READ);
    routes.get(InsideApi.ROOT + "/account", this::account, Access.READ);
    fills.addTo(routes);
  }

  private void positions(Context request) {
    Query query = new Query(request);
    boolean net = query.word("view", true, VIEWS);
    OneBook book = desk.oneBook();
    Optional<BrokerAccount> account = account(query, book);
    if (net && account.isPresent()) {
      throw Query.exclusive("account", "view=net: ask for view=accounts");
    }
    Set<String> symbols = Set.copyOf(query.list("symbols"));
    ObjectNode json = Json.object();
    json.put("view", net ? "net" : "accounts");
    ArrayNode accounts = json.putArray("accounts");
    book.accounts().forEach(each -> accounts.add(each.toString()));
    ArrayNode positions = json.putArray("positions");
    if (net) {
      List<NetHolding> all = book.net();
      all.stream()
          .filter(each -> isWanted(symbols, each.symbol()))
          .forEach(each -> positions.add(HoldingJson.of(each)));
    } else {
      List<Holding> all = book.holdings();
      all.stream()
          .filter(each -> account.map(each.account()::equals).orElse(true))
          .filter(each -> isWanted(symbols, each.symbol()))
          .forEach(each -> positions.add(HoldingJson.of(each)));
    }
    ArrayNode totals = json.putArray("totals");
    List<Gain> gains = account.map(book::gains).orElseGet(book::gains);
    gains.forEach(each -> totals.add(HoldingJson.of(each)));
    Http.answer(request, 200, json);
  }

  private static boolean isWanted(Set<String> symbols, Symbol symbol) {
    return symbols.isEmpty() || symbols.contains(symbol.text());
  }

  private static Optional<BrokerAccount> account(Query query, OneBook book) {
    return query
        .text("account")
        .map(text ->
            book.accounts().stream()
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> Forms.unknownAccount(text)));
  }

  private void account(Context request) {
    Http.answer(request, 200, FundsJson.of(desk.oneBook().account(), clock.instant()));
  }
}
