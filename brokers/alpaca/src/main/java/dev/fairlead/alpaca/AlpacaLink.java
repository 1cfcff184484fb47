// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpaca.Faults.Kind;
import dev.fairlead.alpacahours.AlpacaHours;
import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.budget.AccountBudgets;
import dev.fairlead.budget.Purpose;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.remote.Delivery;
import dev.fairlead.remote.Lanes;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The live session with one account at Alpaca. Each placement's requests go out in their order,
 * those of different placements at once; {@link Session} brings the link up and keeps it so.
 */
final class AlpacaLink implements BrokerLink {
  private static final Logger LOG = System.getLogger(AlpacaLink.class.getName());

  /** Most requests that may wait or be under way. */
  private static final int MOST_WAITING = 65_536;

  /** How long requests may still be answered once the link is closed. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final AlpacaBroker.Feed market;
  private final Api api;
  private final Names names = new Names();
  private final LegNames legs;
  private final Reports reports;
  private final Listings listings;
  private final Looks looks;
  private final AlpacaBook book;
  private final Lanes<PlacementId> lanes;
  private final Opening opening;
  private final Session session;
  private final Budgets budgets;
  private volatile boolean closed;

  AlpacaLink(
      AlpacaConfig config,
      Requests requests,
      Settings settings,
      InstantSource clock,
      AlpacaBroker.Feeds feeds,
      AlpacaBroker.Streams streams,
      LinkListener listener) {
    this.clock = clock;
    LinkListener gate = new Gate(listener);
    this.market = feeds.open(config, gate::onSignal);
    this.api = new Api(config, requests, settings, clock, gate::onSignal);
    this.budgets = new AccountBudgets(api.budget(), market.limits());
    this.legs = new LegNames(clock);
    this.reports = new Reports(config.account(), names, gate);
    this.listings =
        new Listings(api, clock, row -> reports.unread("rest", row.toString()), legs::claim);
    this.looks = new Looks(api, listings, names, legs, reports);
    this.book = new AlpacaBook(listings, clock);
    this.lanes = new Lanes<>("fairlead-alpaca-" + config.account(), MOST_WAITING);
    Movements movements = new Movements(config.account(), listings, book, reports, gate);
    this.opening = new Opening(config, clock, listings, book, movements, reports, gate);
    AlpacaHours hours =
        new AlpacaHours(
            config.account().toString(),
            api::read,
            clock,
            System::nanoTime,
            gate::onSignal,
            market.hours());
    this.session =
        new Session(
            config, settings, api, listings, opening, movements, names, legs, reports, looks, lanes,
            hours, gate);
    session.follow(streams.open(config, session));
  }

  /** Hears nothing more once the link is closed. */
  private final class Gate implements LinkListener {
    private final LinkListener listener;

    Gate(LinkListener listener) {
      this.listener = listener;
    }

    @Override
    public void onReport(BrokerReport report) {
      if (!closed) {
        listener.onReport(report);
      }
    }

    @Override
    public void onChange(LinkChange change) {
      if (!closed) {
        listener.onChange(change);
      }
    }

    @Override
    public void onSignal(LinkSignal signal) {
      if (!closed) {
        listener.onSignal(signal);
      }
    }
  }

  /** Begins to connect; returns at once. */
  void start(Known known) {
    names.takeUp(known);
    legs.takeUp(known);
    session.start(known);
  }

  @Override
  public void send(BrokerCommand command, Consumer<SendResult> answer) {
    if (closed) {
      answer.accept(new SendResult.NotSent("the link is closed"));
      return;
    }
    PlacementId placement = command.placement();
    if (command.ask() instanceof Ask.Place(OrderRequest request)) {
      names.placing(placement, request, clock.instant());
    } else if (command.ask() instanceof Ask.PlaceGroup(OrderRequest request, List<Leg> brought)) {
      names.placing(placement, request.alone(), clock.instant());
      legs.placing(placement, brought);
    }
    if (!lanes.run(placement, work(command, answer, brought -> perform(command, brought)))) {
      if (command.ask() instanceof Ask.Place || command.ask() instanceof Ask.PlaceGroup) {
        names.ended(placement);
        legs.absent(placement);
      }
      answer.accept(
          new SendResult.NotSent("more than " + MOST_WAITING + " requests to Alpaca wait"));
    }
  }

