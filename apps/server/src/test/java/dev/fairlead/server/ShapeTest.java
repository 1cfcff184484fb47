// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Our answers beside Alpaca's own, key by key: every key of theirs is in ours, with a value of the
 * same kind. Alpaca's are read from {@code ../shared/data/alpaca/examples}, beside the checkout;
 * where they are not, the tests are skipped and say so.
 */
final class ShapeTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("fairlead.root", "../.."), "../shared/data/alpaca/examples");

  @TempDir private Path data;
  private TestServer gateway;

  @BeforeEach
  void start() {
    assumeTrue(Files.isDirectory(EXAMPLES), "skipped: no examples in " + EXAMPLES);
    gateway = TestServer.start(data);
    JsonNode order =
        gateway.place(
            "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
                + "'limit_price':'189.5'}");
    gateway.awaitStatus(order, "new");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(order, "filled");
    JsonNode resting =
        gateway.place(
            "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
                + "'limit_price':'100'}");
    gateway.awaitStatus(resting, "new");
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static JsonNode example(String file, String pointer) throws IOException {
    return TestServer.JSON.readTree(Files.readString(EXAMPLES.resolve(file))).at(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/orders, /0, spec-trading-ex-CryptoOrderResponse.json, ''",
    "/v2/orders, /0, spec-trading-ex-IPOOrderResponse.json, ''",
    "/v2/orders, /0, docs-entity-order-v2.json, ''",
    "/v2/positions, /0, docs-entity-position.json, ''",
    "/v2/positions/AAPL, '', spec-trading-schema-Position-example-2.json, ''",
    "/v2/account, '', spec-trading-get-v2-account-resp200.json, ''",
    "/v2/account, '', spec-trading-schema-Account.json, ''",
    "/v2/account, '', docs-entity-account-v2.json, ''",
    "/v2/assets/AAPL, '', spec-trading-schema-Assets.json, ''",
    "/v2/assets/AAPL, '', docs-entity-asset-v2.json, ''",
    "/v2/assets/BTCUSD, '', docs-crypto-assets-L22.json, ''",
    "/v2/clock, '', docs-entity-clock.json, ''",
    "/v2/account/activities/FILL, /0, docs-entity-account-trade-activity-v2.json, ''"
  })
  void ourAnswerHasEveryKeyOfAlpacas(
      String path, String pointer, String file, String examplePointer) throws IOException {
    requireSameShape(gateway.get(path).json().at(pointer), example(file, examplePointer));
  }

  @Test
  void closingAllHasEveryKeyOfAlpacas() throws IOException {
    JsonNode ours = gateway.delete("/v2/positions?cancel_orders=true").json().get(0);
    JsonNode theirs = example("spec-trading-schema-PositionClosedReponse.json", "");
    requireSameShape(ours, theirs);
    requireSameShape(ours.get("body"), theirs.get("body"));
  }

  @Test
  void cancelingAllHasEveryKeyOfAlpacas() throws IOException {
    requireSameShape(
        gateway.delete("/v2/orders").json().get(0),
        example("spec-trading-schema-CanceledOrderResponse.json", ""));
  }

  @Test
  void aTradeUpdateHasEveryKeyOfAlpacas() throws IOException {
    JsonNode theirs = example("docs-api-references-trading-api-streaming-L186.json", "/data");
    try (StreamClient client = gateway.listen()) {
      gateway.broker.fill("AAPL", "1", "99");
      JsonNode ours = client.nextUpdate();
      requireSameShape(ours, theirs);
      requireSameShape(ours.get("order"), theirs.get("order"));
    }
  }

  private static void requireSameShape(JsonNode ours, JsonNode theirs) {
    assertThat(theirs.isObject()).isTrue();
    for (String key : theirs.propertyNames()) {
      if (key.equals("cancel_requested_at")) {
        continue; // On the broker API's stream only; the trading API has no such key.
      }
      assertThat(ours.has(key)).as(key + " in " + ours).isTrue();
      requireSameKind(key, ours.get(key), theirs.get(key));
    }
  }

  /** Null goes with anything, and so does a number that old documents wrote as a text. */
  private static void requireSameKind(String key, JsonNode ours, JsonNode theirs) {
    boolean either = ours.isNull() || theirs.isNull() || key.equals("daytrade_count");
    if (!either) {
      JsonNodeType kind = ours.getNodeType();
      assertThat(kind).as(key + ": " + ours + " beside " + theirs).isEqualTo(theirs.getNodeType());
    }
  }
}
