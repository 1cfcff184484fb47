// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> WORDS = List.of("market", "hours", "port", "order", "orders");

  @ParameterizedTest
  @CsvSource({
    "markt, market",
    "maket, market",
    "amrket, market",
    "MARKET, market",
    "horus, hours",
    "prt, port",
    "oders, orders",
    "ordr, order"
  })
  void findsWhatWasMeant(String typed, String meant) {
    assertThat(Nearest.to(typed, WORDS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "broker", "''", "positions"})
  void saysNothingWhereNothingIsNear(String typed) {
    assertThat(Nearest.to(typed, WORDS)).isEmpty();
  }

  @Test
  void hintsInOnePhrase() {
    assertThat(Nearest.hint("markt", WORDS)).isEqualTo(", did you mean 'market'?");
    assertThat(Nearest.hint("broker", WORDS)).isEmpty();
  }
}
