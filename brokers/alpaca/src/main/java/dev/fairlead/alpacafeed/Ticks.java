// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where what was decoded goes, item by item. */
interface Ticks {
  /** Bid and ask are both there: where one side is empty there is no quote (facts 6.1). */
  void quote(Quote quote);

  /**
   * A print.
   *
   * @param taker null where the market does not say, as none of shares does
   */
  void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker);

  /** A minute, or whatever was asked for, that had trades. */
  void bar(Bar bar);

  void notice(Notice notice);

  /** Something that cannot be read, in words (F-B33). */
  void strange(String what);
}
