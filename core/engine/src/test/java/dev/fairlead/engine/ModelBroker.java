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
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

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
  private final ModelOrders orders;
  private final List<Request> requests = new ArrayList<>();
  private final List<Parcel> parcels = new ArrayList<>();

  /** Told on the stream and never handed over: told again when the link catches up. */
  private final List<Input.Cause> missed = new ArrayList<>();

  /**
   * @param badness of a hundred messages, how many meet with something
   */
  ModelBroker(Random random, int badness) {
    this.random = random;
    this.badness = badness;
    orders = new ModelOrders(random, this::tell, this::isAwaited, "");
  }

  Map<PlacementId, Truth> orders() {
    return orders.all();
  }

  /** Something happens to one of its orders. */
  void act(Instant now) {
    orders.act(now);
  }

  private boolean isAwaited(PlacementId id) {
    return requests.stream().anyMatch(request -> request.command().placement().equals(id));
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
    for (Truth truth : orders().values()) {
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
    Truth truth = orders().get(command.placement());
    SendResult result =
        switch (command.ask()) {
          case Ask.Place(OrderRequest asked) -> orders.place(command.placement(), asked, now);
          case Ask.PlaceGroup(OrderRequest asked, List<Leg> legs) ->
              orders.placeGroup(command.placement(), asked, legs, now);
          case Ask.Cancel() -> orders.cancel(truth, now);
          case Ask.Replace(OrderRequest asked) -> orders.replace(truth, asked, now);
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
