// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Cancels and changes that Alpaca refuses (facts 3.6). */
final class RefusedChangesTest {
  private static final String LIMIT =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'100'}";

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

  @Test
  void aCancelOfWhatIsBeingCanceledIsRefused_3_6() {
    gateway.broker.takesCancels = false;
    JsonNode order = gateway.awaitStatus(gateway.place(LIMIT), "new");
    String path = "/v2/orders/" + order.get("id").asString();
    assertThat(gateway.delete(path).status()).isEqualTo(204);
    Answer again = gateway.delete(path);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.json().get("code").asInt()).isEqualTo(42210000);
    assertThat(again.message()).isEqualTo("order pending cancel");
    assertThat(gateway.get(path).json().get("status").asString()).isEqualTo("pending_cancel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'qty':'1.5' | 'qty':'2' | 42210000 | the qty of a fractional order cannot be changed",
        "'qty':'10' | 'qty':'9.5' | 40010001 | qty must be integer",
        "'qty':'10' | 'notional':'100' | 40010001 | an order's value cannot be changed",
        "'qty':'10' | 'limit_price':'99.001' | 42210000 | sub-penny increment",
        "'qty':'10' | 'stop_price':'99' | 40010001 | the order has no stop_price",
        "'qty':'1.5' | 'time_in_force':'gtc' | 42210000 | must be DAY orders",
        "'notional':'100' | 'limit_price':'99' | 42210000 | an order by notional"
      })
  void whatCannotBeChangedIsRefused_3_6(String placed, String changed, int code, String words) {
    String order =
        "{'symbol':'AAPL','side':'buy','type':'limit','limit_price':'100','time_in_force':'day',"
            + placed
            + "}";
    JsonNode resting = gateway.awaitStatus(gateway.place(order), "new");
    String path = "/v2/orders/" + resting.get("id").asString();
    Answer refused = gateway.patch(path, "{" + changed.replace('\'', '"') + "}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("code").asInt()).isEqualTo(code);
    assertThat(refused.message()).contains(words);
    assertThat(gateway.get(path).json().get("status").asString()).isEqualTo("new");
    assertThat(gateway.get("/v2/orders?status=all").json()).hasSize(1);
  }
}
