// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How values are written here: words in small letters, absent texts as null. */
public final class Forms {
  private Forms() {}

  /** {@code IN_DOUBT} becomes {@code in_doubt}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What each word of a query means. */
  public static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(Forms::word, value -> value));
  }

  /** A refusal: there is no such account. */
  public static ApiException unknownAccount(String account) {
    return ApiError.of(
            404, ApiError.NOT_FOUND, "there is no broker account '" + ApiError.shown(account) + "'")
        .named("UNKNOWN_ACCOUNT")
        .asException();
  }

  /** Where the model says nothing with an empty text, JSON says it with null. */
  public static void putSaid(ObjectNode json, String key, @Nullable String text) {
    json.put(key, text == null || text.isEmpty() ? null : text);
  }
}
