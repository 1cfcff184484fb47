// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A broker that keeps its own truth behind a bad line: requests and answers are lost or late, what
 * its stream tells comes twice, late, in any order, or not before the next connection. It keeps its
 * word: a request arrives within the settle time or never.
 */
final class ModelBroker {
  /** On its way to the broker. */
  private record Request(Instant arrives, BrokerCommand command, boolean isAnswered) {}

  /** On its way to us. */
  private record Parcel(Instant due, List<Input.Cause> news) {}

  private static final int LATEST_REQUEST_MILLIS = (int) Desk.SETTLE.toMillis();
  private static final int LATEST_NEWS_MILLIS = 5_000;

  private final Random random;
  private int badness;
  private final Map<PlacementId, Truth> orders = new LinkedHashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Parcel> parcels = new ArrayList<>();

  /** Told on the stream and never handed over: told again when the link catches up. */
  private final List<Input.Cause> missed = new ArrayList<>();

  private int names;
  private int executions;

  /**
   * @param badness of a hundred messages, how many meet with something
   */
  ModelBroker(Random random, int badness) {
    this.random = random;
    this.badness = badness;
  }

  Map<PlacementId, Truth> orders() {
    return orders;
  }

  // The line.

  /** Takes a request from us. */
  void send(BrokerCommand command, Instant now) {
    boolean lost = mishap();
    if (lost && random.nextBoolean()) {
      answer(command, new SendResult.NotSent("cut"), now);
      return;
    }
    if (lost) {
      answer(command, new SendResult.InDoubt("cut"), now);
    }
    if (!lost || random.nextBoolean()) {
      Instant arrives = now.plus(mishap() ? millis(LATEST_REQUEST_MILLIS) : millis(20));
      requests.add(new Request(arrives, command, lost));
    }
  }

  /** Takes the requests that have arrived by now, each when it arrives. */
  void work(Instant now) {
    requests.stream()
        .filter(request -> !request.arrives().isAfter(now))
        .sorted(Comparator.comparing(Request::arrives))
        .toList()
        .forEach(request -> {
          requests.remove(request);
          take(request);
        });
  }

  /** Something that it told and that is due, at random; nothing if nothing is. */
  List<Input.Cause> next(Instant now) {
    List<Parcel> due = parcels.stream().filter(parcel -> !parcel.due().isAfter(now)).toList();
    if (due.isEmpty()) {
      return List.of();
    }
    Parcel parcel = due.get(random.nextInt(due.size()));
    parcels.remove(parcel);
    return parcel.news();
  }

  /** Whether nothing is due. */
  boolean isIdle(Instant now) {
    return parcels.stream().allMatch(parcel -> parcel.due().isAfter(now));
  }

  /** From here on nothing is lost, late or double. */
  void heal() {
    badness = 0;
  }

  /**
   * The session is gone: what was on its way there arrives, what it told is missed, and of every
   * request without an answer the link says that it is in doubt.
   */
  List<Input.Cause> disconnect() {
    List<Input.Cause> doubts = new ArrayList<>();
    for (Parcel parcel : forget()) {
      for (Input.Cause news : parcel.news()) {
        if (news instanceof Answered(var account, var placement, int attempt, var _)) {
          doubts.add(new Answered(account, placement, attempt, new SendResult.InDoubt("cut")));
        }
      }
    }
    return doubts;
  }

  /** Our process is gone, and with it all answers. */
  void die() {
    forget();
  }

  private List<Parcel> forget() {
    List<Parcel> lost = List.copyOf(parcels);
    parcels.clear();
    for (Parcel parcel : lost) {
      parcel.news().stream().filter(ModelBroker::isOfStream).forEach(missed::add);
    }
    return lost;
  }

  private static boolean isOfStream(Input.Cause cause) {
    return cause instanceof OrderReport(var _, var _, OrderNews news)
        && !(news instanceof Found)
        && !(news instanceof OrderNews.NotFound);
  }

  /**
   * What a link tells when it is up again: what was missed, and as it stands each placement that
   * either side holds to be open.
   */
  List<Input.Cause> catchUp(Set<PlacementId> known) {
    List<Input.Cause> news = new ArrayList<>(missed);
    missed.clear();
    for (Truth truth : orders.values()) {
      if (truth.isWorking() || known.contains(truth.id)) {
        news.add(report(truth, truth.found()));
      }
    }
    return news;
  }

