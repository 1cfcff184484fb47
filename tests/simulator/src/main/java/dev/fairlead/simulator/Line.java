// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.Truth;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way to a broker and back, with the adapter at our end: it answers each request once, tells
 * what a question found before its answer, and reads up after a connect what it may have missed.
 */
final class Line {
  private record Call(PlacementId placement, int attempt) {}

  private record Parcel(long number, Truth truth, OrderNews news) {}

  /** What was handed over, and may not have reached the disk. */
  private record Handed(Instant at, Parcel parcel) {}

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final Duration SLOW_NEWS = Duration.ofSeconds(5);

  /** How far before the newest that was surely kept an adapter reads up (F-C06). */
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  private final Agenda agenda;
  private final Faults faults;
  private final Dice dice;
  private final Gateway gateway;
  private final Tamper tamper;
  private final BrokerModel broker;
  private final Map<Call, BrokerCommand> calls = new LinkedHashMap<>();
  private final Map<PlacementId, Integer> coming = new HashMap<>();
  private final Map<Long, Parcel> travelling = new LinkedHashMap<>();
  private final List<Parcel> missed = new ArrayList<>();

  /** Of orders that the adapter has no id for, while an answer may still say it. */
  private final List<Parcel> unnamed = new ArrayList<>();

  private final Deque<Handed> handed = new ArrayDeque<>();
  private final Set<String> names = new HashSet<>();
  private final Set<Call> sent = new HashSet<>();
  private boolean up;
  private int session;
  private long parcels;
  private Instant newestNews = Instant.MIN;
  private Instant still = Instant.MIN;
  private Instant gateOpens = Instant.MIN;

  Line(
      Agenda agenda,
      Faults faults,
      Dice dice,
      Gateway gateway,
      Tamper tamper,
      BrokerAccount account,
      Personality kind) {
    this.agenda = agenda;
    this.faults = faults;
    this.dice = dice;
    this.gateway = gateway;
    this.tamper = tamper;
    broker =
        new BrokerModel(
            account,
            kind,
            agenda,
            faults,
            dice,
            (truth, news, _) -> news(truth, news),
            id -> isComing(id) || kind.knowsNamesOnly());
  }

  /** Of a request on its way; who cannot be asked works nothing again that was filled. */
  private boolean isComing(PlacementId id) {
    return coming.getOrDefault(id, 0) > 0;
  }

  BrokerModel broker() {
    return broker;
  }

  boolean isUp() {
    return up;
  }

  private BrokerAccount account() {
    return broker.account();
  }

  // From us to the broker.

  /** Takes a request; what is known of it is told once. */
  void send(BrokerCommand command) {
    Call call = new Call(command.placement(), command.attempt());
    Checks.require(sent.add(call), "F-N04", "sent twice: " + command);
    if (!up) {
      // It has just broken, and the book has not heard of it.
      int gone = session;
      agenda.after(QUICK, () -> notSent(gone, call));
      return;
    }
    calls.put(call, command);
    int in = session;
    agenda.after(ANSWERS_WITHIN, () -> answer(in, call, new SendResult.InDoubt("no answer")));
    String phase = phase(command.ask());
    if (faults.strike(Fault.NOT_SENT, phase, call)) {
      answerLater(call, new SendResult.NotSent("refused to connect"));
    } else if (faults.strike(Fault.REQUEST_LOST, phase, call)) {
      answerLater(call, new SendResult.InDoubt("reset"));
    } else if (faults.strike(Fault.THROTTLED, phase, call)) {
      answerLater(call, new SendResult.InDoubt("429"));
    } else if (!faults.strike(Fault.SWALLOWED, phase, call)) {
      boolean deaf = faults.strike(Fault.REPLY_LOST, phase, call);
      if (deaf) {
        answerLater(call, new SendResult.InDoubt("reset while reading"));
      }
      coming.merge(call.placement(), 1, Integer::sum);
      agenda.after(way(command, phase, call), () -> arrives(in, call, command, deaf));
    }
  }

