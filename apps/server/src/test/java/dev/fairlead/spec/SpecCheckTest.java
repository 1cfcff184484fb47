// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The judge finds what is wrong, so that its silence says something. */
final class SpecCheckTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CLOCK =
      """
      {"timestamp":"2026-08-17T09:27:09.123456789-04:00","is_open":true,
       "next_open":"2026-08-17T09:30:00-04:00","next_close":"2026-08-17T16:00:00-04:00"}
      """;

  @BeforeEach
  void requireDocuments() {
    assumeTrue(SpecCheck.found().isPresent(), "skipped: no OpenAPI in " + SpecCheck.FOLDER);
  }

  private static List<String> faults(String method, String path, int status, String body) {
    JsonNode json = body.isEmpty() ? null : JSON.readTree(body);
    return SpecCheck.found().orElseThrow().faults(method, path, status, json);
  }

  @Test
  void passesWhatIsDocumented() {
    assertThat(faults("GET", "/v2/clock", 200, CLOCK)).isEmpty();
    assertThat(faults("DELETE", "/v2/orders/x", 204, "")).isEmpty();
  }

  @Test
  void findsAValueOfAnotherKind() {
    String clock = CLOCK.replace("true", "\"yes\"");
    assertThat(faults("GET", "/v2/clock", 200, clock))
        .singleElement()
        .asString()
        .startsWith("/is_open type");
  }

  @Test
  void findsAnInstantThatIsNone() {
    String clock = CLOCK.replace("2026-08-17T09:30:00-04:00", "soon");
    assertThat(faults("GET", "/v2/clock", 200, clock))
        .singleElement()
        .asString()
        .startsWith("/next_open format");
  }

  @Test
  void findsAKeyThatIsNotDocumented() {
    String clock = CLOCK.replace("{", "{\"phase\":\"core\",");
    assertThat(faults("GET", "/v2/clock", 200, clock))
        .containsExactly("/phase is a key that is not documented");
    String bars = "{\"bars\":{\"AAPL\":[{\"x\":1}]},\"next_page_token\":null}";
    assertThat(faults("GET", "/v2/stocks/bars", 200, bars))
        .contains("/bars/AAPL/0/x is a key that is not documented");
  }

  @Test
  void findsAMissingKeyAndAWordThatNobodyKnows() {
    String order = "[{\"type\":\"market\",\"time_in_force\":\"whenever\"}]";
    assertThat(faults("GET", "/v2/orders", 200, order))
        .anySatisfy(fault -> assertThat(fault).startsWith("/0 required").contains("notional"))
        .anySatisfy(fault -> assertThat(fault).startsWith("/0/time_in_force enum"));
  }

  @Test
  void findsAStatusThatIsNotDocumentedAndABodyThatIsMissing() {
    assertThat(faults("GET", "/v2/clock", 202, CLOCK))
        .containsExactly("status 202 is not documented");
    assertThat(faults("GET", "/v2/clock", 200, "")).containsExactly("there is no body");
  }

  @Test
  void findsARefusalOfAnotherShape() {
    assertThat(faults("GET", "/v2/orders/x", 404, "{\"code\":40410000,\"message\":\"gone\"}"))
        .isEmpty();
    assertThat(faults("GET", "/v2/orders/x", 404, "{\"error\":\"gone\"}")).hasSize(1);
    assertThat(faults("GET", "/v2/orders/x", 404, "{\"code\":\"40410000\",\"message\":\"gone\"}"))
        .hasSize(1);
  }

  @Test
  void takesTheClosestOfSeveralPaths() {
    assertThat(faults("GET", "/v2/stocks/bars", 202, "{}"))
        .containsExactly("status 202 is not documented");
    assertThat(faults("GET", "/v2/options/contracts/x", 200, "[]")).isNotEmpty();
  }

  @Test
  void judgesTheRestOfAnAnswerThatDeviates() {
    String item = "[{\"symbol\":\"AAPL\",\"status\":403,\"body\":{\"code\":1}}]";
    assertThat(faults("DELETE", "/v2/positions", 207, item)).isEmpty();
    assertThat(faults("DELETE", "/v2/positions", 207, item.replace("403", "\"403\"")))
        .singleElement()
        .asString()
        .startsWith("/0/status type");
    assertThat(faults("DELETE", "/v2/positions", 207, item.replace("code", "id"))).isNotEmpty();
  }

  @Test
  void failsATestThatGotAnUndocumentedAnswer() {
    assertThatThrownBy(() -> SpecCheck.requireDocumented("GET", "/v2/clock", 200, JSON.nullNode()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /v2/clock answered 200");
  }

  @Test
  void passesOverWhatIsNotAlpacas() {
    SpecCheck.requireDocumented("GET", "/health/live", 418, null);
  }
}