  // What it does with requests.

  private void take(Request request) {
    BrokerCommand command = request.command();
    Instant now = request.arrives();
    Truth truth = orders.get(command.placement());
    SendResult result =
        switch (command.ask()) {
          case Ask.Place(OrderRequest asked) -> place(command, asked, now);
          case Ask.PlaceGroup(OrderRequest asked, List<Leg> legs) ->
              place(command, asked, legs, now);
          case Ask.Cancel() -> cancel(truth, now);
          case Ask.Replace(OrderRequest asked) -> replace(truth, asked, now);
          case Ask.Query() -> new SendResult.Accepted("");
        };
    if (request.isAnswered()) {
      return; // The link has given it up.
    }
    List<Input.Cause> told = new ArrayList<>();
    boolean cut = mishap();
    if (command.ask() instanceof Ask.Query && !cut) {
      // The findings come before the answer, as a link promises.
      OrderNews findings = truth == null ? new OrderNews.NotFound() : truth.found();
      told.add(new OrderReport(Desk.ACCOUNT, command.placement(), findings));
    }
    told.add(answered(command, cut ? new SendResult.InDoubt("cut") : result));
    parcels.add(new Parcel(arrival(now), told));
  }

  private SendResult place(BrokerCommand command, OrderRequest request, Instant now) {
    if (orders.containsKey(command.placement())) {
      return new SendResult.Refused("duplicate", "duplicate");
    }
    boolean halted = random.nextInt(20) == 0;
    Truth truth = new Truth(command.placement(), request, halted ? "" : "B" + names++);
    orders.put(truth.id, truth);
    if (halted) {
      truth.state = Found.State.REJECTED;
      return new SendResult.Refused("halted", "halted");
    }
    tell(truth, new OrderNews.Working(truth.name), now);
    return new SendResult.Accepted(truth.name);
  }

  private SendResult place(
      BrokerCommand command, OrderRequest request, List<Leg> legs, Instant now) {
    SendResult result = place(command, request.alone(), now);
    if (result instanceof SendResult.Accepted) {
      Truth parent = orders.get(command.placement());
      ModelGroup group = new ModelGroup(parent, request, legs, () -> "B" + names++);
      parent.group = group;
      for (Truth leg : group.legs()) {
        leg.group = group;
        orders.put(leg.id, leg);
        tell(leg, new OrderNews.Held(leg.name), now);
      }
    }
    return result;
  }

  /** What an end, a fill or an act of one of its orders does to the others of its group. */
  private void inGroup(Truth truth, Instant now) {
    if (truth.group != null) {
      truth.group.after(truth).forEach((other, news) -> tell(other, news, now));
    }
  }

  private SendResult cancel(@Nullable Truth truth, Instant now) {
    if (truth == null || !truth.isWorking()) {
      return new SendResult.Refused("too-late", "too late");
    }
    truth.state = Found.State.CANCELED;
    tell(truth, new OrderNews.Canceled(), now);
    inGroup(truth, now);
    return new SendResult.Accepted(truth.name);
  }

  private SendResult replace(@Nullable Truth truth, OrderRequest request, Instant now) {
    if (truth == null || !truth.isWorking() || random.nextInt(6) == 0) {
      return new SendResult.Refused("too-late", "too late");
    }
    truth.request = request;
    truth.name = "B" + names++;
    closeIfFilled(truth);
    tell(truth, new OrderNews.Replaced(truth.name), now);
    return new SendResult.Accepted(truth.name);
  }

  // What it does by itself.

  /** Something happens to one of its orders. */
  void act(Instant now) {
    if (orders.isEmpty()) {
      return;
    }
    List<Truth> open = orders.values().stream().filter(Truth::isWorking).toList();
    boolean old = open.isEmpty() || random.nextInt(5) == 0;
    List<Truth> some = old ? List.copyOf(orders.values()) : open;
    Truth truth = some.get(random.nextInt(some.size()));
    switch (random.nextInt(14)) {
      case 0 -> end(truth, Found.State.EXPIRED, new OrderNews.Expired(), now);
      case 1 -> end(truth, Found.State.REJECTED, new OrderNews.Rejected("halted"), now);
      case 2 -> bust(truth, now);
      case 3 -> correct(truth, now);
      default -> fill(truth, now);
    }
  }