  private void notSent(int in, Call call) {
    if (in == session) {
      gateway.tell(
          new Answered(
              account(), call.placement(), call.attempt(), new SendResult.NotSent("down")));
    }
  }

  private static String phase(Ask ask) {
    return ask.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private Duration way(BrokerCommand command, String phase, Call call) {
    boolean places = command.ask() instanceof Ask.Place || command.ask() instanceof Ask.PlaceGroup;
    Personality kind = broker.kind();
    if (places && kind.lies() && faults.strike(Fault.WORD_BROKEN, phase, call)) {
      broker.breaksItsWord(command);
      return dice.between(Duration.ofSeconds(31), Duration.ofMinutes(5));
    }
    return faults.strike(Fault.REQUEST_LATE, phase, call)
        ? dice.upTo(kind.latestArrival())
        : dice.upTo(QUICK);
  }

  private void arrives(int in, Call call, BrokerCommand command, boolean deaf) {
    coming.merge(call.placement(), -1, Integer::sum);
    if (broker.kind() == Personality.C && in != session) {
      return; // The session that it was a message of has ended without it.
    }
    SendResult result = broker.take(command);
    if (deaf) {
      return;
    }
    List<Input.Cause> found = new ArrayList<>();
    if (command.ask() instanceof Ask.Query) {
      boolean cut = faults.strike(Fault.LIST_INCOMPLETE, "query", call);
      if (cut && !tamper.trustsCutLists()) {
        answerLater(call, new SendResult.InDoubt("the list is cut off"));
        return;
      }
      OrderNews news = cut ? new OrderNews.NotFound() : broker.find(command.placement());
      found.add(new OrderReport(account(), command.placement(), news));
    }
    agenda.after(
        dice.upTo(QUICK),
        () -> {
          if (in == session && up) {
            found.forEach(gateway::tell);
            answer(in, call, result);
          }
        });
  }

  private void answerLater(Call call, SendResult result) {
    int in = session;
    agenda.after(dice.upTo(Duration.ofMillis(200)), () -> answer(in, call, result));
  }

  private void answer(int in, Call call, SendResult result) {
    if (in == session && up && calls.remove(call) != null) {
      if (result instanceof SendResult.Accepted(String name) && !name.isEmpty()) {
        names.add(name);
      }
      gateway.tell(new Answered(account(), call.placement(), call.attempt(), result));
      if (calls.isEmpty() && broker.kind().knowsNamesOnly()) {
        releaseUnnamed();
      }
    }
  }

  // From the broker to us.

  /** Takes news to be told on the stream. */
  private void news(Truth truth, OrderNews news) {
    String phase = truth.state.name().toLowerCase(Locale.ROOT);
    Parcel parcel = new Parcel(parcels++, truth, news);
    if (isStatus(news) && faults.strike(Fault.STATUS_NEVER, phase, truth.id)) {
      return;
    }
    if (!up || faults.strike(Fault.NEWS_LOST, phase, truth.id)) {
      missed.add(parcel);
      return;
    }
    travels(parcel, phase);
    if (faults.strike(Fault.NEWS_TWICE, phase, truth.id)) {
      travels(new Parcel(parcels++, truth, news), phase);
    }
  }

  private static boolean isStatus(OrderNews news) {
    return news instanceof OrderNews.Working
        || news instanceof OrderNews.Canceled
        || news instanceof OrderNews.Expired
        || news instanceof OrderNews.Rejected
        || news instanceof OrderNews.Replaced;
  }

  private void travels(Parcel parcel, String phase) {
    Instant due;
    if (faults.strike(Fault.NEWS_LATE, phase, parcel.truth().id)) {
      due = agenda.now().plus(dice.upTo(SLOW_NEWS));
    } else {
      Instant soon = agenda.now().plus(dice.upTo(QUICK));
      newestNews = soon.isAfter(newestNews) ? soon : newestNews;
      due = newestNews;
    }
    travelling.put(parcel.number(), parcel);
    int in = session;
    agenda.at(due.isBefore(still) ? still : due, () -> comes(in, parcel));
  }

  private void comes(int in, Parcel parcel) {
    if (in != session || travelling.remove(parcel.number()) == null) {
      return;
    }
    if (tamper.gatesNews() && agenda.now().isBefore(gateOpens)) {
      return;
    }
    if (isUnnamed(parcel.truth()) && !calls.isEmpty()) {
      // Whose it is may be said by an answer that is on its way.
      unnamed.add(parcel);
      return;
    }
    tell(parcel);
  }

  private void releaseUnnamed() {
    List<Parcel> waiting = List.copyOf(unnamed);
    unnamed.clear();
    waiting.forEach(this::tell);
  }

  private boolean isUnnamed(Truth truth) {
    return broker.kind().knowsNamesOnly() && !names.contains(truth.name);
  }

  private void tell(Parcel parcel) {
    if (!isStatus(parcel.news())) {
      handed.add(new Handed(agenda.now(), parcel));
    }
    gateway.tell(report(parcel.truth(), parcel.news()));
  }

  /** Of an order whose id the broker does not repeat, under the name that it has there. */
  private OrderReport report(Truth truth, OrderNews news) {
    PlacementId id = isUnnamed(truth) ? new PlacementId(truth.name) : truth.id;
    return new OrderReport(account(), id, news);
  }

  // The session.

  /** The stream says nothing for a while, and then all of it. */
  void standStill(Duration duration) {
    still = agenda.now().plus(duration);
  }

  /** The session is gone: every request without an answer is in doubt. */
  void cut(String why) {
    if (!up) {
      return;
    }
    List<Call> open = List.copyOf(calls.keySet());
    end();
    gateway.tell(new LinkChange.Down(account(), why));
    for (Call call : open) {
      gateway.tell(
          new Answered(account(), call.placement(), call.attempt(), new SendResult.InDoubt("cut")));
    }
  }

  /** Our process is gone, and with it all that it waited for. */
  void die() {
    end();
    names.clear();
    Instant since = agenda.now().minus(OVERLAP);
    handed.removeIf(each -> each.at().isBefore(since));
    handed.forEach(each -> missed.add(each.parcel()));
    handed.clear();
  }

  private void end() {
    up = false;
    session++;
    calls.clear();
    missed.addAll(travelling.values());
    missed.addAll(unnamed);
    travelling.clear();
    unnamed.clear();
  }

  /** A session begins, and what may have been missed is read up. */
  void connect() {
    EngineState book = gateway.state().orElse(null);
    if (up || book == null) {
      return;
    }
    up = true;
    session++;
    newestNews = agenda.now();
    gateOpens = agenda.now().plusSeconds(2);
    List<Placement> known =
        book.placements().stream()
            .filter(each -> each.account().equals(account()) && each.status().isLive())
            .toList();
    book.placements().forEach(each -> names.add(each.brokerOrderId()));
    gateway.tell(new LinkChange.Up(account(), broker.kind().can()));
    if (!tamper.skipsCatchUp()) {
      catchUp(known);
    }
  }

  private void catchUp(List<Placement> known) {
    List<Parcel> again = List.copyOf(missed);
    missed.clear();
    Set<PlacementId> ids = known.stream().map(Placement::id).collect(Collectors.toSet());
    // What was lost is told as it is read, the newest state of each order after it.
    again.forEach(this::tell);
    for (Truth truth : List.copyOf(broker.truth().values())) {
      boolean shown = !(broker.find(truth.id) instanceof OrderNews.NotFound);
      if ((truth.isWorking() || ids.contains(truth.id)) && shown) {
        gateway.tell(report(truth, truth.found()));
      }
    }
    if (broker.kind() == Personality.C) {
      known.forEach(this::proveNotSent);
    }
  }

  /** The peer says which message it expects next: one that it never got was never sent. */
  private void proveNotSent(Placement placement) {
    boolean gone =
        placement.status() != PlacementStatus.SENT && !broker.truth().containsKey(placement.id());
    if (gone && !placement.isBrought()) {
      gateway.tell(
          new Answered(
              account(), placement.id(), 1, new SendResult.NotSent("the peer asks for it")));
    }
  }
}
