// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

/** What to do about an error of a market data stream (facts 6.2). */
enum Remedy {
  /** Nothing follows from it. */
  IGNORE,
  /** The symbols that were asked for last are not told; those before are. */
  ASK_OTHERS,
  /** There is no room for the symbols that were asked for last. */
  ASK_FEWER,
  /** Log in again, over another connection. */
  RECONNECT,
  /** Another connection of this account is open, or lingers. */
  WAIT,
  /** The key or the plan does not do: nothing but a person can change that. */
  STAY_AWAY;

  /**
   * For an error by its code.
   *
   * @param letIn whether the login had succeeded
   */
  static Remedy of(long code, String message, boolean letIn) {
    return switch ((int) Math.min(Math.max(code, 0), 1_000)) {
      case 400, 410, 413 -> letIn ? ASK_OTHERS : RECONNECT;
      // Older servers say 401 for both of these (seen in the tests of Alpaca's own SDK).
      case 401 -> letIn || message.contains("timeout") ? RECONNECT : STAY_AWAY;
      case 403 -> IGNORE;
      case 404, 407, 500 -> RECONNECT;
      case 405 -> ASK_FEWER;
      case 406 -> WAIT;
      case 402, 408, 409, 411, 412 -> STAY_AWAY;
      default -> letIn ? IGNORE : RECONNECT;
    };
  }
}
