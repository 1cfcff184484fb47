// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The variants of a closed set, by the names that metrics have for them: {@code CancelRequested} is
 * {@code cancel_requested}. They are those that the sealed type permits, so that a new one is told
 * without a word here, and there are never more.
 */
public final class Variants {
  private Variants() {}

  static Stream<Class<?>> of(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Variants::of)
        : Stream.of(type);
  }

  static String word(Class<?> variant) {
    return variant.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** The name of what {@code value} is a variant of. */
  public static String word(Object value) {
    return word(value.getClass());
  }

  /** All names of {@code sealed}, those of sealed types within it included, in order. */
  public static List<String> words(Class<?> sealed) {
    return of(sealed).map(Variants::word).sorted().toList();
  }
}
