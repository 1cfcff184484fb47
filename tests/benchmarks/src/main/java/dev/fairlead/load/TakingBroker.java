// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A broker that takes every order at once and never fills one. */
final class TakingBroker implements Broker {
  @Override
  public String name() {
    return "taking";
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    listener.onReport(new BrokerReport.Listed(account, List.of(listed())));
    if (known.balances().isEmpty()) {
      Money cash = Money.parse("1000000000", Currency.USD);
      listener.onReport(new BrokerReport.Funded(account, cash, 1, "opening balance"));
    }
    listener.onChange(new LinkChange.Up(account, capabilities()));
    return new Link();
  }

  static Capabilities capabilities() {
    return new Capabilities(
        Set.of(new Capabilities.Offer(AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.DAY)),
        true,
        true,
        true,
        true,
        new Capabilities.AbsenceProof(1, Duration.ofSeconds(1)));
  }

  private static Instrument listed() {
    return new Instrument(
        new Symbol("AAPL"),
        new UUID(0, 1),
        "Apple Inc.",
        Exchange.NASDAQ,
        AssetClass.EQUITY,
        Currency.USD,
        TickRule.US_EQUITY,
        Quantity.of(1),
        true,
        false,
        true,
        true);
  }

  private static final class Link implements BrokerLink {
    @Override
    public SendResult send(BrokerCommand command) {
      return new SendResult.Accepted(command.placement().text());
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Override
  public void close() {
    // Nothing runs.
  }
}
