// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Price;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A link to a {@link FakeAlpaca}, with a stream that says what the test says. */
final class LinkRig implements AutoCloseable {
  static final Settings SETTINGS =
      new Settings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  final FakeAlpaca alpaca;

  /** All that the gateway was told, in its order: reports, changes and answers. */
  final Heard<Object> heard = new Heard<>();

  final Heard<LinkSignal> signals = new Heard<>();
  final Heard<TradingCalendar> hours = new Heard<>();
  final BrokerLink link;
  private final AlpacaBroker broker;
  private volatile TradeUpdates.@Nullable Listener stream;

  private LinkRig(FakeAlpaca alpaca, AlpacaConfig config, Settings settings, Known known) {
    this.alpaca = alpaca;
    broker =
        new AlpacaBroker(
            List.of(config),
            settings,
            InstantSource.system(),
            (_, listener) -> new FakeStream(listener),
            (_, _) -> new AlpacaBroker.Feed(MarketData.none(), hours, List::of, () -> {}),
            () -> {});
    link = broker.connect(FakeAlpaca.ACCOUNT, known, new Listening());
  }

  /** Of an account that no test finds the limits of by chance. */
  static AlpacaConfig config(FakeAlpaca alpaca) {
    return alpaca.config().withRequestsPerMinute(100_000);
  }

  static LinkRig open(FakeAlpaca alpaca, Settings settings, Known known) {
    return new LinkRig(alpaca, config(alpaca), settings, known);
  }

  static LinkRig open(FakeAlpaca alpaca, AlpacaConfig config, Settings settings) {
    return new LinkRig(alpaca, config, settings, Known.NOTHING);
  }

  static LinkRig open(FakeAlpaca alpaca, AlpacaConfig config) {
    return new LinkRig(alpaca, config, SETTINGS, Known.NOTHING);
  }

  /** One that is up, of an account that was never opened. */
  static LinkRig up(FakeAlpaca alpaca) {
    return open(alpaca, SETTINGS, Known.NOTHING).awaitUp();
  }

  LinkRig awaitUp() {
    Await.until(
        "the link is up", () -> heard.all().stream().anyMatch(LinkChange.Up.class::isInstance));
    return this;
  }

  private final class Listening implements LinkListener {
    @Override
    public void onReport(BrokerReport report) {
      heard.accept(report);
    }

    @Override
    public void onChange(LinkChange change) {
      heard.accept(change);
    }

    @Override
    public void onSignal(LinkSignal signal) {
      signals.accept(signal);
    }
  }

  private final class FakeStream implements TradeUpdates {
    private final TradeUpdates.Listener listener;

    FakeStream(TradeUpdates.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void start() {
      stream = listener;
      listener.onLive();
    }

    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public void close() {
      // Says nothing more by itself.
    }
  }

  TradeUpdates.Listener stream() {
    return Await.value("the stream runs", () -> Optional.ofNullable(stream));
  }

  void says(JsonNode data) {
    stream().onUpdate(data);
  }

  /** The stream was cut and is back. */
  void reconnect() {
    stream().onDead("planted");
    stream().onLive();
  }

  static PlacementId id(int counter) {
    return PlacementId.of(1, 1, counter);
  }

  static BrokerCommand command(PlacementId placement, int attempt, String name, Ask ask) {
    return new BrokerCommand(FakeAlpaca.ACCOUNT, placement, attempt, name, ask);
  }

  /** Sends and waits for the answer, which is noted where it came. */
  SendResult ask(PlacementId placement, int attempt, String name, Ask ask) {
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    send(placement, attempt, name, ask, answer::complete);
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** As the gateway does it: on this thread, if that needs no wait. */
  void send(PlacementId placement, int attempt, String name, Ask ask, Consumer<SendResult> answer) {
    BrokerCommand command = command(placement, attempt, name, ask);
    Consumer<SendResult> noting =
        result -> {
          heard.accept(result);
          answer.accept(result);
        };
    if (!sendNow(command, noting)) {
      link.send(command, noting);
    }
  }

  /** On this thread; false if that needs a wait. */
  boolean sendNow(BrokerCommand command, Consumer<SendResult> answer) {
    return link.prepare(command).filter(ready -> ready.leave(answer)).isPresent();
  }

  /** Places ten of AAPL at 99; Alpaca's id of the order. */
  String place(PlacementId placement) {
    SendResult result = ask(placement, 1, "", new Ask.Place(ten()));
    if (result instanceof SendResult.Accepted(String name)) {
      return name;
    }
    throw new AssertionError("not taken but " + result);
  }

  /** Places ten of AAPL at 99 with its exits, under the ids after {@code placement}'s. */
  SendResult placeGroup(PlacementId placement, PlacementId profit, PlacementId loss) {
    return ask(placement, 1, "", group(profit, loss));
  }

  static Ask group(PlacementId profit, PlacementId loss) {
    return new Ask.PlaceGroup(
        ten()
            .leaving(
                new Exits.Bracket(
                    new OrderTerms.Limit(Price.parse("110")),
                    new OrderTerms.Stop(Price.parse("90")))),
        List.of(new Leg(Role.TAKE_PROFIT, profit), new Leg(Role.STOP_LOSS, loss)));
  }

  static OrderRequest ten() {
    return OrderRequest.buy("AAPL", "10").limit("99");
  }

  /** The news of one placement, in their order. */
  List<OrderNews> news(PlacementId placement) {
    return heard.all().stream()
        .filter(OrderReport.class::isInstance)
        .map(OrderReport.class::cast)
        .filter(report -> report.placement().equals(placement))
        .map(OrderReport::news)
        .toList();
  }

  /** Executions that were told of one placement: {@code 4@99 order-1:4}. */
  List<String> executions(PlacementId placement) {
    return news(placement).stream()
        .filter(OrderNews.Executed.class::isInstance)
        .map(OrderNews.Executed.class::cast)
        .map(OrderNews.Executed::fill)
        .map(fill -> fill.quantity() + "@" + fill.price() + " " + fill.executionId())
        .toList();
  }

  void await(String what, PlacementId placement, Class<? extends OrderNews> news) {
    Await.until(what, () -> news(placement).stream().anyMatch(news::isInstance));
  }

  @Override
  public void close() {
    link.close();
    broker.close();
  }
}
