// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/**
 * Why there is no connection.
 *
 * @param pace how soon it makes sense to try again
 * @param reason for people; of the peer's own words at most {@link #MOST_WORDS} characters
 */
public record Loss(Pace pace, String reason) {
  private static final int MOST_WORDS = 300;

  /** How soon to try again. */
  public enum Pace {
    /** As networks fail: they are back in a moment, mostly. */
    SOON,
    /**
     * The peer has as many connections as it takes. The one before may linger there for a minute
     * and a half (facts 5.1), and whoever asks often is refused for longer.
     */
    CROWDED,
    /** The peer refuses us, and will until a person has changed something: a key, a plan. */
    REFUSED
  }

  public Loss {
    reason = reason.length() <= MOST_WORDS ? reason : reason.substring(0, MOST_WORDS) + "…";
  }

  /** As networks fail. */
  public static Loss soon(String reason) {
    return new Loss(Pace.SOON, reason);
  }

  /** What a goodbye says: 1008 and 1013 are told to clients that are one too many. */
  static Loss ofClose(int code, String words) {
    String reason =
        "the connection was closed with " + code + (words.isEmpty() ? "" : ": " + words);
    return code == 1008 || code == 1013 ? new Loss(Pace.CROWDED, reason) : soon(reason);
  }

  /** What an HTTP status says that came in place of a WebSocket (facts 4.2, 5.1). */
  static Loss ofStatus(int status) {
    String reason = "the peer answered " + status + " in place of a WebSocket";
    return switch (status) {
      case 401, 402, 403, 404 -> new Loss(Pace.REFUSED, reason);
      case 406, 429 -> new Loss(Pace.CROWDED, reason);
      default -> soon(reason);
    };
  }
}
