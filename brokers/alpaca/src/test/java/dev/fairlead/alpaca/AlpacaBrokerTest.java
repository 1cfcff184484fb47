// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.BrokerAccount;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AlpacaBrokerTest {
  private final FakeAlpaca alpaca = new FakeAlpaca();
  private final AlpacaBroker broker =
      new AlpacaBroker(List.of(alpaca.config()), LinkRig.SETTINGS, InstantSource.system());

  @AfterEach
  void close() {
    broker.close();
    alpaca.close();
  }

  @Test
  void theAccountThatWasConfiguredIsNotRefused() {
    assertThat(broker.refusal(FakeAlpaca.ACCOUNT)).isEmpty();
  }

  @Test
  @DisplayName("F-O06 an account of the other environment is refused with both their names")
  void anotherEnvironmentIsRefused() {
    alpaca.account(FakeReplies.account("123456789", "acc-live"));
    assertThat(broker.refusal(FakeAlpaca.ACCOUNT).orElseThrow())
        .contains("configured as paper")
        .contains("is live");
  }

  @Test
  void aKeyThatAlpacaDoesNotAcceptIsRefused() {
    alpaca.next("GET /v2/account", 401, "{\"code\":40110000,\"message\":\"not authorized\"}");
    assertThat(broker.refusal(FakeAlpaca.ACCOUNT).orElseThrow())
        .contains("does not accept the key");
  }

  @Test
  void aServiceThatIsAwayRefusesNothing() {
    for (int i = 0; i < 3; i++) {
      alpaca.next("GET /v2/account", 503, "");
    }
    assertThat(broker.refusal(FakeAlpaca.ACCOUNT)).isEmpty();
  }

  @Test
  void anAccountThatWasNotConfiguredIsNoAccountHere() {
    BrokerAccount other = BrokerAccount.parse("alpaca:other");
    assertThatThrownBy(() -> broker.refusal(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpaca:other");
  }
}
