// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F-O06, row by row. A verdict of {@code -} is that nothing speaks against it. */
final class EnvironmentCheckTest {
  private static AlpacaConfig config(Environment configured, String trading, String keyId) {
    return AlpacaConfig.of(
        BrokerAccount.parse("alpaca:main"),
        configured,
        URI.create(trading),
        Secret.of(keyId),
        Secret.of("c4n4ry"));
  }

  private static void assertJudged(Optional<String> refusal, String verdict) {
    if (verdict.equals("-")) {
      assertThat(refusal).isEmpty();
    } else {
      assertThat(refusal).hasValueSatisfying(said -> assertThat(said).contains(verdict));
    }
    assertThat(refusal.orElse("")).doesNotContain("c4n4ry").doesNotContain("\n");
  }

  @ParameterizedTest(name = "F-O06 {0} at {1} with {2}: {3}")
  @CsvSource({
    "PAPER, https://paper-api.alpaca.markets, PK1, -",
    "LIVE, https://api.alpaca.markets, AK1, -",
    "PAPER, https://api.alpaca.markets, PK1, the address api.alpaca.markets is live",
    "PAPER, https://API.Alpaca.Markets, PK1, the address api.alpaca.markets is live",
    "PAPER, https://api.alpaca.markets, AK1, the address api.alpaca.markets is live",
    "LIVE, https://paper-api.alpaca.markets, AK1, the address paper-api.alpaca.markets is paper",
    "PAPER, https://paper-api.alpaca.markets, AK1, its key (AK…) is live",
    "LIVE, https://api.alpaca.markets, PK1, its key (PK…) is paper",
    "PAPER, https://paper-api.alpaca.markets, XY1, -",
    "PAPER, https://paper-api.alpaca.markets, CK1, has a key of the Broker API",
    "LIVE, https://api.alpaca.markets, CK1, has a key of the Broker API",
    "PAPER, https://broker-api.sandbox.alpaca.markets, PK1, -",
    "LIVE, https://broker-api.sandbox.alpaca.markets, AK1, is paper",
    "PAPER, https://paper-api.giftcity.in.alpaca.markets, PK1, -",
    "PAPER, https://api.giftcity.in.alpaca.markets, PK1, is live",
    "PAPER, https://anything-new.alpaca.markets, PK1, is live",
    "PAPER, http://127.0.0.1:7411, PK1, -",
    "PAPER, http://127.0.0.1:7411, XY1, -",
    "PAPER, http://127.0.0.1:7411, AK1, its key (AK…) is live",
    "LIVE, http://127.0.0.1:7411, PK1, its key (PK…) is paper",
    "PAPER, https://paper-api.alpaca.markets.evil.example, AK1, its key (AK…) is live"
  })
  void judgesTheAddressAndTheKey(
      Environment configured, String trading, String keyId, String verdict) {
    assertJudged(EnvironmentCheck.ofConfig(config(configured, trading, keyId)), verdict);
  }

  @ParameterizedTest(name = "F-O06 {0} at {1}, account {2} {3}: {4}")
  @CsvSource({
    "PAPER, https://paper-api.alpaca.markets, PA3D791JPCCL, ACTIVE, -",
    "PAPER, https://paper-api.alpaca.markets, PA3D791JPCCL, PAPER_ONLY, -",
    "PAPER, https://paper-api.alpaca.markets, '', ACTIVE, -",
    "PAPER, https://paper-api.alpaca.markets, 010203ABCD, ACTIVE, -",
    "PAPER, https://paper-api.alpaca.markets, 927584925, ACTIVE,"
        + " 'the account that answers, 927584925, is live'",
    "PAPER, http://127.0.0.1:1, 927584925, ACTIVE,"
        + " 'the account that answers, 927584925, is live'",
    "PAPER, http://127.0.0.1:1, PA12AB34CD, ACTIVE, -",
    "PAPER, https://broker-api.sandbox.alpaca.markets, 927584925, ACTIVE, -",
    "LIVE, https://api.alpaca.markets, 927584925, ACTIVE, -",
    "LIVE, https://api.alpaca.markets, PA3D791JPCCL, ACTIVE,"
        + " 'the account that answers, PA3D791JPCCL, is paper'",
    "LIVE, https://api.alpaca.markets, 927584925, PAPER_ONLY,"
        + " 'the account that answers, 927584925, is paper'",
    "LIVE, https://api.alpaca.markets, 927584925, ACCOUNT_CLOSED,"
        + " 'the account is ACCOUNT_CLOSED, not ACTIVE'",
    "PAPER, https://paper-api.alpaca.markets, PA3D791JPCCL, INACTIVE,"
        + " 'the account is INACTIVE, not ACTIVE'",
    "PAPER, https://api.alpaca.markets, PA3D791JPCCL, ACTIVE,"
        + " 'the address api.alpaca.markets is live'"
  })
  void judgesTheAccountThatAnswers(
      Environment configured, String trading, String number, String status, String verdict) {
    AlpacaConfig config = config(configured, trading, "XY1");
    assertJudged(EnvironmentCheck.ofAccount(config, number, status), verdict);
  }

  @Test
  @DisplayName("F-O06 a refusal is one sentence that says what to do")
  void aRefusalSaysWhatToDo() {
    assertThat(
            EnvironmentCheck.ofConfig(
                config(Environment.PAPER, "https://api.alpaca.markets", "AK1")))
        .contains(
            "alpaca:main is configured as paper, but the address api.alpaca.markets is live: use"
                + " https://paper-api.alpaca.markets, or allow it to trade with money by `live:"
                + " alpaca:main`");
    assertThat(
            EnvironmentCheck.ofConfig(
                config(Environment.LIVE, "https://api.alpaca.markets", "PK1")))
        .contains(
            "alpaca:main is configured as live, but its key (PK…) is paper: use a live key, or take"
                + " `live: alpaca:main` back");
  }
}