  /**
   * What needs no look-up and brings no legs is written down, and leaves at once when nothing of
   * its placement is under way and the budget allows it. Its answer is for the placement's lane.
   */
  @Override
  public Optional<Departure> prepare(BrokerCommand command) {
    return switch (command.ask()) {
      case Ask.Place(OrderRequest request) -> placing(command, request);
      case Ask.Cancel() -> cancelling(command);
      case Ask.PlaceGroup _, Ask.Replace _, Ask.Query() -> Optional.empty();
    };
  }

  private Optional<Departure> placing(BrokerCommand command, OrderRequest request) {
    if (refusal(request).isPresent()) {
      return Optional.empty();
    }
    PlacementId placement = command.placement();
    Requests.Ready ready = api.readyToPlace(Encoder.place(placement, request));
    return Optional.of(answer -> {
      if (closed || !lanes.enter(placement)) {
        return false;
      }
      names.placing(placement, request, clock.instant());
      if (api.mayGoNow(Api.placing(command.closes()))) {
        api.goNow(
            ready,
            outcome ->
                lanes.leave(
                    placement,
                    work(command, answer, brought -> placed(placement, outcome.told(), brought))));
      } else {
        lanes.leave(placement, work(command, answer, brought -> perform(command, brought)));
      }
      return true;
    });
  }

  private Optional<Departure> cancelling(BrokerCommand command) {
    PlacementId placement = command.placement();
    String name = names.name(placement, command.brokerOrderId());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Requests.Ready ready = api.readyToCancel(name);
    return Optional.of(answer -> {
      // A replace that came true meanwhile has given it another name.
      boolean stands = name.equals(names.name(placement, command.brokerOrderId()));
      if (closed || !stands || !lanes.enter(placement)) {
        return false;
      }
      if (api.mayGoNow(Purpose.CANCEL)) {
        api.goNow(
            ready,
            outcome ->
                lanes.leave(
                    placement,
                    work(command, answer, _ -> Faults.of(Kind.CANCEL, name, outcome.told()))));
      } else {
        lanes.leave(placement, work(command, answer, brought -> perform(command, brought)));
      }
      return true;
    });
  }

  /** What finds an answer out, and the legs that it tells of. */
  private interface Asking {
    SendResult answer(List<AlpacaOrder> brought);
  }

  private Runnable work(BrokerCommand command, Consumer<SendResult> answer, Asking asking) {
    return () ->
        ScopedValue.where(Api.ABOUT, command.placement())
            .run(() -> answer(command, answer, asking));
  }

  /** The answer, and then what it says of the legs that came along. */
  private void answer(BrokerCommand command, Consumer<SendResult> answer, Asking asking) {
    List<AlpacaOrder> brought = new ArrayList<>();
    answer.accept(found(command, asking, brought));
    for (AlpacaOrder leg : brought) {
      names.learn(leg);
      if (leg.standing() == Standing.WORKING && reports.isWhole(leg)) {
        reports.news(leg.placement(), Decoder.stands(leg));
      } else {
        lanes.run(leg.placement(), () -> looks.at(leg.placement(), leg.id()));
      }
    }
    session.retell();
  }

  /** Whatever breaks, what had left by then is not known (F-P05). */
  private static SendResult found(BrokerCommand command, Asking asking, List<AlpacaOrder> brought) {
    try {
      return asking.answer(brought);
    } catch (RuntimeException broken) {
      LOG.log(
          Level.ERROR,
          "request failed account=" + command.account() + " placement=" + command.placement(),
          broken);
      return new SendResult.InDoubt("the adapter failed: " + broken);
    }
  }