  private void end(Truth truth, Found.State state, OrderNews news, Instant now) {
    if (truth.isWorking()) {
      truth.state = state;
      tell(truth, news, now);
      inGroup(truth, now);
    }
  }

  private void fill(Truth truth, Instant now) {
    Quantity left = truth.left();
    if (truth.held && truth.group != null) {
      truth.group.swap(truth).forEach((other, news) -> tell(other, news, now));
    }
    if (truth.held || !truth.isWorking() || !left.isPositive()) {
      return;
    }
    Quantity part = new Quantity(1 + random.nextLong(left.nanos()) / 3);
    Fill fill = fill("x" + executions++, 0, truth, random.nextInt(6) == 0 ? left : part);
    truth.fills.put(fill.executionId(), fill);
    closeIfFilled(truth);
    tell(truth, new OrderNews.Executed(fill, false), now);
    inGroup(truth, now);
  }

  private void bust(Truth truth, Instant now) {
    if (!truth.fills.isEmpty()) {
      Fill fill = any(truth.fills);
      truth.fills.remove(fill.executionId());
      reopen(truth);
      tell(truth, new OrderNews.Busted(fill.executionId()), now);
    }
  }

  private void correct(Truth truth, Instant now) {
    if (!truth.fills.isEmpty()) {
      Fill fill = any(truth.fills);
      Quantity less = new Quantity(1 + random.nextLong(fill.quantity().nanos()));
      Fill corrected = fill(fill.executionId(), fill.revision() + 1, truth, less);
      truth.fills.put(fill.executionId(), corrected);
      reopen(truth);
      tell(truth, new OrderNews.Corrected(corrected), now);
    }
  }

  /**
   * Some brokers work the rest of a filled order again that a revision has left (FIX J.1.a); not
   * one that a request is on its way for, which it would refuse had it come before.
   */
  private void reopen(Truth truth) {
    boolean idle =
        requests.stream().noneMatch(request -> request.command().placement().equals(truth.id));
    if (truth.state == Found.State.FILLED && idle && random.nextBoolean()) {
      truth.state = Found.State.WORKING;
      closeIfFilled(truth);
    }
  }

  private Fill any(Map<String, Fill> fills) {
    return List.copyOf(fills.values()).get(random.nextInt(fills.size()));
  }

  private Fill fill(String id, int revision, Truth truth, Quantity quantity) {
    Price price = new Price(Price.parse("90").nanos() + 10_000_000L * random.nextInt(2_000));
    Money fee = new Money(random.nextInt(3) * 1_000L, Currency.USD);
    OrderRequest request = truth.request;
    return new Fill(
        id, revision, request.symbol(), request.side(), quantity, price, fee, Instant.EPOCH);
  }

  private static void closeIfFilled(Truth truth) {
    if (truth.isWorking() && !truth.left().isPositive()) {
      truth.state = Found.State.FILLED;
    }
  }

  // How it tells.

  private void tell(Truth truth, OrderNews news, Instant now) {
    if (mishap() && random.nextInt(4) == 0) {
      missed.add(report(truth, news));
      return;
    }
    int copies = mishap() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      parcels.add(new Parcel(arrival(now), List.of(report(truth, news))));
    }
  }

  private void answer(BrokerCommand command, SendResult result, Instant now) {
    parcels.add(new Parcel(arrival(now), List.of(answered(command, result))));
  }

  private Instant arrival(Instant now) {
    return now.plus(mishap() ? millis(LATEST_NEWS_MILLIS) : Duration.ZERO);
  }

  private boolean mishap() {
    return random.nextInt(100) < badness;
  }

  private Duration millis(int bound) {
    return Duration.ofMillis(random.nextInt(bound));
  }

  private static Answered answered(BrokerCommand command, SendResult result) {
    return new Answered(Desk.ACCOUNT, command.placement(), command.attempt(), result);
  }

  private static OrderReport report(Truth truth, OrderNews news) {
    return new OrderReport(Desk.ACCOUNT, truth.id, news);
  }
}
