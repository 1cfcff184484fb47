// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;

/** Nouns that are good enough for a test that is about something else. */
public final class Samples {
  public static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  public static final Money CASH = Money.parse("100000000", Currency.USD);
  public static final Instant START = Instant.parse("2026-01-02T15:00:00Z");

  private Samples() {}

  /** A US share that can be traded in every way. */
  public static Instrument share(String symbol) {
    return new Instrument(
        new Symbol(symbol),
        UUID.nameUUIDFromBytes(symbol.getBytes(StandardCharsets.US_ASCII)),
        symbol + " Incorporated",
        Exchange.NASDAQ,
        AssetClass.EQUITY,
        Currency.USD,
        TickRule.US_EQUITY,
        new Quantity(1),
        true,
        true,
        true,
        true);
  }

  /** An account that takes everything, and whose first "not found" proves an absence. */
  public static Capabilities takesAll() {
    return takesAll(new AbsenceProof.LookUps(1, Duration.ZERO));
  }

  /** The same of an account that keeps every order class of shares itself. */
  public static Capabilities keepingGroups() {
    Capabilities can = takesAll();
    return new Capabilities(
            can.offers()
                .each(offer ->
                    offer.assetClass() == AssetClass.EQUITY ? offer.and(Trait.GROUP) : offer),
            EnumSet.of(OrderClass.BRACKET, OrderClass.OCO, OrderClass.OTO),
            can.replacing(),
            can.identity(),
            can.absence(),
            can.reach(),
            can.budgets(),
            can.pauses());
  }

  /** An account that takes everything, with its own idea of what proves an absence. */
  public static Capabilities takesAll(AbsenceProof absence) {
    return Capabilities.taking(Offers.all())
        .replacing(Replacing.NEW_ID)
        .knowing(Identity.ENFORCED)
        .provingAbsence(absence);
  }

  /** A quote of 99.99 to 100.01, a thousand a side. */
  public static Quote quote(Symbol symbol) {
    Quantity size = Quantity.of(1_000);
    return new Quote(symbol, Price.parse("99.99"), size, Price.parse("100.01"), size, START);
  }

  /** A day order to buy {@code quantity} of AAPL at 99, below the {@link #quote}. */
  public static OrderRequest resting(String quantity) {
    return OrderRequest.buy("AAPL", quantity).limit("99");
  }

  /** An execution of AAPL, bought at 99 without a fee. */
  public static Fill bought(String executionId, String quantity) {
    return new Fill(
        executionId,
        0,
        new Symbol("AAPL"),
        Side.BUY,
        Quantity.parse(quantity),
        Price.parse("99"),
        Money.zero(Currency.USD),
        START);
  }
}
