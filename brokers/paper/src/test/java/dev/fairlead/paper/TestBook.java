// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A book as small as a test needs it: hears a link, and can say what it knows. */
final class TestBook implements LinkListener {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");

  private final BlockingQueue<BrokerReport> arrived = new LinkedBlockingQueue<>();
  private final List<Object> heard = new ArrayList<>();
  private final Map<PlacementId, Placement> placements = new TreeMap<>();
  private final Map<Symbol, Position> positions = new TreeMap<>();
  private final Map<Currency, Balance> balances = new TreeMap<>();

  /** Notes a placement as the gateway does before it is sent. */
  synchronized BrokerCommand place(String id, OrderRequest request, Price reserve, Instant at) {
    PlacementId placement = new PlacementId(id);
    placements.put(
        placement,
        new Placement(
            placement,
            new OrderId(new UUID(1, id.hashCode())),
            ACCOUNT,
            request,
            reserve,
            PlacementStatus.SENT,
            Quantity.ZERO,
            Notional.ZERO,
            0,
            "",
            false,
            null,
            null,
            0,
            List.of(new Placement.Attempt(1, Placement.Attempt.Kind.PLACE, at, null))));
    return command(id, new BrokerCommand.Ask.Place(request));
  }

  static BrokerCommand command(String id, BrokerCommand.Ask ask) {
    return new BrokerCommand(ACCOUNT, new PlacementId(id), 1, "", ask);
  }

  /** Sends a command as the gateway does, and notes its answer when it is given. */
  SendResult send(BrokerLink link, BrokerCommand command) {
    List<SendResult> answers = new CopyOnWriteArrayList<>();
    link.send(
        command,
        result -> {
          note(command, result);
          answers.add(result);
        });
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  /** Notes the answer to a command; an order that was sent works from there on. */
  synchronized void note(BrokerCommand command, SendResult result) {
    heard.add(new BrokerReport.Answered(ACCOUNT, command.placement(), command.attempt(), result));
    if (command.ask() instanceof BrokerCommand.Ask.Place
        && result instanceof SendResult.Accepted(String brokerOrderId)) {
      Placement now = requireNonNull(placements.get(command.placement()));
      put(now, PlacementStatus.WORKING, brokerOrderId, now.watermark());
    }
  }

  @Override
  public synchronized void onReport(BrokerReport report) {
    heard.add(report);
    switch (report) {
      case BrokerReport.OrderReport(BrokerAccount _, PlacementId id, OrderNews news) ->
          note(id, news);
      case BrokerReport.Funded(BrokerAccount account, var amount, int multiplier, String _) ->
          balances.put(amount.currency(), Balance.opening(account, amount, multiplier));
      case BrokerReport.Listed _,
          BrokerReport.Flowed _,
          BrokerReport.Moved _,
          BrokerReport.Included _,
          BrokerReport.Unread _,
          BrokerReport.Clearance _,
          BrokerReport.Answered _ -> {}
    }
    arrived.add(report);
  }

  @Override
  public synchronized void onChange(LinkChange change) {
    heard.add(change);
  }

  private void note(PlacementId id, OrderNews news) {
    Placement now = requireNonNull(placements.get(id));
    switch (news) {
      case OrderNews.Replaced(String brokerOrderId) ->
          put(now, now.restingStatus(), brokerOrderId, now.watermark());
      case OrderNews.Trailed(Price watermark) ->
          put(now, now.status(), now.brokerOrderId(), watermark);
      case OrderNews.Executed(Fill fill, boolean completes) -> book(now, fill, completes);
      case OrderNews.Canceled() ->
          put(now, PlacementStatus.CANCELED, now.brokerOrderId(), now.watermark());
      case OrderNews.Expired() ->
          put(now, PlacementStatus.EXPIRED, now.brokerOrderId(), now.watermark());
      case OrderNews.Found _, OrderNews.NotFound _ -> {}
      case OrderNews.Working _,
          OrderNews.Held _,
          OrderNews.Rejected _,
          OrderNews.CancelRefused _,
          OrderNews.ReplaceRefused _,
          OrderNews.Busted _,
          OrderNews.Corrected _ ->
          throw new IllegalArgumentException("the paper broker never says " + news);
    }
  }

  private void put(
      Placement old, PlacementStatus status, String brokerOrderId, @Nullable Price watermark) {
    placements.put(
        old.id(),
        new Placement(
            old.id(),
            old.order(),
            old.account(),
            old.request(),
            old.reservePrice(),
            status,
            old.filled(),
            old.filledValue(),
            old.fills(),
            brokerOrderId,
            false,
            null,
            watermark,
            0,
            old.attempts()));
  }

  private void book(Placement old, Fill fill, boolean completes) {
    Currency currency = fill.fee().currency();
    Position before =
        positions.getOrDefault(fill.symbol(), Position.flat(ACCOUNT, fill.symbol(), currency));
    Position after = before.after(fill);
    positions.put(fill.symbol(), after);
    balances.put(currency, requireNonNull(balances.get(currency)).after(fill, before, after));
    placements.put(
        old.id(),
        new Placement(
            old.id(),
            old.order(),
            old.account(),
            old.request(),
            old.reservePrice(),
            completes ? PlacementStatus.FILLED : PlacementStatus.PARTIALLY_FILLED,
            old.filled().plus(fill.quantity()),
            old.filledValue().plus(fill.value()),
            old.fills() + 1,
            old.brokerOrderId(),
            false,
            null,
            old.watermark(),
            0,
            old.attempts()));
  }

  synchronized Known known() {
    return new Known(
        placements.values().stream().filter(placement -> placement.status().isLive()).toList(),
        List.copyOf(positions.values()),
        List.copyOf(balances.values()),
        Instant.EPOCH);
  }

  synchronized Placement placement(String id) {
    return requireNonNull(placements.get(new PlacementId(id)));
  }

  synchronized Balance balance(Currency currency) {
    return requireNonNull(balances.get(currency));
  }

  synchronized Quantity held(String symbol) {
    Position position = positions.get(new Symbol(symbol));
    return position == null ? Quantity.ZERO : position.quantity();
  }

  synchronized List<Object> heard() {
    return List.copyOf(heard);
  }

  /** All answers and news of placements, as {@code A Accepted}, {@code A Canceled}. */
  synchronized List<String> news() {
    List<String> news = new ArrayList<>();
    for (Object report : heard) {
      if (report instanceof BrokerReport.OrderReport(BrokerAccount _, var id, var told)) {
        news.add(id + " " + told.getClass().getSimpleName());
      }
      if (report instanceof BrokerReport.Answered(BrokerAccount _, var id, int _, var result)) {
        news.add(id + " " + result.getClass().getSimpleName());
      }
    }
    return news;
  }

  /** Waits for the next report that says that {@code id} executed. */
  Fill awaitFill(String id) throws InterruptedException {
    return awaitFill(placement -> placement.text().equals(id));
  }

  /** Waits for the next {@code count} reports of fills, of whatever placement. */
  void awaitFills(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      awaitFill(_ -> true);
    }
  }

  private Fill awaitFill(Predicate<PlacementId> wanted) throws InterruptedException {
    while (true) {
      BrokerReport report = arrived.poll(10, TimeUnit.SECONDS);
      if (report == null) {
        throw new AssertionError("no such fill within 10 s, heard " + news());
      }
      if (report instanceof BrokerReport.OrderReport(BrokerAccount _, var placement, var news)
          && wanted.test(placement)
          && news instanceof OrderNews.Executed(Fill fill, boolean _)) {
        return fill;
      }
    }
  }
}