  private SendResult perform(BrokerCommand command, List<AlpacaOrder> brought) {
    return switch (command.ask()) {
      case Ask.Place(OrderRequest request) -> place(command, request, brought);
      case Ask.PlaceGroup(OrderRequest request, List<Leg> _) -> place(command, request, brought);
      case Ask.Cancel() -> cancel(command);
      case Ask.Replace(OrderRequest request) -> replace(command, request);
      case Ask.Query() -> looks.at(command.placement(), command.brokerOrderId());
    };
  }

  private Optional<SendResult.Refused> refusal(OrderRequest request) {
    return opening.asset(request.symbol()).flatMap(asset -> Rules.refusal(request, asset));
  }

  private SendResult place(BrokerCommand command, OrderRequest request, List<AlpacaOrder> brought) {
    PlacementId placement = command.placement();
    Optional<SendResult.Refused> rule = refusal(request);
    if (rule.isPresent()) {
      names.ended(placement);
      legs.absent(placement);
      return rule.get();
    }
    return placed(
        placement, api.place(Encoder.place(placement, request), command.closes()), brought);
  }

  private SendResult placed(PlacementId placement, Delivery delivery, List<AlpacaOrder> brought) {
    SendResult result = Faults.of(Kind.PLACE, placement.text(), delivery);
    switch (result) {
      case SendResult.Accepted(String name) -> {
        names.taken(placement, name);
        if (legs.isUnsettled(placement) && delivery instanceof Delivery.Answer answer) {
          brought.addAll(broughtBy(answer));
        }
      }
      case SendResult.Refused _, SendResult.NotSent _ -> {
        names.ended(placement);
        legs.absent(placement);
      }
      case SendResult.InDoubt _ -> {} // It may be there, and is looked for.
    }
    return result;
  }

  /** The order is taken; legs that cannot be read are looked for later. */
  private List<AlpacaOrder> broughtBy(Delivery.Answer answer) {
    try {
      return legs.learn(Decoder.order(Wire.read(answer.body())));
    } catch (Wire.Unreadable odd) {
      reports.unread("orders", odd.getMessage() + " in " + answer.body());
      return List.of();
    }
  }

  /** An order whose name is not known yet is looked for first: Alpaca cancels by its own id. */
  private SendResult cancel(BrokerCommand command) {
    try {
      String name = looks.nameOf(command.placement(), command.brokerOrderId());
      return name.isEmpty()
          ? new SendResult.InDoubt("Alpaca has not told its id of the leg yet")
          : Faults.of(Kind.CANCEL, name, api.cancel(name));
    } catch (Trouble | Wire.Unreadable trouble) {
      return new SendResult.InDoubt("not found to be cancelled: " + trouble.getMessage());
    }
  }

  private SendResult replace(BrokerCommand command, OrderRequest request) {
    PlacementId placement = command.placement();
    String name = names.name(placement, command.brokerOrderId());
    if (name.isEmpty()) {
      return new SendResult.NotSent("Alpaca has not told its id of the order yet");
    }
    Optional<SendResult.Refused> rule =
        names.live(placement).flatMap(live -> Rules.replaceRefusal(live.request(), request));
    if (rule.isPresent()) {
      return rule.get();
    }
    int attempt = command.attempt();
    names.replacing(placement, attempt);
    String body =
        legs.parent(placement).isPresent()
            ? Encoder.replaceLeg(placement, attempt, request)
            : Encoder.replace(placement, attempt, request);
    return Faults.of(
        Kind.REPLACE, Encoder.replacement(placement, attempt), api.replace(name, body));
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return market.data().quote(symbol);
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    return market.data().reference(symbol, side);
  }

  @Override
  public MarketData marketData() {
    return market.data();
  }

  @Override
  public Optional<AccountBook> book() {
    return Optional.of(book);
  }

  @Override
  public Budgets budgets() {
    return budgets;
  }

  /** What is under way may still be answered; then nothing is heard any more. */
  @Override
  public void close() {
    session.close();
    // What only looks gives up; what changes an order is waited for.
    api.close();
    try {
      if (!lanes.drain(DRAIN_LIMIT)) {
        LOG.log(Level.WARNING, "requests were still under way when the link was closed");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    market.closing().run();
  }
}
