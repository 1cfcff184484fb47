// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.wire.Query;
import java.util.Map;

/**
 * Which of Alpaca's sources a client asks for. There is one market here, so the two consolidated
 * ones and the delayed one are that market; {@code otc} is what of it has no SDK's exchange; the
 * overnight venues are none of it, and empty.
 */
enum Feed {
  SIP,
  IEX,
  DELAYED_SIP,
  OTC,
  BOATS,
  OVERNIGHT;

  private static final Map<String, Feed> HISTORICAL =
      Map.of("sip", SIP, "iex", IEX, "otc", OTC, "boats", BOATS);

  private static final Map<String, Feed> LATEST =
      Map.of(
          "sip", SIP,
          "iex", IEX,
          "delayed_sip", DELAYED_SIP,
          "otc", OTC,
          "boats", BOATS,
          "overnight", OVERNIGHT);

  /** The feed of a history; {@code sip} where nothing is said. */
  static Feed historical(Query query) {
    return query.word("feed", SIP, HISTORICAL);
  }

  /** The feed of what is newest. */
  static Feed latest(Query query) {
    return query.word("feed", SIP, LATEST);
  }

  boolean carries(Instrument share) {
    return switch (this) {
      case SIP, IEX, DELAYED_SIP -> true;
      case OTC -> isOverTheCounter(share.exchange());
      case BOATS, OVERNIGHT -> false;
    };
  }

  private static boolean isOverTheCounter(Exchange exchange) {
    return switch (exchange) {
      case OTC, NSE, BSE -> true;
      case NYSE, NASDAQ, ARCA, AMEX, BATS, CRYPTO -> false;
    };
  }
}
