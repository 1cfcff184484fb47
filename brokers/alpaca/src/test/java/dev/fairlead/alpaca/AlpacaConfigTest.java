// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlpacaConfigTest {
  private static final BrokerAccount MAIN = BrokerAccount.parse("alpaca:main");
  private static final Secret KEY = Secret.of("PKc4n4ryKey");
  private static final Secret SECRET = Secret.of("c4n4rySecret");

  private static AlpacaConfig at(String trading) {
    return AlpacaConfig.of(MAIN, Environment.PAPER, URI.create(trading), KEY, SECRET);
  }

  private static AlpacaConfig with(String keyId, String secret) {
    return AlpacaConfig.of(MAIN, Environment.PAPER, Secret.of(keyId), Secret.of(secret));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://paper-api.alpaca.markets, https://data.alpaca.markets,"
        + " wss://paper-api.alpaca.markets/stream, wss://stream.data.alpaca.markets",
    "https://api.alpaca.markets, https://data.alpaca.markets,"
        + " wss://api.alpaca.markets/stream, wss://stream.data.alpaca.markets",
    "https://broker-api.sandbox.alpaca.markets, https://data.sandbox.alpaca.markets,"
        + " wss://broker-api.sandbox.alpaca.markets/stream,"
        + " wss://stream.data.sandbox.alpaca.markets",
    "https://api.giftcity.in.alpaca.markets, https://data.giftcity.in.alpaca.markets,"
        + " wss://api.giftcity.in.alpaca.markets/stream,"
        + " wss://stream.data.giftcity.in.alpaca.markets",
    "http://127.0.0.1:7411, http://127.0.0.1:7411, ws://127.0.0.1:7411/stream,"
        + " ws://127.0.0.1:7411",
    "https://gateway.example/alpaca, https://gateway.example/alpaca,"
        + " wss://gateway.example/alpaca/stream, wss://gateway.example/alpaca"
  })
  void theOtherAddressesFollowFromTheTradingOne(
      URI trading, URI data, URI tradeStream, URI marketStream) {
    AlpacaConfig config = at(trading.toString());
    assertThat(config.trading()).isEqualTo(trading);
    assertThat(config.data()).isEqualTo(data);
    assertThat(config.tradeStream()).isEqualTo(tradeStream);
    assertThat(config.marketStream()).isEqualTo(marketStream);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://paper-api.alpaca.markets/",
        "https://paper-api.alpaca.markets/v2",
        "https://paper-api.alpaca.markets/v2//"
      })
  void aSlashOrTheVersionAfterTheBaseIsTakenOff(String trading) {
    assertThat(at(trading).trading()).isEqualTo(Environment.PAPER.trading());
  }

  @Test
  void theAddressOfAnEnvironmentIsAlpacasOwn() {
    assertThat(AlpacaConfig.of(MAIN, Environment.LIVE, KEY, SECRET).trading())
        .hasToString("https://api.alpaca.markets");
    assertThat(AlpacaConfig.of(MAIN, Environment.PAPER, KEY, SECRET).trading())
        .hasToString("https://paper-api.alpaca.markets");
  }

  @Test
  void eachAddressCanBeSetByItself() {
    AlpacaConfig config =
        at("http://localhost:1")
            .withData(URI.create("http://localhost:2/"))
            .withTradeStream(URI.create("ws://localhost:3/stream/"))
            .withMarketStream(URI.create("ws://localhost:4/"));
    assertThat(Stream.of(config.data(), config.tradeStream(), config.marketStream()))
        .map(URI::toString)
        .containsExactly("http://localhost:2", "ws://localhost:3/stream", "ws://localhost:4");
    assertThat(config.trading()).hasToString("http://localhost:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://paper-api.alpaca.markets",
        "http://127.0.0.1.evil.example",
        "ftp://127.0.0.1",
        "wss://paper-api.alpaca.markets",
        "paper-api.alpaca.markets",
        "https:///v2"
      })
  @DisplayName("S-45 an address that would send the key unencrypted over a network is refused")
  void refusesAnAddressThatWouldSendTheKeyInClear(String trading) {
    assertThatThrownBy(() -> at(trading))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(trading)
        .hasMessageContaining("must be an address that begins with https://");
    assertThatThrownBy(() -> at("http://localhost:1").withTradeStream(URI.create("ws://a.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wss://");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://PK1:c4n4ry@paper-api.alpaca.markets",
        "https://paper-api.alpaca.markets?key=c4n4ry",
        "https://paper-api.alpaca.markets#c4n4ry"
      })
  @DisplayName("S-21 an address that may hold a key is refused and not repeated")
  void refusesAnAddressThatMayHoldAKey(String trading) {
    assertThatThrownBy(() -> at(trading))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("paper-api.alpaca.markets must have no user, query or fragment")
        .hasMessageNotContaining("c4n4ry");
  }

  @Test
  @DisplayName("S-33 a key that would break a header is refused and not repeated")
  void refusesAKeyThatNoHeaderCanCarry() {
    assertThatThrownBy(() -> with("PK1\r\nc4n4ry: 1", "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the key id of alpaca:main holds a space")
        .hasMessageNotContaining("c4n4ry");
    assertThatThrownBy(() -> with("PK1", "c4n4ry "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the secret key of alpaca:main")
        .hasMessageNotContaining("c4n4ry");
  }

  @Test
  void refusesTheAccountOfAnotherBroker() {
    BrokerAccount other = BrokerAccount.parse("paper:main");
    assertThatThrownBy(() -> AlpacaConfig.of(other, Environment.PAPER, KEY, SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("paper:main is no account at alpaca");
  }

  @Test
  @DisplayName("S-23 a configuration that is printed tells no key")
  void isPrintedWithoutItsKeys() {
    assertThat(at("http://localhost:1").toString()).contains("alpaca:main").doesNotContain("c4n4r");
  }
}
