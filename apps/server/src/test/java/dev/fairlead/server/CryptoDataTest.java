// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alpaca's JavaScript SDK 4 sends no key for market data of crypto (facts 7.2). */
final class CryptoDataTest {
  private static final String TRADES = "/v1beta3/crypto/us/latest/trades?symbols=BTC%2FUSD";

  @TempDir private Path data;

  private TestServer start(CryptoData cryptoData) {
    TestServer gateway =
        TestServer.start(data, new MemoryJournal(), config -> config.sharing(cryptoData));
    gateway.broker.market.trade("BTC/USD", "60000.01", "0.1209", "2026-08-17T13:40:00Z");
    return gateway;
  }

  private static Answer ask(TestServer gateway, String method, String path) {
    return gateway.send(method, path, null, null);
  }

  @Test
  @DisplayName("S-10 crypto data wants a key as everything does, and says how it need not")
  void itWantsAKeyByDefault() {
    assertThat(ServerConfig.of(0, TradingHours.ALWAYS, TestServer.CLOCK).cryptoData())
        .isEqualTo(CryptoData.KEYED);
    try (TestServer gateway = start(CryptoData.KEYED)) {
      Answer refused = ask(gateway, "GET", TRADES);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.message()).contains("APCA-API-KEY-ID").contains("crypto-data: open");
      assertThat(ask(gateway, "GET", "/v2/account").message()).doesNotContain("crypto-data");
    }
  }

  @Test
  @DisplayName("7.2 where the configuration says so, crypto data is given without a key")
  void itIsGivenWithoutAKeyWhereThatIsSet() {
    try (TestServer gateway = start(CryptoData.OPEN)) {
      Answer answer = ask(gateway, "GET", TRADES);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().at("/trades/BTC~1USD/p").asDouble()).isEqualTo(60_000.01);
      assertThat(answer.response().headers().firstValue("X-RateLimit-Limit")).isPresent();
      assertThat(gateway.get(TRADES).status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("S-10 nothing else is given without a key then, nor anything to a wrong one")
  void nothingElseIsOpen() {
    try (TestServer gateway = start(CryptoData.OPEN)) {
      for (String path :
          List.of(
              "/v2/account",
              "/v2/orders",
              "/v2/stocks/AAPL/trades/latest",
              "/v1beta3/crypto/../../v2/account",
              "/v1beta3/cryptography",
              "/v1beta1/news")) {
        assertThat(ask(gateway, "GET", path).status()).as(path).isIn(400, 401);
      }
      assertThat(ask(gateway, "POST", TRADES).status()).isEqualTo(401);
      assertThat(ask(gateway, "DELETE", TRADES).status()).isEqualTo(401);
      IssuedKey wrong = new IssuedKey(gateway.key.key(), gateway.key.secret() + "x");
      assertThat(gateway.send("GET", TRADES, null, wrong).status()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("S-35 who has no key shares what its address may ask for, there too")
  void guestsAreCounted() {
    try (TestServer gateway =
        TestServer.start(
            data,
            new MemoryJournal(),
            config -> config.sharing(CryptoData.OPEN).limiting(config.rates().requests(2, 2)))) {
      ask(gateway, "GET", TRADES);
      ask(gateway, "GET", TRADES);
      assertThat(ask(gateway, "GET", TRADES).status()).isEqualTo(429);
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
    }
  }
}
