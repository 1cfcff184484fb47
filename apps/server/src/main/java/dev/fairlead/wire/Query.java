// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.message.Fault;
import dev.fairlead.model.OrderId;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query parameters of a request, by their types. One that cannot be read ends the request with
 * 422 and names itself, its value and what would be right. Empty is absent.
 */
public final class Query {
  private static final int MAX_LIST = 500;

  private final Context request;

  public Query(Context request) {
    this.request = request;
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isEmpty());
  }

  /** Python writes {@code True}. */
  public boolean flag(String name) {
    return text(name).map(value -> value.equalsIgnoreCase("true")).orElse(false);
  }

  public int number(String name, int absent, int least, int most) {
    String value = text(name).orElse(Integer.toString(absent));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, with the same words as a number that is out of range.
    }
    throw bad(name, value, "range", "must be a whole number from " + least + " to " + most);
  }

  /** One of a few words; {@code absent} where nothing is said. */
  public <T> T word(String name, T absent, Map<String, T> words) {
    return text(name).map(value -> meaning(name, value, words)).orElse(absent);
  }

  public static <T> T meaning(String name, String value, Map<String, T> words) {
    T meant = words.get(value);
    if (meant == null) {
      String known = String.join(", ", words.keySet().stream().sorted().toList());
      throw bad(name, value, "word", "must be one of " + known);
    }
    return meant;
  }

  /** What is between the commas. */
  public List<String> list(String name) {
    List<String> values =
        text(name).stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .toList();
    if (values.size() > MAX_LIST) {
      throw bad(name, values.size() + " values", "length", "at most " + MAX_LIST + " values");
    }
    return values;
  }

  public Optional<OrderId> orderId(String name) {
    return text(name)
        .map(value ->
            Ids.order(value)
                .orElseThrow(() -> bad(name, value, "uuid", "must be the id of an order")));
  }

  /** A full instant with its offset, or a date, which is its first instant in UTC. */
  public Optional<Instant> instant(String name) {
    return text(name).map(value -> instant(name, value));
  }

  /** A date, or the date of an instant in {@code zone}: the Java SDK sends instants for dates. */
  public Optional<LocalDate> date(String name, ZoneId zone) {
    ZoneId read =
        text(name).filter(text -> text.length() == 10).isPresent() ? ZoneOffset.UTC : zone;
    return instant(name).map(at -> at.atZone(read).toLocalDate());
  }

  private static Instant instant(String name, String value) {
    try {
      return value.length() == 10
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException unreadable) {
      throw bad(
          name, value, "timestamp", "format: 2006-01-02T15:04:05Z, with an offset's + sent as %2B");
    }
  }

  public static ApiException bad(String name, String value, String rule, String limit) {
    return ApiError.badParameter(new Fault(name, value, rule, limit)).asException();
  }

  public static ApiException exclusive(String name, String other) {
    return bad(name, "", "exclusive", "cannot be combined with " + other);
  }
}
