// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.config.WebhooksConfig.Setup;
import dev.fairlead.notice.EventName;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhooksSectionTest {
  private static final String OPS =
      """
      webhooks:
        ops:
          url: https://hooks.example.com/fairlead
          events: broker_down, alarm
          secret-env: OPS_SECRET
        desk: {url: 'http://127.0.0.1:9000/', local: yes, secret-env: DESK_SECRET}
      """;

  @Test
  void readsWhoIsToldWhat() {
    assertThat(FairleadConfig.parse("f.yaml", OPS).webhooks().setups())
        .containsExactly(
            new Setup(
                "ops",
                URI.create("https://hooks.example.com/fairlead"),
                Set.of(EventName.BROKER_DOWN, EventName.ALARM),
                false,
                "OPS_SECRET"),
            new Setup("desk", URI.create("http://127.0.0.1:9000/"), Set.of(), true, "DESK_SECRET"));
  }

  @Test
  @DisplayName("S-21 secrets come from the environment, and every one that is missing is named")
  void secretsComeFromTheEnvironment() {
    WebhooksConfig webhooks = FairleadConfig.parse("f.yaml", OPS).webhooks();
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assertThat(webhooks.open(Map.of("OPS_SECRET", secret, "DESK_SECRET", secret)).hooks())
        .extracting(hook -> hook.name() + " " + hook.secret())
        .containsExactly("ops (secret)", "desk (secret)");
    assertThatThrownBy(() -> webhooks.open(Map.of("DESK_SECRET", "hunter2")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("webhooks.ops.secret-env: OPS_SECRET is not set")
        .hasMessageContaining("webhooks.desk.secret-env: DESK_SECRET: a webhook's secret must be")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{Ops: {url: 'https://a.example/', secret-env: S}} | 'Ops' is no name of a webhook",
        "{ops: {secret-env: S}} | webhooks.ops.url must be set",
        "{ops: {url: 'https://a.example/'}} | webhooks.ops.secret-env must be set",
        "{ops: {url: 'http://a.example/', secret-env: S}} | webhooks.ops.url must begin with https",
        "{ops: {url: 'https://a.example:22/', secret-env: S}} | must be on port 443 or 8443",
        "{ops: {url: 'https://a.example/', secret-env: S, events: order_canceled}}"
            + " | did you mean 'order_cancelled'",
        "{ops: {url: 'https://a.example/', secret-env: S, local: maybe}} | webhooks.ops.local",
        "{ops: {url: 'https://a.example/', secret-env: 'a b'}} | webhooks.ops.secret-env",
        "{ops: {url: 'https://a.example/', secret-env: S, secret: x}} | webhooks.ops.secret is not",
        "{ops: {url: 'https://a.example/', secret-env: S, retries: 3}} | unknown key"
      })
  void refusesWhatCannotBeMeant(String hooks, String fault) {
    assertThatThrownBy(() -> FairleadConfig.parse("f.yaml", "webhooks: " + hooks + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(fault);
  }
}
