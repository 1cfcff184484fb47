// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values a setting takes.
 *
 * @param allowed the values, as a person would list them
 * @param names the values where they are few and fixed, to find the nearest; otherwise none
 * @param parser throws an {@link IllegalArgumentException} for any other
 */
public record Kind<T>(String allowed, List<String> names, Function<String, T> parser) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  /** A value, or an {@link IllegalArgumentException} that says what is allowed. */
  public T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(refusal(text), e);
    }
  }

  private String refusal(String text) {
    String hint = Nearest.hint(text, names);
    // An address can have a password in it, which must not get into a log.
    String value = text.contains("@") ? "what is set" : "'" + text + "'";
    return value + " is not allowed" + (hint.isEmpty() ? ";" : hint) + " allowed: " + allowed;
  }

  static Kind<Integer> wholeNumber(int least, int most) {
    return new Kind<>(
        "a whole number from " + least + " to " + most,
        List.of(),
        text -> requireBetween(least, most, Integer.parseInt(text)));
  }

  private static int requireBetween(int least, int most, int value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  /** A length of time with its unit: {@code 500ms}, {@code 10s}, {@code 2m}. */
  static Kind<Duration> duration(Duration least, Duration most) {
    return new Kind<>(
        "a length of time from " + written(least) + " to " + written(most) + ", such as 500ms",
        List.of(),
        text -> {
          Duration value = duration(text);
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  /** One of an enum's constants, written in lower case. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(Kind::name).toList();
    return new Kind<>(
        String.join(", ", names),
        names,
        text -> {
          int found = names.indexOf(text);
          if (found < 0) {
            throw new IllegalArgumentException("unknown");
          }
          return constants.get(found);
        });
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no length of time");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private static String written(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
