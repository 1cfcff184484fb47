// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The one book as Fairlead's own API tells it; every answer is held against the document. */
final class PortfolioTest extends InsideServer {
  private JsonNode traded(String... quantitiesAndPrices) {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    for (String each : quantitiesAndPrices) {
      String[] words = each.split("@", -1);
      gateway.broker.fill("AAPL", words[0], words[1]);
    }
    return placed;
  }

  private JsonNode asAdmin(String path) {
    Answer answer = ask("GET", path, null, admin);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private String csv(String query, IssuedKey key) {
    HttpResponse<String> answer =
        gateway.text(
            ROOT + "/fills?format=csv" + query,
            "APCA-API-KEY-ID",
            key.key().id(),
            "APCA-API-SECRET-KEY",
            key.secret());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    return answer.body();
  }

  @Test
  void positionsAreToldNettedAndForEachAccount() {
    gateway.awaitStatus(traded("4@100", "6@110"), "filled");
    gateway.broker.quote("AAPL", "119", "121");
    JsonNode net = get("/positions");
    assertThat(net.get("view").asString()).isEqualTo("net");
    assertThat(net.at("/accounts/0").asString()).isEqualTo("test:main");
    JsonNode position = net.at("/positions/0");
    assertThat(position.get("quantity").asString()).isEqualTo("10");
    assertThat(position.get("side").asString()).isEqualTo("long");
    assertThat(position.get("average_entry").asString()).isEqualTo("106");
    assertThat(position.get("value").asString()).isEqualTo("1200");
    assertThat(position.get("unrealized").asString()).isEqualTo("140");
    assertThat(position.get("offset").asString()).isEqualTo("0");
    assertThat(position.at("/accounts/0/account").asString()).isEqualTo("test:main");
    assertThat(net.at("/totals/0/unrealized").asString()).isEqualTo("140");
    JsonNode own = get("/positions?view=accounts&account=test:main");
    assertThat(own.at("/positions/0")).isEqualTo(position.at("/accounts/0"));
    assertThat(get("/positions?symbols=MSFT").get("positions")).isEmpty();
  }

  @Test
  void moneyIsToldForEachAccountAndCurrency() {
    JsonNode account = get("/account");
    assertThat(account.get("base").isNull()).isTrue();
    JsonNode funds = account.at("/accounts/0/funds/0");
    assertThat(account.at("/accounts/0/account").asString()).isEqualTo("test:main");
    assertThat(funds.get("currency").asString()).isEqualTo("USD");
    assertThat(funds.get("cash")).isEqualTo(account.at("/currencies/0/cash"));
    assertThat(funds.get("equity").asString()).isEqualTo(gateway.get("/v2/account").text("equity"));
    assertThat(funds.get("most_for_one_order").asString())
        .isEqualTo(gateway.get("/v2/account").text("buying_power"));
  }

  @Test
  void tradesAreToldWithWhatLedToThem() {
    JsonNode placed = traded("4@100", "6@110");
    gateway.awaitStatus(placed, "filled");
    JsonNode fills = get("/fills");
    assertThat(fills.get("next").isNull()).isTrue();
    assertThat(fills.get("fills")).hasSize(2);
    JsonNode newest = fills.at("/fills/0");
    assertThat(newest.get("price").asString()).isEqualTo("110");
    assertThat(newest.get("value").asString()).isEqualTo("660");
    assertThat(newest.get("order_id")).isEqualTo(placed.get("id"));
    assertThat(newest.get("client_order_id")).isEqualTo(placed.get("client_order_id"));
    assertThat(newest.get("placement_id")).isEqualTo(trail(placed).at("/placements/0/id"));
    assertThat(newest.get("strategy").asString()).isEqualTo("primary-only");
    assertThat(newest.get("reason").asString()).contains("test:main");
    assertThat(newest.get("key").asString()).isEqualTo(gateway.key.key().id());
  }

  @Test
  void tradesAreFilteredAndPagedToTheirEnd() {
    gateway.awaitStatus(traded("1@100", "2@101", "3@102", "4@103"), "filled");
    List<String> quantities = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get("/fills?direction=asc&limit=1" + cursor);
      page.get("fills").forEach(fill -> quantities.add(fill.get("quantity").asString()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(quantities).containsExactly("1", "2", "3", "4");
    assertThat(get("/fills?side=sell").get("fills")).isEmpty();
    assertThat(get("/fills?side=buy&symbol=AAPL&account=test:main").get("fills")).hasSize(4);
    assertThat(get("/fills?account=test:other").get("fills")).isEmpty();
    assertThat(get("/fills?until=2020-01-01").get("fills")).isEmpty();
  }

  @Test
  @DisplayName("S-11 trades are those of the key's orders, and an administrator's are everybody's")
  void tradesOfOthersAreForAdministrators() {
    gateway.awaitStatus(traded("10@100"), "filled");
    IssuedKey other = gateway.keys.create();
    assertThat(ask("GET", "/fills", null, other).json().get("fills")).isEmpty();
    assertThat(ask("GET", "/fills/totals", null, other).json().get("totals")).isEmpty();
    assertThat(asAdmin("/gateway/fills").get("fills")).hasSize(1);
    assertThat(asAdmin("/gateway/fills/totals").at("/totals/0/fills").asInt()).isEqualTo(1);
    assertThat(ask("GET", "/gateway/fills", null, gateway.key).status()).isEqualTo(403);
  }

  @Test
  void totalsTellApartWhatIsAskedFor() {
    gateway.awaitStatus(traded("4@100", "6@110"), "filled");
    JsonNode all = get("/fills/totals").at("/totals/0");
    assertThat(all.get("day").isNull()).isTrue();
    assertThat(all.get("bought").isNull()).isTrue();
    assertThat(all.get("fills").asInt()).isEqualTo(2);
    assertThat(all.get("bought_value").asString()).isEqualTo("1060");
    assertThat(all.get("sold_value").asString()).isEqualTo("0");
    JsonNode each = get("/fills/totals?by=day,account,symbol&zone=America/New_York");
    assertThat(each.at("/totals/0/account").asString()).isEqualTo("test:main");
    assertThat(each.at("/totals/0/symbol").asString()).isEqualTo("AAPL");
    assertThat(each.at("/totals/0/bought").asString()).isEqualTo("10");
    assertThat(each.at("/totals/0/day").asString()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  @Test
  @DisplayName("S-54 what a spreadsheet would take for a formula is none")
  void aCellIsNoFormula() {
    String evil = "=HYPERLINK(\\\"http://x\\\")";
    JsonNode placed = gateway.place(LIMIT_ORDER.replace("}", ",'client_order_id':'" + evil + "'}"));
    gateway.awaitStatus(placed, "new");
    gateway.broker.fill("AAPL", "10", "100");
    gateway.awaitStatus(placed, "filled");
    List<String> lines = csv("", gateway.key).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("at,account,symbol,side,quantity,price,value,fee,");
    assertThat(lines.getLast())
        .contains(",test:main,AAPL,buy,10,100,1000,")
        .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",");
  }

  @Test
  void aPageOfCsvSaysHowToGoOn() {
    gateway.awaitStatus(traded("4@100", "6@110"), "filled");
    assertThat(csv("&limit=1", gateway.key)).contains(",110,").doesNotContain(",100,400,");
    HttpResponse<String> page =
        gateway.text(
            ROOT + "/fills?format=csv&limit=1",
            "APCA-API-KEY-ID",
            gateway.key.key().id(),
            "APCA-API-SECRET-KEY",
            gateway.key.secret());
    String next = page.headers().firstValue("Fairlead-Next").orElseThrow();
    assertThat(csv("&limit=1&cursor=" + next, gateway.key)).contains(",4,100,400,");
  }

  @ParameterizedTest
  @CsvSource({
    "/positions?view=all, 422, view",
    "/positions?view=net&account=test:main, 422, account",
    "/fills?side=long, 422, side",
    "/fills?account=x, 422, account",
    "/fills?symbol=a!, 422, symbol",
    "/fills?limit=501, 422, limit",
    "/fills?format=xml, 422, format",
    "/fills/totals?by=hour, 422, by",
    "/fills/totals?zone=Mars, 422, zone"
  })
  void whatCannotBeMeantIsRefused(String path, int status, String field) {
    Answer answer = ask("GET", path, null, gateway.key);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @Test
  void anAccountThatThereIsNotIsUnknown() {
    Answer answer = ask("GET", "/positions?view=accounts&account=test:other", null, gateway.key);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("code").asString()).isEqualTo("UNKNOWN_ACCOUNT");
  }
}
