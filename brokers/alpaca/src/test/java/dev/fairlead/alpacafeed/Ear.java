// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.testkit.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears what a market tells. */
class Ear implements MarketListener {
  final List<String> news = new CopyOnWriteArrayList<>();

  @Override
  public void onQuote(Quote quote) {
    news.add("q " + quote.symbol() + " " + quote.bid());
  }

  @Override
  public void onTrade(Trade trade) {
    news.add("t " + trade.symbol() + " " + trade.price());
  }

  @Override
  public void onBar(Bar minuteBar) {
    news.add("b " + minuteBar.symbol() + " " + minuteBar.close());
  }

  void await(String what) {
    Await.until(what + ", got " + news, () -> news.contains(what));
  }
}
