// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.model.OrderId;
import dev.fairlead.store.EventPlace;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a page of a listing ends, as a text that clients hand back and do not read, so that what is
 * in it may change. It holds no secret, and gives nothing that its holder could not list anyway.
 */
public final class Cursor {
  public static final String FIELD = "cursor";

  private static final String ORDER = "o:";
  private static final String EVENT = "e:";
  private static final String PLACE = "p:";

  private Cursor() {}

  static String after(OrderId order) {
    return encoded(ORDER + order);
  }

  /** After the event of that number. */
  public static String afterEvent(long number) {
    return encoded(EVENT + number);
  }

  /** After what stands there. */
  public static String after(EventPlace place) {
    return encoded(PLACE + place);
  }

  /** The place of the event that the page before ended with. */
  public static Optional<EventPlace> place(Query query) {
    return query
        .text(FIELD)
        .map(text -> {
          String plain = decoded(text, PLACE);
          try {
            return EventPlace.parse(plain);
          } catch (IllegalArgumentException notOurs) {
            throw wrong(text);
          }
        });
  }

  /** The order that the page before ended with. */
  static Optional<OrderId> order(Query query) {
    return query
        .text(FIELD)
        .map(text -> Ids.order(decoded(text, ORDER)).orElseThrow(() -> wrong(text)));
  }

  /** The number of the event that the page before ended with. */
  public static OptionalLong event(Query query) {
    Optional<String> text = query.text(FIELD);
    return text.isPresent() ? OptionalLong.of(number(text.get())) : OptionalLong.empty();
  }

  private static long number(String text) {
    try {
      return Long.parseUnsignedLong(decoded(text, EVENT));
    } catch (NumberFormatException notOurs) {
      throw wrong(text);
    }
  }

  private static String encoded(String plain) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text, String kind) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (plain.startsWith(kind)) {
        return plain.substring(kind.length());
      }
    } catch (IllegalArgumentException notOurs) {
      // Told below, with the same words as a cursor of another listing.
    }
    throw wrong(text);
  }

  private static RuntimeException wrong(String text) {
    return Query.bad(FIELD, text, "cursor", "must be the next of the page before, as it was");
  }
}
