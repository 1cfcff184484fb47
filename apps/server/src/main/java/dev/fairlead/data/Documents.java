// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.JsonFields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Alpaca's envelopes round items (facts 6.1). */
final class Documents {
  private Documents() {}

  /** {@code {"trades":{"AAPL":[…]},"next_page_token":null}}. */
  static <T> byte[] many(Series<T> series, Pages.Page<T> page, Optional<String> currency) {
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeObjectPropertyStart(series.plural());
      page.runs()
          .forEach(run -> {
            out.writeArrayPropertyStart(run.instrument().symbol().text());
            items(out, series, run);
            out.writeEndArray();
          });
      out.writeEndObject();
      end(out, page, currency);
    });
  }

  /** {@code {"trades":[…],"symbol":"AAPL","next_page_token":null}}. */
  static <T> byte[] one(
      Series<T> series, Symbol symbol, Pages.Page<T> page, Optional<String> currency) {
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeArrayPropertyStart(series.plural());
      page.runs().forEach(run -> items(out, series, run));
      out.writeEndArray();
      out.writeStringProperty("symbol", symbol.text());
      end(out, page, currency);
    });
  }

  private static <T> void items(JsonGenerator out, Series<T> series, Pages.Run<T> run) {
    run.items().forEach(item -> item(out, series, run.instrument(), item));
  }

  private static <T> void item(JsonGenerator out, Series<T> series, Instrument of, T item) {
    out.writeStartObject();
    series.form().write(new JsonFields(out), of, item);
    out.writeEndObject();
  }

  private static void end(JsonGenerator out, Pages.Page<?> page, Optional<String> currency) {
    currency.ifPresent(code -> out.writeStringProperty("currency", code));
    out.writeName("next_page_token");
    @Nullable String token = page.next().map(PageToken::text).orElse(null);
    if (token == null) {
      out.writeNull();
    } else {
      out.writeString(token);
    }
    out.writeEndObject();
  }

  /** {@code {"trades":{"AAPL":{…}}}}; what there is nothing of is left out. */
  static <T> byte[] newest(
      Series<T> series, List<Instrument> instruments, Optional<String> currency) {
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeObjectPropertyStart(series.plural());
      for (Instrument of : instruments) {
        series
            .newest()
            .apply(of.symbol())
            .ifPresent(item -> {
              out.writeName(of.symbol().text());
              item(out, series, of, item);
            });
      }
      out.writeEndObject();
      currency.ifPresent(code -> out.writeStringProperty("currency", code));
      out.writeEndObject();
    });
  }

  /** {@code {"symbol":"AAPL","trade":{…}}}. */
  static <T> byte[] newest(Series<T> series, Instrument of, T item, Optional<String> currency) {
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeStringProperty("symbol", of.symbol().text());
      out.writeName(series.singular());
      item(out, series, of, item);
      currency.ifPresent(code -> out.writeStringProperty("currency", code));
      out.writeEndObject();
    });
  }
}
