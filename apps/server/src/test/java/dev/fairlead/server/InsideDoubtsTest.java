// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.server.TestServer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What Fairlead's own API tells of doubts, and what an operator does there. */
final class InsideDoubtsTest extends InsideServer {
  private JsonNode lost() {
    gateway.broker.losesAnswers = true;
    JsonNode order = gateway.place(LIMIT_ORDER);
    TestServer.await(() -> !get("/doubts").get("doubts").isEmpty());
    gateway.broker.losesAnswers = false;
    return order;
  }

  private Answer resolve(String id, String body) {
    return ask("POST", "/doubts/" + id + "/resolve", body, admin);
  }

  @Test
  void aDoubtIsListedWithAllThatSomebodyNeedsWhoIsToSettleIt() {
    assertThat(get("/doubts").get("doubts")).isEmpty();
    JsonNode order = lost();
    JsonNode doubt = get("/doubts").at("/doubts/0");
    assertThat(doubt.get("order_id")).isEqualTo(order.get("id"));
    assertThat(doubt.get("account").asString()).isEqualTo("test:main");
    assertThat(doubt.get("symbol").asString()).isEqualTo("AAPL");
    assertThat(doubt.get("quantity").asString()).isEqualTo("10");
    assertThat(doubt.get("exposure").asString()).isEqualTo("10");
    assertThat(doubt.get("kind").asString()).isEqualTo("place");
    assertThat(doubt.get("cause").asString()).isEqualTo("connection reset");
    assertThat(doubt.get("level").asString()).isEqualTo("new");
    assertThat(doubt.at("/at_stake/amount").asString()).isEqualTo("1895");
    assertThat(doubt.at("/last_look/asked_at").isString()).isTrue();
    assertThat(doubt.get("needs").asString()).startsWith("the broker shows the order");
    assertThat(words("OpenDoubt", "kind")).containsExactly(words(Doubt.Kind.values()));
    assertThat(words("OpenDoubt", "level")).containsExactly(words(Doubt.Level.values()));
    String metrics =
        gateway.text("/metrics", "Authorization", ScrapeTest.basic(gateway.key)).body();
    assertThat(metrics)
        .contains("fairlead_doubts{broker_account=\"test:main\",level=\"new\"} 1")
        .contains("fairlead_doubts{broker_account=\"test:main\",level=\"operator\"} 0")
        .contains("fairlead_doubt_oldest_timestamp_seconds{broker_account=\"test:main\"} ")
        .contains("fairlead_broker_reduce_only{broker_account=\"test:main\"} 0");
  }

  @Test
  void anOperatorHasTheBrokerAskedAndSaysWhatBecameOfIt() {
    JsonNode order = lost();
    String id = get("/doubts").at("/doubts/0/id").asString();
    Answer asked = ask("POST", "/doubts/" + id + "/look", "{}", admin);
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("order_status")).isEqualTo("in_doubt");
    Answer resolved =
        resolve(
            order.get("id").asString(),
            "{'verdict':'never_placed','proof':'their ticket 4711: no such order'}");
    assertThat(resolved.status()).isEqualTo(200);
    assertThat(resolved.text("order_status")).isEqualTo("rejected");
    gateway.awaitStatus(order, "rejected");
    assertThat(get("/doubts").get("doubts")).isEmpty();
    TestServer.await(() -> !told("doubt_resolved").isMissingNode());
    JsonNode told = told("doubt_resolved");
    assertThat(told.at("/details/placement").asString()).isEqualTo(id);
    assertThat(told.at("/details/status").asString()).isEqualTo("not_placed");
    assertThat(told.at("/details/by").asString()).isEqualTo(admin.key().id());
    assertThat(told.at("/details/verdict").asString()).isEqualTo("never placed");
    assertThat(told.at("/details/proof").asString()).isEqualTo("their ticket 4711: no such order");
    assertThat(told("doubt_began").isMissingNode()).isFalse();
    assertThat(resolve(id, "{'verdict':'ended','proof':'x'}").text("code"))
        .isEqualTo("UNKNOWN_DOUBT");
  }

  /** The newest event of the gateway with that name; a missing one where there is none. */
  private JsonNode told(String name) {
    JsonNode newest = MissingNode.getInstance();
    for (JsonNode event : ask("GET", "/gateway/events", null, admin).json().get("events")) {
      newest = event.get("event").asString().equals(name) ? event : newest;
    }
    return newest;
  }

  @Test
  @DisplayName("what is said may not contradict what the broker has said")
  void aContradictionIsAConflict() {
    JsonNode order = lost();
    String id = order.get("id").asString();
    Answer refused = resolve(id, "{'verdict':'filled','quantity':'11','price':'9','proof':'x'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("DOUBT_CONTRADICTED");
    assertThat(refused.text("detail")).isEqualTo("no more than 10 was asked for");
    Answer filled = resolve(id, "{'verdict':'filled','quantity':'10','price':'9','proof':'x'}");
    assertThat(filled.text("order_status")).isEqualTo("filled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'verdict':'gone','proof':'x'} | verdict",
        "{'verdict':'ended'} | proof",
        "{'verdict':'ended','proof':'  '} | proof",
        "{'verdict':'placed','proof':'x'} | broker_order_id",
        "{'verdict':'filled','proof':'x','quantity':'ten','price':'1'} | quantity",
        "{'verdict':'filled','proof':'x','quantity':'10'} | price",
        "{'verdict':'ended','proof':'x','sure':true} | sure",
      })
  void whatCannotBeMeantIsRefusedByField(String body, String field) {
    Answer refused = resolve(lost().get("id").asString(), body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("code")).isEqualTo("INVALID_RESOLUTION");
    assertThat(refused.json().at("/faults/0/field").asString()).isEqualTo(field);
  }

  @Test
  @DisplayName("S-13 who may read sees doubts, and only who may manage says what became of them")
  void onlyAnAdminResolves() {
    lost();
    String id = get("/doubts").at("/doubts/0/id").asString();
    for (String action : new String[] {"look", "resolve"}) {
      Answer refused = ask("POST", "/doubts/" + id + "/" + action, "{}", gateway.key);
      assertThat(refused.status()).isEqualTo(403);
    }
    assertThat(ask("POST", "/brokers/test:main/restore", "{}", gateway.key).status())
        .isEqualTo(403);
    assertThat(ask("POST", "/doubts/x/look", "{}", admin).status()).isEqualTo(404);
    assertThat(ask("POST", "/doubts/x/resolve", "no", admin).status()).isEqualTo(400);
    String proof = "{'proof':'seen'}";
    assertThat(ask("POST", "/brokers/test:other/restore", proof, admin).text("code"))
        .isEqualTo("UNKNOWN_ACCOUNT");
    assertThat(ask("POST", "/brokers/test:main/restore", proof, admin).text("code"))
        .isEqualTo("NOTHING_TO_RESTORE");
  }
}
