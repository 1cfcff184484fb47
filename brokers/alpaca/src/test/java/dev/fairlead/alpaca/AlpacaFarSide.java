// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.Secret;
import dev.fairlead.contract.Directive;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.contract.FarSide;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.peer.AlpacaPeer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The adapter with a peer behind it that does what the case says. */
final class AlpacaFarSide implements FarSide {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final InstantSource clock = InstantSource.system();
  private final AlpacaPeer peer = new AlpacaPeer(clock, LATE);

  /** Alpaca's own limits, but for the answer and for room: no case has to wait so long. */
  static AlpacaBroker.Settings settings() {
    AlpacaBroker.Settings usual = AlpacaBroker.Settings.DEFAULT;
    return new AlpacaBroker.Settings(
        usual.connect(), usual.write(), ANSWER, PATIENCE, usual.overlap(), usual.auditEvery());
  }

  static AlpacaConfig config(AlpacaPeer peer) {
    return AlpacaConfig.of(
        ACCOUNT,
        Environment.PAPER,
        peer.address(),
        Secret.of(AlpacaPeer.KEY_ID),
        Secret.of(AlpacaPeer.SECRET));
  }

  @Override
  public BrokerAccount account() {
    return ACCOUNT;
  }

  @Override
  public Broker broker() {
    return new AlpacaBroker(List.of(config(peer)), settings(), clock);
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public boolean can(Directive directive) {
    return true;
  }

  @Override
  public Optional<Symbol> symbol(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> Optional.of(new Symbol("AAPL"));
      case CRYPTO -> Optional.of(new Symbol("BTC/USD"));
    };
  }

  /** A request may wait for the budget, then for its answer; a query reads several times. */
  @Override
  public Duration answerLimit() {
    return Duration.ofSeconds(20);
  }

  /** Longer than a stream may be silent without being given up. */
  @Override
  public Duration catchUpLimit() {
    return Duration.ofSeconds(40);
  }

  @Override
  public void fill(PlacementId order, Quantity quantity, Price price) {
    peer.fill(order, quantity, price);
  }

  @Override
  public void happen(PlacementId order, Happening what) {
    peer.happen(order, what);
  }

  @Override
  public void meet(Attempt.Kind kind, Trouble trouble) {
    peer.meet(kind, trouble);
  }

  @Override
  public void breakNextList() {
    peer.breakLists();
  }

  @Override
  public void be(Weather weather) {
    peer.be(weather);
  }

  @Override
  public int requests(Attempt.Kind kind) {
    return peer.requests(kind);
  }

  @Override
  public int streamsAsked() {
    return peer.streamsAsked();
  }

  @Override
  public List<Truth> orders() {
    return peer.orders();
  }

  @Override
  public PlacementId placeElsewhere(OrderRequest request) {
    return peer.placeElsewhere(request);
  }

  @Override
  public void hold(Symbol symbol, Quantity quantity, Price averagePrice) {
    peer.hold(symbol, quantity, averagePrice);
  }

  @Override
  public void deposit(Money money) {
    peer.deposit(money.toString().split(" ", 2)[0]);
  }

  @Override
  public void crowd(int orders) {
    peer.crowd(orders);
  }

  @Override
  public void sayNonsense(Nonsense nonsense) {
    peer.sayNonsense(nonsense);
  }

  @Override
  public void refuseKey() {
    peer.refuseKey();
  }

  @Override
  public void quote(Quote quote) {
    peer.quote(
        quote.symbol(),
        quote.bid().toString(),
        quote.bidSize().toString(),
        quote.ask().toString(),
        quote.askSize().toString());
  }

  @Override
  public void close() {
    peer.close();
  }
}
