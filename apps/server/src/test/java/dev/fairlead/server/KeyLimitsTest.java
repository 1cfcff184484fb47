// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a key with a list of symbols, or an account, may have orders of. */
@DisplayName("S-13 a key's symbols and account bind its orders")
final class KeyLimitsTest {
  private static final String ORDER =
      "{\"symbol\":\"SYMBOL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"limit\","
          + "\"time_in_force\":\"gtc\",\"limit_price\":\"100\"}";

  @TempDir private Path data;
  private TestServer gateway;
  private IssuedKey apple;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
    apple = gateway.keys.create(Grant.USUAL.trading(List.of(new Symbol("AAPL"))));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer place(String symbol, IssuedKey as) {
    return gateway.send("POST", "/v2/orders", ORDER.replace("SYMBOL", symbol), as);
  }

  private static void assertRefused(Answer answer, String field, String value, String rule) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    assertThat(answer.text("denial")).isEqualTo("NOT_ALLOWED");
    JsonNode fault = answer.json().at("/faults/0");
    assertThat(fault.get("field").asString()).isEqualTo(field);
    assertThat(fault.get("value").asString()).isEqualTo(value);
    assertThat(fault.get("rule").asString()).isEqualTo(rule);
  }

  @Test
  void anOrderOfAnotherSymbolIsRefusedWithTheLimit() {
    assertThat(place("AAPL", apple).status()).isEqualTo(200);
    Answer refused = place("BTC/USD", apple);
    assertRefused(refused, "symbol", "BTC/USD", "key-symbols");
    assertThat(refused.message()).contains("this key trades only AAPL");
    assertThat(place("BTC/USD", gateway.key).status()).isEqualTo(200);
  }

  @Test
  void closingAPositionInAnotherSymbolIsRefused() {
    place("BTC/USD", gateway.key);
    TestServer.await(
        () -> gateway.get("/v2/orders").json().at("/0/status").asString().equals("new"));
    gateway.broker.fill("BTC/USD", "1", "99");
    TestServer.await(() -> gateway.get("/v2/positions").json().size() == 1);
    Answer one = gateway.send("DELETE", "/v2/positions/BTCUSD", null, apple);
    assertRefused(one, "symbol", "BTC/USD", "key-symbols");
    JsonNode all = gateway.send("DELETE", "/v2/positions", null, apple).json();
    assertThat(all.at("/0/status").asInt()).isEqualTo(403);
    assertThat(gateway.send("DELETE", "/v2/positions/BTCUSD", null, gateway.key).status())
        .isEqualTo(200);
  }

  @Test
  void whatItMayNotTradeItMaySee() {
    place("BTC/USD", gateway.key);
    assertThat(gateway.send("GET", "/v2/assets/BTCUSD", null, apple).status()).isEqualTo(200);
    assertThat(gateway.send("GET", "/v2/positions", null, apple).status()).isEqualTo(200);
  }

  @Test
  void aKeyForAnotherAccountHasNoOrders() {
    BrokerAccount elsewhere = BrokerAccount.parse("test:other");
    IssuedKey key = gateway.keys.create(Grant.USUAL.at(elsewhere));
    Answer refused = place("AAPL", key);
    assertRefused(refused, "account", "test:main", "key-account");
    assertThat(refused.message()).contains("test:other");
    IssuedKey here = gateway.keys.create(Grant.USUAL.at(TestBroker.ACCOUNT));
    assertThat(place("AAPL", here).status()).isEqualTo(200);
  }

  @Test
  void aReplaceIsHeldToItAndACancelIsNot() throws Exception {
    JsonNode order = place("BTC/USD", gateway.key).json();
    gateway.awaitStatus(order, "new");
    String path = "/v2/orders/" + order.get("id").asString();
    Path file = data.resolve("keys.json");
    String keys = Files.readString(file);
    int at = keys.indexOf(gateway.key.key().id());
    int symbols = keys.indexOf("\"symbols\" : [ ]", at);
    Files.writeString(
        file,
        keys.substring(0, symbols)
            + "\"symbols\" : [ \"AAPL\" ]"
            + keys.substring(symbols + "\"symbols\" : [ ]".length()));
    TestServer.await(
        () -> !gateway.keys.allowance(gateway.key.key().principal()).symbols().isEmpty());
    assertRefused(
        gateway.patch(path, "{\"limit_price\":\"91\"}"), "symbol", "BTC/USD", "key-symbols");
    assertThat(gateway.delete(path).status()).isEqualTo(204);
  }
}
