// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.Secret;
import dev.fairlead.contract.Directive;
import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.contract.FarSide;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Alpaca's adapter in front of Fairlead's own Alpaca API: a gateway behind a gateway. */
final class GatewayFarSide implements FarSide {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:chained");

  private final InstantSource clock = InstantSource.system();
  private final Path folder;
  private final Upstream upstream;

  GatewayFarSide(Path folder) {
    this.folder = folder;
    upstream = new Upstream(folder);
  }

  @Override
  public BrokerAccount account() {
    return ACCOUNT;
  }

  @Override
  public Broker broker() {
    AlpacaConfig config =
        AlpacaConfig.of(
            ACCOUNT,
            Environment.PAPER,
            upstream.address(),
            Secret.of(upstream.keyId()),
            Secret.of(upstream.secret()));
    return new AlpacaBroker(List.of(config), settings(), clock);
  }

  /** Alpaca's own limits, but for room: no case has to wait so long. */
  private static AlpacaBroker.Settings settings() {
    AlpacaBroker.Settings usual = AlpacaBroker.Settings.DEFAULT;
    return new AlpacaBroker.Settings(
        usual.connect(),
        usual.write(),
        usual.answer(),
        PATIENCE,
        usual.overlap(),
        usual.auditEvery());
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public boolean can(Directive directive) {
    return switch (directive) {
      case Happening what ->
          switch (what) {
            case FILL, CANCEL, EXPIRE, REJECT -> true;
            case BUST, CORRECT, DONE_FOR_DAY, SUSPEND -> false;
          };
      case Weather weather ->
          switch (weather) {
            case CLEAR, CUT, UNREACHABLE -> true;
            case SILENT, REFUSED, DOUBLED, MUTE -> false;
          };
      case Feature feature -> feature == Feature.MEMORY;
      case Directive.Trouble _ -> false;
    };
  }

  @Override
  public Optional<Symbol> symbol(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> Optional.of(new Symbol("AAPL"));
      case CRYPTO -> Optional.empty();
    };
  }

  @Override
  public Duration answerLimit() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration catchUpLimit() {
    return Duration.ofSeconds(40);
  }

  @Override
  public void awaitWorking(PlacementId order) {
    upstream.awaitWorking(order);
  }

  @Override
  public void fill(PlacementId order, Quantity quantity, Price price) {
    upstream.fill(order, quantity, price);
  }

  @Override
  public void happen(PlacementId order, Happening what) {
    switch (what) {
      case CANCEL -> upstream.tell(order, new OrderNews.Canceled());
      case EXPIRE -> upstream.tell(order, new OrderNews.Expired());
      case REJECT -> upstream.tell(order, new OrderNews.Rejected("refused after all"));
      case FILL, BUST, CORRECT, DONE_FOR_DAY, SUSPEND ->
          throw new IllegalArgumentException("the upstream's broker does not " + what);
    }
  }

  /** The upstream is restarted, from its journal: that cuts every connection. */
  @Override
  public void be(Weather weather) {
    switch (weather) {
      case CLEAR -> upstream.start();
      case UNREACHABLE -> upstream.stop();
      case CUT -> {
        upstream.stop();
        upstream.start();
      }
      case SILENT, REFUSED, DOUBLED, MUTE ->
          throw new IllegalArgumentException("the upstream's stream is never " + weather);
    }
  }

  @Override
  public void close() {
    upstream.close();
    Folders.delete(folder);
  }
}
