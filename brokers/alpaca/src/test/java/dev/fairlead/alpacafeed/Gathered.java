// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what was decoded, a line each. */
final class Gathered implements Ticks {
  final List<String> lines = new ArrayList<>();

  static List<String> of(Tape tape, byte[] message) {
    Gathered gathered = new Gathered();
    tape.read(message, gathered);
    return gathered.lines;
  }

  @Override
  public void quote(Quote quote) {
    lines.add(
        "quote "
            + quote.symbol()
            + " "
            + quote.bid()
            + "x"
            + quote.bidSize()
            + " "
            + quote.ask()
            + "x"
            + quote.askSize()
            + " "
            + quote.at());
  }

  @Override
  public void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
    lines.add("trade " + symbol + " " + price + "x" + size + " " + at + " " + taker);
  }

  @Override
  public void bar(Bar bar) {
    lines.add(
        "bar "
            + bar.symbol()
            + " "
            + bar.open()
            + " "
            + bar.high()
            + " "
            + bar.low()
            + " "
            + bar.close()
            + " "
            + bar.volume()
            + " "
            + bar.trades()
            + " "
            + bar.vwap()
            + " "
            + bar.start());
  }

  @Override
  public void notice(Notice notice) {
    lines.add(
        switch (notice) {
          case Notice.Success(String what) -> "success " + what;
          case Notice.Fault(long code, String message) -> "error " + code + " " + message;
          case Notice.Subscribed(var quotes) -> "subscribed " + quotes.stream().sorted().toList();
        });
  }

  @Override
  public void strange(String what) {
    lines.add("strange " + what);
  }
}
