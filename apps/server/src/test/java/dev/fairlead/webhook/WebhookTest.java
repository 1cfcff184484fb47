// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookTest {
  /** The example of the Standard Webhooks specification. */
  private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  @ParameterizedTest
  @CsvSource({
    "http://hooks.example.com/x, false, must begin with https",
    "ftp://hooks.example.com/x, false, must begin with https",
    "file:///etc/passwd, false, must be an address",
    "https://user:pw@hooks.example.com/x, false, must be an address",
    "https://hooks.example.com/x#y, false, must be an address",
    "https:hooks.example.com, false, must be an address",
    "https://hooks.example.com:22/x, false, must be on port 443 or 8443",
    "ftp://localhost/x, true, must begin with https"
  })
  @DisplayName("S-40 an address that must not be asked is refused when it is configured")
  void refusesAnAddress(String url, boolean local, String why) {
    assertThatThrownBy(() -> new Webhook("ops", URI.create(url), Set.of(), local, SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_!!",
        "whsec_"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAA"
      })
  void refusesASecretThatSignsNothingAndDoesNotRepeatIt(String secret) {
    assertThatThrownBy(() ->
            new Webhook(
                "ops", URI.create("https://a.example/"), Set.of(), false, Secret.of(secret)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining(secret.length() > 6 ? secret.substring(6) : "\u0000");
  }

  @Test
  @DisplayName("S-42 a request is signed as the example of Standard Webhooks is")
  void signsAsTheSpecificationDoes() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(Signature.of(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aHookDoesNotPrintItsSecret() {
    Webhook hook = new Webhook("ops", URI.create("https://a.example/"), Set.of(), false, SECRET);
    assertThat(hook.toString()).contains("(secret)").doesNotContain("MfKQ");
  }

  @Test
  @DisplayName("S-43 pauses grow, are spread, and end")
  void pausesGrowAndEnd() {
    List<Duration> pauses = new ArrayList<>();
    for (int failures = 1; failures <= 9; failures++) {
      pauses.add(Pauses.USUAL.after(failures, 0, Duration.ZERO).orElseThrow());
    }
    assertThat(pauses).isSorted().startsWith(Duration.ofSeconds(5)).endsWith(Duration.ofHours(24));
    assertThat(Pauses.USUAL.after(10, 0, Duration.ZERO)).isEmpty();
    assertThat(Pauses.USUAL.after(2, 0.5, Duration.ZERO)).contains(Duration.ofSeconds(315));
  }

  @Test
  void aReceiverThatAsksForALongerPauseIsObeyedWithinALimit() {
    assertThat(Pauses.USUAL.after(1, 0, Duration.ofSeconds(90)))
        .isEqualTo(Optional.of(Duration.ofSeconds(90)));
    assertThat(Pauses.USUAL.after(1, 0, Duration.ofDays(365)))
        .isEqualTo(Optional.of(Pauses.MOST_ASKED));
    assertThat(Pauses.USUAL.after(3, 0, Duration.ofSeconds(1)))
        .isEqualTo(Optional.of(Duration.ofMinutes(30)));
  }
}
