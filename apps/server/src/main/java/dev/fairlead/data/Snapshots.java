// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.market.Bar;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.Fields;
import dev.fairlead.tape.Items;
import dev.fairlead.tape.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * The newest of everything: trade, quote, minute, day and the day before. A part that there is none
 * of is left out, as the specification has it; it has no room for null.
 */
final class Snapshots {
  private final Sight sight;

  Snapshots(Sight sight) {
    this.sight = sight;
  }

  /** Writes {@code "AAPL":{…}} for each that anything was seen of. */
  void write(JsonGenerator out, List<Instrument> instruments) {
    for (Instrument of : instruments) {
      if (isSeen(of.symbol())) {
        out.writeObjectPropertyStart(of.symbol().text());
        parts(out, of);
        out.writeEndObject();
      }
    }
  }

  boolean isSeen(Symbol symbol) {
    return sight.quotes().newest().apply(symbol).isPresent()
        || sight.trades().newest().apply(symbol).isPresent();
  }

  /** Writes the parts into the object that {@code out} is in. */
  void parts(JsonGenerator out, Instrument of) {
    Symbol symbol = of.symbol();
    part(
        out,
        "latestTrade",
        sight.trades().newest().apply(symbol),
        trade -> fields -> Items.trade(fields, of, trade));
    part(
        out,
        "latestQuote",
        sight.quotes().newest().apply(symbol),
        quote -> fields -> Items.quote(fields, of, quote));
    bar(out, "minuteBar", of, sight.newestMinute(symbol));
    List<Bar> days = sight.newestDays(symbol);
    bar(out, "dailyBar", of, days.stream().findFirst());
    bar(out, "prevDailyBar", of, days.stream().skip(1).findFirst());
  }

  private static void bar(JsonGenerator out, String name, Instrument of, Optional<Bar> bar) {
    part(out, name, bar, found -> fields -> Items.bar(fields, of, found));
  }

  private static <T> void part(
      JsonGenerator out,
      String name,
      Optional<T> found,
      java.util.function.Function<T, Consumer<Fields>> form) {
    if (found.isPresent()) {
      out.writeObjectPropertyStart(name);
      form.apply(found.get()).accept(new JsonFields(out));
      out.writeEndObject();
    }
  }
}
