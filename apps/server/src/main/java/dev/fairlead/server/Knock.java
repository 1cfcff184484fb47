// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.wire.Credentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a WebSocket whose head has come whole and says nothing that has to be thought
 * about: what a client that connects again and again sends each time.
 *
 * @param host what the request calls this server
 * @param origin whose page it comes from; null for programs
 * @param named whether it says a key, good or not
 */
record Knock(@Nullable String host, @Nullable String origin, boolean named) {
  private static final String GET = "GET ";
  private static final String HTTP = " HTTP/1.1";
  private static final String LINE_END = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";

  /**
   * Reads a head. Empty where it is none, is not whole, brings a body or more, or has a line that
   * another reader could take differently: then it is not for this reader to judge.
   */
  static Optional<Knock> of(String head) {
    int lineEnd = head.indexOf(LINE_END);
    if (!head.startsWith(GET)
        || head.indexOf(HEAD_END) != head.length() - HEAD_END.length()
        || lineEnd <= GET.length() + HTTP.length()
        || !head.startsWith(HTTP, lineEnd - HTTP.length())) {
      return Optional.empty();
    }
    String path = head.substring(GET.length(), lineEnd - HTTP.length());
    if (!path.chars().allMatch(Knock::isPlain)) {
      return Optional.empty();
    }
    return headers(head.substring(lineEnd + 2, head.length() - 2));
  }

  private static boolean isPlain(int c) {
    return isBetween(c, 'a', 'z') || isBetween(c, '0', '9') || c == '/' || c == '_' || c == '-';
  }

  private static boolean isBetween(int c, char first, char last) {
    return c >= first && c <= last;
  }

  private static Optional<Knock> headers(String lines) {
    String host = null;
    String origin = null;
    boolean named = false;
    boolean upgrades = false;
    int at = 0;
    while (at < lines.length()) {
      int end = lines.indexOf(LINE_END, at);
      int colon = lines.indexOf(':', at);
      if (colon <= at || colon > end || !isWord(lines, at, colon)) {
        return Optional.empty();
      }
      String value = lines.substring(colon + 1, end).strip();
      if (is(lines, at, colon, "Host")) {
        if (host != null) {
          return Optional.empty();
        }
        host = value;
      } else if (is(lines, at, colon, "Origin")) {
        if (origin != null) {
          return Optional.empty();
        }
        origin = value;
      } else if (is(lines, at, colon, "Upgrade")) {
        upgrades = value.equalsIgnoreCase("websocket");
      } else if (isOneOf(
          lines, at, colon, Credentials.KEY_ID, Credentials.SECRET, "Authorization")) {
        named = true;
      } else if (isOneOf(lines, at, colon, "Content-Length", "Transfer-Encoding", "Expect")) {
        return Optional.empty();
      }
      at = end + LINE_END.length();
    }
    return upgrades ? Optional.of(new Knock(host, origin, named)) : Optional.empty();
  }

  private static boolean isWord(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean isLetter = isBetween(c, 'a', 'z') || isBetween(c, 'A', 'Z');
      if (!isLetter && !isBetween(c, '0', '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean is(String text, int from, int to, String name) {
    return to - from == name.length() && text.regionMatches(true, from, name, 0, name.length());
  }

  private static boolean isOneOf(String text, int from, int to, String... names) {
    for (String name : names) {
      if (is(text, from, to, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all that can be said of who sends it is its address, and nothing else is wrong. */
  boolean isNameless() {
    return !named && Sites.refusal(host, origin).isEmpty();
  }
}
