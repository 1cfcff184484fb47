// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.tape.Fields;
import java.util.List;
import java.util.Map;

/** What we say that is not about the market. Each goes out alone, in an array of one. */
sealed interface Notice {
  static Notice connected() {
    return new Success("connected");
  }

  static Notice authenticated() {
    return new Success("authenticated");
  }

  record Success(String message) implements Notice {}

  record Failure(Problem problem) implements Notice {}

  /** All that the connection is subscribed to now, in the order of subscribing. */
  record Subscribed(Map<Channel, List<String>> symbols) implements Notice {}

  /** {@code T} comes first: Go's SDK decodes by position. */
  default void write(Fields out) {
    switch (this) {
      case Success(String message) -> {
        out.text("T", "success");
        out.text("msg", message);
      }
      case Failure(Problem problem) -> {
        out.text("T", "error");
        out.whole("code", problem.code());
        out.text("msg", problem.text());
      }
      case Subscribed(Map<Channel, List<String>> symbols) -> {
        out.text("T", "subscription");
        symbols.forEach((channel, names) -> out.texts(channel.key(), names));
      }
    }
  }
}
