// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnockTest {
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  @Test
  void aHandshakeIsReadWithWhatItSays() {
    assertThat(
            Knock.of(
                head(
                    "GET /stream HTTP/1.1",
                    "hOST:  localhost:7411 ",
                    "Connection: Upgrade",
                    "Origin: http://localhost:7411",
                    "upgrade: WebSocket",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")))
        .contains(new Knock("localhost:7411", "http://localhost:7411", false));
    assertThat(Knock.of(head("GET /v2/iex HTTP/1.1", "Upgrade: websocket")))
        .contains(new Knock(null, null, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"APCA-API-KEY-ID: a", "apca-api-secret-key: b", "Authorization: Basic YTpi"})
  void aKeyIsSeenWhetherItIsGoodOrNot(String header) {
    assertThat(Knock.of(head("GET /stream HTTP/1.1", "Upgrade: websocket", header)))
        .hasValueSatisfying(knock -> assertThat(knock.named()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /stream HTTP/1.1",
        "GET /stream HTTP/1.1~Host: localhost~Upgrade: websocket",
        "GET /stream HTTP/1.1~Host: localhost~~",
        "GET /stream HTTP/1.0~Upgrade: websocket~~",
        "POST /stream HTTP/1.1~Upgrade: websocket~~",
        "GET /%73tream HTTP/1.1~Upgrade: websocket~~",
        "GET /a/../stream HTTP/1.1~Upgrade: websocket~~",
        "GET /stream?a=b HTTP/1.1~Upgrade: websocket~~",
        "GET  HTTP/1.1~Upgrade: websocket~~",
        "GET HTTP/1.1~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~~x",
        "GET /stream HTTP/1.1~Upgrade: websocket~~GET /stream HTTP/1.1~Upgrade: websocket~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~Content-Length: 0~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~transfer-encoding: chunked~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~Host: a~Host: b~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~ folded: b~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~no colon~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~X : 1~~",
        "GET /stream HTTP/1.1~Upgrade: websocket~: 1~~",
        "GET /stream HTTP/1.1~Upgrade: h2c~~"
      })
  @DisplayName("S-34 what another reader could take differently is not judged here")
  void whateverIsNotPlainIsNotJudged(String head) {
    assertThat(Knock.of(head.replace("~", "\r\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, , false, true",
    "127.0.0.1:7411, http://127.0.0.1:7411, false, true",
    "localhost, , true, false",
    "evil.test, , false, false",
    ", , false, false",
    "localhost, http://evil.test, false, false"
  })
  @DisplayName("S-04 who has a key, or comes from elsewhere, is for others to judge")
  void onlyTheNamelessOfThisMachineAreJudged(
      String host, String origin, boolean named, boolean nameless) {
    assertThat(new Knock(host, origin, named).isNameless()).isEqualTo(nameless);
  }
}
