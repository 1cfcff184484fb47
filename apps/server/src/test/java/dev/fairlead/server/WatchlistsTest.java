// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.watchlist.Watchlist;
import dev.fairlead.watchlist.Watchlists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /v2/watchlists}, every verb by id and by name. */
final class WatchlistsTest {
  private static final String PATH = "/v2/watchlists";

  @TempDir private Path data;
  private TestServer gateway;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer send(String method, String path, String body) {
    return gateway.send(method, path, body.replace('\'', '"'), gateway.key);
  }

  private JsonNode create(String name, String symbols) {
    Answer created = send("POST", PATH, "{'name':'%s','symbols':[%s]}".formatted(name, symbols));
    assertThat(created.status()).as(created.toString()).isEqualTo(200);
    return created.json();
  }

  private static List<String> symbols(JsonNode list) {
    List<String> symbols = new ArrayList<>();
    list.get("assets").forEach(asset -> symbols.add(asset.get("symbol").asString()));
    return symbols;
  }

  private static String path(JsonNode list) {
    return PATH + "/" + list.get("id").asString();
  }

  @Test
  void aListIsShownWithItsAssetsAndListedWithout() {
    JsonNode list = create("mine", "'BTC/USD','AAPL','AAPL'");
    assertThat(list.propertyNames())
        .containsExactly("id", "account_id", "created_at", "updated_at", "name", "assets");
    assertThat(symbols(list)).containsExactly("BTC/USD", "AAPL");
    assertThat(list.get("id").asString()).matches(TestServer.UUID_FORM);
    assertThat(list.get("account_id")).isEqualTo(gateway.get("/v2/account").json().get("id"));
    assertThat(list.at("/assets/1/easy_to_borrow").asBoolean()).isTrue();
    assertThat(gateway.get(path(list)).json()).isEqualTo(list);
    JsonNode all = gateway.get(PATH).json();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).propertyNames())
        .containsExactly("id", "account_id", "created_at", "updated_at", "name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH"})
  void aListIsUpdatedByEitherVerb(String method) {
    JsonNode list = create("mine", "'AAPL'");
    Answer renamed = send(method, path(list), "{'name':'yours'}");
    assertThat(renamed.text("name")).isEqualTo("yours");
    assertThat(symbols(renamed.json())).containsExactly("AAPL");
    Answer changed = send(method, path(list), "{'symbols':['BTCUSD','NSE:RELIANCE']}");
    assertThat(changed.text("name")).isEqualTo("yours");
    assertThat(symbols(changed.json())).containsExactly("BTC/USD", "NSE:RELIANCE");
    assertThat(symbols(send(method, path(list), "{'symbols':[]}").json())).isEmpty();
  }

  @Test
  void assetsComeAndGoOneByOne() {
    JsonNode list = create("mine", "'AAPL'");
    assertThat(symbols(send("POST", path(list), "{'symbol':'BTC/USD'}").json()))
        .containsExactly("AAPL", "BTC/USD");
    assertThat(symbols(send("POST", path(list), "{'symbol':'AAPL'}").json()))
        .containsExactly("AAPL", "BTC/USD");
    Answer removed = gateway.delete(path(list) + "/BTC%2FUSD");
    assertThat(removed.status()).isEqualTo(200);
    assertThat(symbols(removed.json())).containsExactly("AAPL");
    assertThat(gateway.delete(path(list) + "/BTC%2FUSD").status()).isEqualTo(404);
    assertThat(gateway.delete(path(list) + "/AAPL").status()).isEqualTo(200);
  }

  @Test
  void everyVerbWorksByName() {
    JsonNode list = create("my list", "'AAPL'");
    String byName = "/v2/watchlists:by_name?name=my%20list";
    assertThat(gateway.get(byName).json()).isEqualTo(list);
    assertThat(symbols(send("POST", byName, "{'symbol':'BTC/USD'}").json())).hasSize(2);
    assertThat(symbols(send("PATCH", byName, "{'symbols':['AAPL']}").json())).hasSize(1);
    assertThat(send("PUT", byName, "{'name':'other'}").status()).isEqualTo(200);
    assertThat(gateway.get(byName).status()).isEqualTo(404);
    assertThat(gateway.delete("/v2/watchlists:by_name?name=other").status()).isEqualTo(204);
    assertThat(gateway.get(PATH).json()).isEmpty();
    assertThat(gateway.get("/v2/watchlists:by_name").status()).isEqualTo(422);
  }

  @Test
  void aListIsDeletedOnce() {
    JsonNode list = create("mine", "");
    String bare = PATH + "/" + list.get("id").asString().replace("-", "");
    Answer deleted = gateway.delete(bare);
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.response().body()).isEmpty();
    Answer again = gateway.delete(bare);
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.json().get("code").asInt()).isEqualTo(40410000);
    assertThat(gateway.get(PATH + "/nonsense").message()).isEqualTo("watchlist not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'symbols':['AAPL']}              | name    | give the list a name",
        "{'name':''}                       | name    | give the list a name",
        "{'name':'taken'}                  | name    | watchlist name must be unique",
        "{'name':'a','symbols':['ZZZZ']}   | symbols | asset not found for ZZZZ",
        "{'name':'a','symbols':'AAPL'}     | symbols | must be a list",
        "{'name':'a','symbols':[1]}        | symbols | asset not found for 1"
      })
  void aBadListNamesItsFault(String body, String field, String limit) {
    create("taken", "");
    Answer refused = send("POST", PATH, body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(refused.json().at("/faults/0/field").asString()).isEqualTo(field);
    assertThat(refused.message()).contains(limit);
    assertThat(gateway.get(PATH).json()).hasSize(1);
  }

  @Test
  void namesAndListsHaveLimits() {
    String name = "n".repeat(Watchlist.MAX_NAME);
    create(name, "");
    assertThat(send("POST", PATH, "{'name':'%sx'}".formatted(name)).status()).isEqualTo(422);
    for (int i = 1; i < Watchlists.MAX_LISTS; i++) {
      create("list " + i, "");
    }
    Answer refused = send("POST", PATH, "{'name':'one more'}");
    assertThat(refused.message()).contains("at most " + Watchlists.MAX_LISTS);
    assertThat(send("POST", PATH, "[]").status()).isEqualTo(400);
    assertThat(send("POST", PATH, "{").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("S-11 another key's lists are unknown")
  void listsAreTheirOwners() {
    JsonNode list = create("mine", "");
    IssuedKey other = gateway.keys.create();
    assertThat(gateway.send("GET", PATH, null, other).json()).isEmpty();
    for (String method : List.of("GET", "DELETE")) {
      assertThat(gateway.send(method, path(list), null, other).status()).isEqualTo(404);
    }
    assertThat(gateway.send("POST", PATH, "{\"name\":\"mine\"}", other).status()).isEqualTo(200);
  }

  @Test
  void listsAreOnTheDiskForTheirOwnerOnly() throws IOException {
    JsonNode list = create("mine", "'AAPL'");
    Path file = data.resolve(Watchlists.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Watchlists again = Watchlists.in(data, TestServer.CLOCK);
    assertThat(again.of(gateway.key.key().principal()))
        .singleElement()
        .satisfies(read -> {
          assertThat(read.id()).hasToString(list.get("id").asString());
          assertThat(read.symbols()).hasToString("[AAPL]");
        });
  }

  @Test
  void aDamagedFileIsToldAndLeftAlone() throws IOException {
    Path file = data.resolve(Watchlists.FILE);
    Files.writeString(file, "{\"watchlists\":[{]}");
    Answer broken = gateway.get(PATH);
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.message()).contains("restore it, or delete it");
    assertThat(send("POST", PATH, "{'name':'a'}").status()).isEqualTo(500);
    assertThat(Files.readString(file)).isEqualTo("{\"watchlists\":[{]}");
    Files.delete(file);
    assertThat(create("a", "").get("name").asString()).isEqualTo("a");
  }
}
