// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.testkit.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingsTest {
  private static final TestSource PRIMARY = new TestSource("1");
  private static final TestSource SECOND = new TestSource("2");

  /** What the engine knows, which outlives a start. */
  private final Map<Symbol, Instrument> book = new LinkedHashMap<>();

  /** What the engine knows that an account lists. */
  private final Map<BrokerAccount, Set<Symbol>> listers = new HashMap<>();

  private final List<Listed> inputs = new ArrayList<>();
  private Listings listings = started();

  private Listings started() {
    Listings begun = new Listings(List.of(PRIMARY, SECOND));
    for (TestSource source : List.of(PRIMARY, SECOND)) {
      Set<Symbol> listed = listers.getOrDefault(source.account(), Set.of());
      begun.begin(
          source.account(),
          book.values().stream().filter(each -> listed.contains(each.symbol())).toList());
    }
    return begun;
  }

  private void restart() {
    listings = started();
    inputs.clear();
  }

  private void takeIn(List<Listed> news) {
    for (Listed listed : news) {
      inputs.add(listed);
      for (Instrument instrument : listed.instruments()) {
        book.put(instrument.symbol(), instrument);
        listers.computeIfAbsent(listed.account(), _ -> new HashSet<>()).add(instrument.symbol());
      }
    }
  }

  private void lists(TestSource source, Instrument... instruments) {
    takeIn(listings.news(new Listed(source.account(), List.of(instruments))));
  }

  private void up(TestSource source) {
    takeIn(listings.completed(source.account()));
  }

  private List<BrokerAccount> tellers() {
    return inputs.stream().map(Listed::account).toList();
  }

  private static Instrument named(String symbol, String name) {
    return changed(symbol, name, Currency.USD);
  }

  private static Instrument changed(String symbol, String name, Currency currency) {
    Instrument like = Samples.share(symbol);
    return new Instrument(
        like.symbol(),
        like.assetId(),
        name,
        like.exchange(),
        like.assetClass(),
        currency,
        like.ticks(),
        like.lot(),
        like.tradable(),
        like.fractionable(),
        like.shortable(),
        like.marginable());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("two accounts that list a symbol differently add nothing to the journal at a start")
  void whatDiffersIsNotToldAtEachStart(boolean primaryFirst) {
    Instrument mine = named("AAPL", "Apple Inc.");
    Instrument theirs = named("AAPL", "APPLE INC");
    for (int start = 0; start < 4; start++) {
      for (TestSource source : primaryFirst ? List.of(PRIMARY, SECOND) : List.of(SECOND, PRIMARY)) {
        lists(source, source == PRIMARY ? mine : theirs, named("MSFT", "Microsoft"));
        up(source);
      }
      assertThat(book.get(mine.symbol())).isEqualTo(mine);
      if (start > 0) {
        assertThat(inputs).as("start %d", start).isEmpty();
      }
      restart();
    }
  }

  @Test
  void thatALaterAccountListsASymbolTooIsToldOnceInTheWordsOfTheFirst() {
    lists(PRIMARY, named("AAPL", "Apple"));
    up(PRIMARY);
    lists(SECOND, named("AAPL", "APPLE INC"));
    lists(SECOND, named("AAPL", "APPLE INC"));
    restart();
    lists(SECOND, named("AAPL", "APPLE INC"));
    assertThat(inputs).as("known since before the start").isEmpty();
    assertThat(book.values()).containsExactly(named("AAPL", "Apple"));
    assertThat(listers.get(SECOND.account())).containsExactly(new Symbol("AAPL"));
  }

  @Test
  void theFirstAccountsChangesAreTold() {
    lists(SECOND, named("AAPL", "APPLE INC"));
    up(SECOND);
    lists(PRIMARY, named("AAPL", "Apple"));
    lists(PRIMARY, named("AAPL", "Apple Inc."));
    lists(PRIMARY, named("AAPL", "Apple Inc."));
    lists(SECOND, named("AAPL", "Apple Computer"));
    up(PRIMARY);
    assertThat(tellers()).containsExactly(SECOND.account(), PRIMARY.account(), PRIMARY.account());
    assertThat(book.values()).containsExactly(named("AAPL", "Apple Inc."));
  }

  @Test
  void whatOnlyALaterAccountListsIsItsOwnToChange() {
    lists(SECOND, named("INFY", "Infosys"), named("TCS", "Tata"));
    lists(PRIMARY, named("AAPL", "Apple"));
    restart();
    lists(SECOND, named("INFY", "Infosys Ltd"), named("TCS", "Tata"));
    up(SECOND);
    assertThat(inputs).as("the primary account may have it yet").isEmpty();
    lists(PRIMARY, named("AAPL", "Apple"));
    up(PRIMARY);
    assertThat(inputs)
        .containsExactly(new Listed(SECOND.account(), List.of(named("INFY", "Infosys Ltd"))));
    lists(SECOND, named("INFY", "Infosys Limited"));
    up(PRIMARY);
    assertThat(inputs).hasSize(2);
    assertThat(book).containsEntry(new Symbol("INFY"), named("INFY", "Infosys Limited"));
  }

  @Test
  void whatIsKeptBackIsTheNewest() {
    lists(SECOND, named("INFY", "one"));
    restart();
    lists(SECOND, named("INFY", "two"));
    lists(SECOND, named("INFY", "one"));
    up(PRIMARY);
    assertThat(inputs).isEmpty();
  }

  @Test
  @DisplayName("F-T01 another currency is told by whichever account, for the engine to refuse")
  void anotherCurrencyIsTold() {
    lists(PRIMARY, named("AAPL", "Apple"));
    up(PRIMARY);
    lists(SECOND, changed("AAPL", "Apple", Currency.INR));
    lists(PRIMARY, named("AAPL", "Apple"));
    lists(SECOND, changed("AAPL", "Apple", Currency.INR));
    assertThat(tellers()).containsExactly(PRIMARY.account(), SECOND.account());
  }

  @Test
  void manyAreToldInPieces() {
    Instrument[] many =
        IntStream.range(0, 1_203).mapToObj(i -> Samples.share("T" + i)).toArray(Instrument[]::new);
    lists(SECOND, many);
    assertThat(inputs).extracting(each -> each.instruments().size()).containsExactly(500, 500, 203);
  }
}
