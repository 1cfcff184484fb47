// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A trading session as text: on the left of {@code |} what is done, one line for each, with its
 * time in New York; on the right what the venue said, its receipt first. Running it writes the
 * right side anew and compares the whole.
 *
 * <pre>
 * 10:00:00 quote AAPL 99.98 100 100.00 200 |
 * 10:00:01 A buy 10 AAPL limit 100 day     | A taken; A 10 @ 100 done
 * </pre>
 */
final class VenueScript {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final List<String> said = new ArrayList<>();
  private final TestMarket market = new TestMarket();
  private final TradingHours hours;
  private final VenueModels models;
  private Venue venue;

  private VenueScript(TradingHours hours, VenueModels models) {
    this.hours = hours;
    this.models = models;
    this.venue = new Venue(ACCOUNT, market, hours, models, _ -> {});
  }

  /** Round the clock, plain models. */
  static void play(String script) {
    play(TradingHours.ALWAYS, VenueModels.PLAIN, script);
  }

  static void play(TradingHours hours, VenueModels models, String script) {
    String actual = new VenueScript(hours, models).run(script);
    assertThat(actual).isEqualTo(tidy(script));
  }

  private static String tidy(String script) {
    return script.lines().map(VenueScript::tidyLine).collect(Collectors.joining("\n"));
  }

  private static String tidyLine(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  private String run(String script) {
    List<String> inputs = tidy(script).lines().map(line -> line.split(" ?\\|", 2)[0]).toList();
    inputs.stream()
        .map(line -> line.split(" "))
        .filter(words -> words[1].equals("quote"))
        .forEach(words -> market.quote(quote(words)));
    venue = new Venue(ACCOUNT, market, hours, models, report -> said.add(render(report)));
    venue.resume(Balance.opening(ACCOUNT, Money.parse("100000", Currency.USD), 2));
    venue.resume(Balance.opening(ACCOUNT, Money.parse("1000000", Currency.INR), 1));
    return inputs.stream().map(this::step).collect(Collectors.joining("\n"));
  }

  private String step(String input) {
    String[] words = input.split(" ");
    said.clear();
    Instant at = at(words[0]);
    switch (words[1]) {
      case "quote", "wait" -> venue.advance(at);
      case "cash" -> said.add(venue.balances().getLast().cash().toString());
      case "power" -> said.add(venue.balances().getLast().buyingPower().toString());
      case "bound" -> said.add(venue.balances().getLast().reserved().toString());
      default -> said.addFirst(render(words[1], request(at, words)));
    }
    return said.isEmpty() ? input + " |" : input + " | " + String.join("; ", said);
  }

  private Receipt request(Instant at, String[] words) {
    PlacementId id = new PlacementId(words[1]);
    return switch (words[2]) {
      case "cancel" -> venue.cancel(id, at);
      case "replace" -> venue.replace(id, order(words, 3), at);
      default -> venue.place(id, order(words, 2), at);
    };
  }

  private static String render(String id, Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken _ -> id + " taken";
      case Receipt.Refused(String code, String _) -> "refused " + code;
    };
  }

  /** {@code 10:00:00}, {@code 2T10:00:00} for the second of July, or a whole date and time. */
  static Instant at(String text) {
    if (text.contains("-")) {
      return LocalDateTime.parse(text).atZone(NEW_YORK).toInstant();
    }
    String date = text.contains("T") ? text.substring(0, text.indexOf('T')) : "1";
    String time = text.substring(text.indexOf('T') + 1);
    String day = "2024-07-" + (date.length() == 1 ? "0" + date : date);
    return LocalDateTime.parse(day + "T" + time).atZone(NEW_YORK).toInstant();
  }

  private static Quote quote(String[] words) {
    return new Quote(
        new Symbol(words[2]),
        Price.parse(words[3]),
        Quantity.parse(words[4]),
        Price.parse(words[5]),
        Quantity.parse(words[6]),
        at(words[0]));
  }

  /** {@code buy 10 AAPL limit 100 day ext}; {@code $500} is an amount of money. */
  private static OrderRequest order(String[] words, int first) {
    Side side = Side.valueOf(words[first].toUpperCase(Locale.ROOT));
    OrderSize size =
        words[first + 1].startsWith("$")
            ? new OrderSize.Value(Money.parse(words[first + 1].substring(1), Currency.USD))
            : new OrderSize.Units(Quantity.parse(words[first + 1]));
    int tif = first + (words[first + 3].equals("market") ? 4 : 5);
    tif += words[first + 3].equals("stop-limit") ? 1 : 0;
    return new OrderRequest(
        new Symbol(words[first + 2]),
        side,
        size,
        terms(words, first + 3),
        TimeInForce.valueOf(words[tif].toUpperCase(Locale.ROOT)),
        words.length > tif + 1 && words[tif + 1].equals("ext"));
  }

  private static OrderTerms terms(String[] words, int first) {
    return switch (words[first]) {
      case "market" -> new OrderTerms.Market();
      case "limit" -> new OrderTerms.Limit(Price.parse(words[first + 1]));
      case "stop" -> new OrderTerms.Stop(Price.parse(words[first + 1]));
      case "stop-limit" ->
          new OrderTerms.StopLimit(Price.parse(words[first + 1]), Price.parse(words[first + 2]));
      case "trail" -> new OrderTerms.TrailingAmount(Price.parse(words[first + 1]));
      case "trail%" -> new OrderTerms.TrailingPercent(Percent.parse(words[first + 1]));
      default -> throw new IllegalArgumentException(words[first]);
    };
  }

  private static String render(VenueReport report) {
    String id = report.placement() + " ";
    return switch (report.news()) {
      case OrderNews.Executed(var fill, boolean completes) ->
          id
              + fill.quantity()
              + " @ "
              + fill.price()
              + (fill.fee().isZero() ? "" : " fee " + fill.fee().amount())
              + (completes ? " done" : "");
      case OrderNews.Canceled() -> id + "canceled";
      case OrderNews.Expired() -> id + "expired";
      case OrderNews.Replaced _ -> id + "replaced";
      case OrderNews.Trailed(Price watermark) -> id + "trails " + watermark;
      case OrderNews.Working _,
          OrderNews.Rejected _,
          OrderNews.CancelRefused _,
          OrderNews.ReplaceRefused _,
          OrderNews.Busted _,
          OrderNews.Corrected _,
          OrderNews.Found _,
          OrderNews.Held _,
            OrderNews.NotFound _ ->
          throw new IllegalArgumentException("the venue never says " + report.news());
    };
  }
}
