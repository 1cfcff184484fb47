// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Quantity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Tells the gateway, and remembers what it has told. Thread-safe. */
final class Reports {
  private static final int MOST_UNREAD = 200;

  private final BrokerAccount account;
  private final Names names;
  private final LinkListener listener;

  /** What was told as unread, the newest; guarded by this. */
  private final SequencedSet<String> unread = new LinkedHashSet<>();

  Reports(BrokerAccount account, Names names, LinkListener listener) {
    this.account = account;
    this.names = names;
    this.listener = listener;
  }

  /** News of one order, whoever's. */
  void news(PlacementId placement, OrderNews news) {
    listener.onReport(new OrderReport(account, placement, news));
    switch (news) {
      case OrderNews.Canceled _, OrderNews.Expired _, OrderNews.Rejected _ ->
          names.ended(placement);
      case OrderNews.Replaced(String name) -> names.replaced(placement, name);
      case OrderNews.Found found -> {
        if (found.state() != OrderNews.Found.State.WORKING) {
          names.ended(placement);
        }
      }
      case OrderNews.Executed _,
          OrderNews.Working _,
          OrderNews.Held _,
          OrderNews.CancelRefused _,
          OrderNews.ReplaceRefused _,
          OrderNews.Trailed _,
          OrderNews.Busted _,
          OrderNews.Corrected _,
          OrderNews.NotFound _ -> {
        // Nothing ends by it.
      }
    }
  }

  /** An execution as the stream tells it, with its order as it is after it. */
  void executed(AlpacaOrder order, Execution execution) {
    PlacementId placement = order.placement();
    boolean completes = order.standing() == Standing.FILLED;
    listener.onReport(
        new OrderReport(account, placement, new OrderNews.Executed(execution.fill(), completes)));
    names.tell(order, execution);
    if (completes) {
      names.ended(placement);
    }
  }

  /**
   * Executions of one order from a list, in their order: those of one millisecond may be listed in
   * another one. A list writes pairs without their slash; their order has it. Lists overlap, so
   * what was told since this process started is not told again.
   */
  void executed(AlpacaOrder order, List<Execution> executions) {
    executions.stream()
        .filter(execution -> execution.orderId().equals(order.id()))
        .sorted(Comparator.comparing(Execution::cumulative))
        .map(execution ->
            order.request().map(asked -> execution.of(asked.symbol())).orElse(execution))
        .forEach(execution -> {
          if (!names.isTold(execution)) {
            news(order.placement(), new OrderNews.Executed(execution.fill(), false));
          }
          names.tell(order, execution);
        });
  }

  /** The execution that we call {@code id} was other than told. */
  void corrected(PlacementId placement, Execution now, String id) {
    Fill fill = now.fill();
    int revision = names.revise(id);
    Fill corrected =
        new Fill(
            id,
            revision,
            fill.symbol(),
            fill.side(),
            fill.quantity(),
            fill.price(),
            fill.fee(),
            fill.at());
    news(placement, new OrderNews.Corrected(corrected));
    names.rename(now.alpacasId(), id);
  }

  /** Whether all that executed of an order has been told. */
  boolean isWhole(AlpacaOrder order) {
    Quantity told = names.told(order.id());
    return told.compareTo(order.filled()) >= 0;
  }

  /**
   * Something that the adapter does not understand (F-B33); told once, however often it is read.
   */
  void unread(String channel, String raw) {
    if (isNew(raw)) {
      listener.onReport(new BrokerReport.Unread(account, channel, raw));
    }
  }

  private synchronized boolean isNew(String raw) {
    if (unread.size() >= MOST_UNREAD) {
      unread.removeFirst();
    }
    return unread.add(raw);
  }

  /** What the account held before anybody here placed an order (I-10). */
  void held(Holding holding, String id) {
    listener.onReport(
        new BrokerReport.Moved(
            account,
            id,
            holding.symbol(),
            holding.quantity(),
            holding.cost(),
            "held when the account was opened"));
  }
}
