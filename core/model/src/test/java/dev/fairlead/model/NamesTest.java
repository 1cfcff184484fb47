// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.money.Price;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names things: symbols, accounts, order ids; and the ticks of a price. */
final class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"A", "AAPL", "BRK.B", "BTC/USD", "NSE:RELIANCE", "NSE:M&M", "X_Y-1"})
  void symbolsAreWrittenAsTradersWriteThem(String text) {
    assertThat(new Symbol(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "aapl", "AA PL", "ÄPPL", "🍏", "AAPL\n", "A23456789012345678901234567890123"})
  void aTextThatNamesNoInstrumentIsNoSymbol(String text) {
    assertThat(Symbol.isWellFormed(text)).isFalse();
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Symbol(text));
  }

  @Test
  void anOrderIdIsReadWithAndWithoutDashes() {
    OrderId id = OrderId.parse("61e69015-8549-4bfd-b9c3-01e75843f47d");
    assertThat(id).hasToString("61e69015-8549-4bfd-b9c3-01e75843f47d");
    assertThat(OrderId.parse("61e6901585494bfdb9c301e75843f47d")).isEqualTo(id);
    assertThat(OrderId.parse("61E69015-8549-4BFD-B9C3-01E75843F47D")).isEqualTo(id);
    assertThat(OrderId.parse("ffffffffffffffffffffffffffffffff"))
        .hasToString("ffffffff-ffff-ffff-ffff-ffffffffffff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "not-an-order",
        "+1e6901585494bfdb9c301e75843f47d",
        "61e6901585494bfdb9c301e75843f47",
        "61e6901585494bfdb9c301e75843f47dd",
        "61e69015-8549-4bfd-b9c3-01e75843f47g",
        "61e690158549-4bfd-b9c3-01e75843f47d",
        "{61e69015-8549-4bfd-b9c3-01e75843f47d}"
      })
  void noOtherTextIsAnOrderId(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> OrderId.parse(text));
  }

  @Test
  void anAccountIsBrokerColonName() {
    assertThat(BrokerAccount.parse("paper:main")).isEqualTo(new BrokerAccount("paper", "main"));
    assertThat(new BrokerAccount("alpaca", "us-1")).hasToString("alpaca:us-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "paper", ":", "paper:", ":main", "Paper:main", "paper:a:b", "p p:m"})
  void noOtherTextIsAnAccount(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> BrokerAccount.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "190.25,true",
    "190.255,false",
    "1,true",
    "1.001,false",
    "0.9999,true",
    "0.99995,false"
  })
  void centsFromOneDollarAndHundredthsOfThemBelow(String price, boolean allowed) {
    assertThat(TickRule.US_EQUITY.allows(Price.parse(price))).isEqualTo(allowed);
  }

  @Test
  void oneIncrementMayHoldAtEveryPrice() {
    TickRule rupees = TickRule.of(Price.parse("0.05"));
    assertThat(rupees.allows(Price.parse("0.05"))).isTrue();
    assertThat(rupees.allows(Price.parse("2500.03"))).isFalse();
  }
}
