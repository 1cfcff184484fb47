// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.paper.PaperConfig.Opening;
import dev.fairlead.paper.PaperConfig.Source;
import dev.fairlead.venue.Fees;
import dev.fairlead.venue.PriceImprovement;
import dev.fairlead.venue.Slippage;
import dev.fairlead.venue.VenueModels;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of the paper broker, as they are written. */
final class PaperSection {
  static final Kind<Source> MARKET =
      new Kind<>(
          "synthetic[:SEED] or replay:DIR[,speed=N]",
          List.of("synthetic", "replay"),
          PaperSection::market);

  static final Kind<TradingHours> HOURS = Kind.oneOf(TradingHours.class);

  private static final Kind<PriceImprovement> IMPROVEMENT =
      new Kind<>(
          "none, midpoint-half, midpoint",
          List.of("none", "midpoint-half", "midpoint"),
          PriceImprovement::parse);

  private static final Kind<Slippage> SLIPPAGE =
      new Kind<>("none, or bps:N with N from 1 to 1000", List.of("none"), Slippage::parse);

  private static final Kind<Fees> FEES =
      new Kind<>(
          "none, per-share:AMOUNT, or bps:N with N from 1 to 1000", List.of("none"), Fees::parse);

  private static final Kind<Integer> MULTIPLIER = Kind.wholeNumber(1, 4);

  private PaperSection() {}

  /** The paper broker that the file asks for; {@code otherwise} says what it leaves out. */
  static PaperConfig read(Section root, PaperConfig otherwise) {
    Source market = root.value("market", MARKET, otherwise.market());
    TradingHours hours = root.value("hours", HOURS, otherwise.hours());
    Section paper = root.section("paper");
    VenueModels models = models(paper, otherwise.models());
    List<Opening> openings = openings(paper.section("openings"));
    paper.end();
    return new PaperConfig(
        market, hours, models, openings.isEmpty() ? otherwise.openings() : openings);
  }

  /** What one account has of its own; {@code general} says what it leaves out. */
  static AccountConfig.Paper account(Section section, VenueModels general) {
    VenueModels models = models(section, general);
    return new AccountConfig.Paper(
        models.equals(general) ? null : models, openings(section.section("openings")));
  }

  private static VenueModels models(Section section, VenueModels plain) {
    return new VenueModels(
        section.value("price-improvement", IMPROVEMENT, plain.priceImprovement()),
        section.value("slippage", SLIPPAGE, plain.slippage()),
        section.value("equity-fees", FEES, plain.equityFees()),
        section.value("crypto-fees", FEES, plain.cryptoFees()));
  }

  private static List<Opening> openings(Section section) {
    List<Opening> openings = new ArrayList<>();
    for (String code : section.entries().keySet()) {
      opening(section, code).ifPresent(openings::add);
    }
    return openings;
  }

  private static Optional<Opening> opening(Section section, String code) {
    Section one = section.section(code);
    int multiplier = one.value("multiplier", MULTIPLIER, 1);
    Optional<Money> cash = one.value("cash", money(code));
    if (cash.isEmpty() && !one.entries().containsKey("cash")) {
      section.refuse(code, "has no cash; write " + code + ": {cash: 100000, multiplier: 1}");
    }
    one.end();
    return cash.map(amount -> new Opening(amount, multiplier));
  }

  private static Kind<Money> money(String code) {
    return new Kind<>(
        "a positive amount with up to 6 decimals, of a currency of three to five capital letters",
        List.of(),
        text -> {
          Money amount = Money.parse(text, new Currency(code));
          if (!amount.isPositive()) {
            throw new IllegalArgumentException("not positive");
          }
          return amount;
        });
  }

  private static Source market(String text) {
    if (text.equals("synthetic")) {
      return PaperConfig.DEFAULT.market();
    }
    if (text.startsWith("synthetic:")) {
      return new Source.Synthetic(Long.parseLong(text.substring("synthetic:".length())));
    }
    if (text.startsWith("replay:")) {
      return replay(text.substring("replay:".length()));
    }
    throw new IllegalArgumentException("unknown market");
  }

  private static Source replay(String text) {
    int comma = text.lastIndexOf(",speed=");
    String folder = comma < 0 ? text : text.substring(0, comma);
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("no folder");
    }
    String speed = comma < 0 ? "1" : text.substring(comma + ",speed=".length());
    return new Source.Replay(Path.of(folder), new BigDecimal(speed));
  }

  /** The market as it would be written. */
  static String written(Source market) {
    return switch (market) {
      case Source.Synthetic(long seed) -> "synthetic:" + seed;
      case Source.Replay(Path folder, BigDecimal speed) ->
          "replay:" + folder + ",speed=" + speed.toPlainString();
    };
  }
}
