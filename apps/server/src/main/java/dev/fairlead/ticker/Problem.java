// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

/** What can be wrong, in Alpaca's numbers and words (facts 6.2). */
enum Problem {
  SYNTAX(400, "invalid syntax"),
  NOT_AUTHENTICATED(401, "not authenticated"),
  AUTH_FAILED(402, "auth failed"),
  ALREADY_AUTHENTICATED(403, "already authenticated"),
  AUTH_TIMEOUT(404, "auth timeout"),
  SYMBOL_LIMIT(405, "symbol limit exceeded"),
  CONNECTION_LIMIT(406, "connection limit exceeded"),
  SLOW_CLIENT(407, "slow client"),
  NOT_OF_THIS_FEED(410, "invalid subscribe action for this feed"),
  OPTIONS_ARE_PACKED(412, "option messages are only available in MsgPack format"),
  NO_STAR_OPTION_QUOTES(413, "star subscription is not allowed for option quotes"),
  INTERNAL(500, "internal error");

  private final int code;
  private final String text;

  Problem(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }
}
