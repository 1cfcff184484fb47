// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.money.Currency;
import dev.fairlead.onebook.Rate;
import dev.fairlead.onebook.Valuing;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which currency money is added up, and by which rates, as it is written. */
final class ValuingSection {
  private static final String BASE = "base-currency";
  private static final String ON = " on ";

  /** More digits than any rate has. */
  private static final int MAX_DIGITS = 18;

  private static final Kind<Currency> CURRENCY =
      new Kind<>("a currency's code, such as USD", List.of(), Currency::new);

  private record Stated(BigDecimal value, @Nullable LocalDate day) {}

  private static final Kind<Stated> RATE =
      new Kind<>(
          "what one unit is worth in the base currency, more than 0, with ' on' and a date after it"
              + " where one is known, such as 0.0119 on 2026-11-27",
          List.of(),
          ValuingSection::stated);

  private ValuingSection() {}

  static Valuing read(Section root) {
    Optional<Currency> base = root.value(BASE, CURRENCY);
    Section section = root.section("rates");
    List<Rate> rates = new ArrayList<>();
    for (String code : section.entries().keySet()) {
      Optional<Stated> stated = section.value(code, RATE);
      if (base.isEmpty()) {
        section.refuse(code, "needs " + BASE + " as well: a rate is one to that");
        continue;
      }
      try {
        Currency from = CURRENCY.parse(code);
        if (from.equals(base.get())) {
          section.refuse(code, "is the base currency itself");
        }
        stated.ifPresent(rate -> rates.add(rate(from, base.get(), rate)));
      } catch (IllegalArgumentException refused) {
        section.refuse(code, String.valueOf(refused.getMessage()));
      }
    }
    section.end();
    return base.isEmpty() ? Valuing.APART : new Valuing(base, rates);
  }

  private static Rate rate(Currency from, Currency to, Stated stated) {
    LocalDate day = stated.day();
    Optional<Instant> at =
        day == null ? Optional.empty() : Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return new Rate(from, to, stated.value(), Rate.STATED, at);
  }

  private static Stated stated(String text) {
    int on = text.indexOf(ON);
    String number = on < 0 ? text : text.substring(0, on);
    try {
      LocalDate day = on < 0 ? null : LocalDate.parse(text.substring(on + ON.length()).strip());
      BigDecimal value = new BigDecimal(number.strip());
      boolean plain = value.scale() >= -MAX_DIGITS && value.scale() <= MAX_DIGITS;
      if (value.signum() <= 0 || !plain || value.precision() > MAX_DIGITS) {
        throw new IllegalArgumentException("no rate");
      }
      return new Stated(value, day);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException("no date", unreadable);
    }
  }
}
