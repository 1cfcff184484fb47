// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Known;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.BrokerReport.Unread;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes and goes at Alpaca without a fill, as the gateway hears of it. */
final class MovementsTest {
  private static final PlacementId ONE = LinkRig.id(1);

  private final FakeAlpaca alpaca = new FakeAlpaca();

  @AfterEach
  void close() {
    alpaca.close();
  }

  private static <T> List<T> heard(LinkRig rig, Class<T> kind) {
    return rig.heard.all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** A link of an account that was opened long ago. */
  private LinkRig known() {
    String name = alpaca.order(ONE.text(), "AAPL", "10");
    return LinkRig.open(alpaca, LinkRig.SETTINGS, Placements.known(ONE, name)).awaitUp();
  }

  @Test
  @DisplayName("I-10 money that came without a fill is told before the link is up")
  void moneyThatCameIsTold() {
    alpaca
        .movements
        .add("20261120000000000::d", "DIV", "1.02")
        .put("symbol", "AAPL")
        .put("qty", "2");
    alpaca.movements.add("20261120000000000::f", "FEE", "-0.01").put("description", "TAF fee");
    try (LinkRig rig = known()) {
      List<Flowed> flows = heard(rig, Flowed.class);
      assertThat(flows)
          .extracting(Flowed::id)
          .containsExactly("20261120000000000::d", "20261120000000000::f");
      assertThat(flows)
          .extracting(flow -> flow.amount().toString())
          .containsExactly("1.02 USD", "-0.01 USD");
      assertThat(flows)
          .extracting(Flowed::kind)
          .containsExactly(MovementKind.DIVIDEND, MovementKind.FEE);
      assertThat(flows.getFirst().symbol()).isEqualTo(new Symbol("AAPL"));
      assertThat(flows).extracting(Flowed::cause).containsExactly("DIV", "TAF fee");
      assertThat(heard(rig, Moved.class)).as("a dividend says for how many").isEmpty();
      assertThat(rig.heard.all().getLast()).isInstanceOf(LinkChange.Up.class);
    }
  }

  @Test
  @DisplayName("I-09 what an opening has in it is told as such, and what comes later once")
  void anOpeningHasWhatCameBeforeIt() {
    alpaca.movements.add("20261120000000000::old", "CSD", "500");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      assertThat(heard(rig, Included.class))
          .containsExactly(new Included(FakeAlpaca.ACCOUNT, List.of("20261120000000000::old")));
      assertThat(rig.heard.all().get(1)).isInstanceOf(Included.class);
      alpaca.movements.add("20261120000000000::new", "JNLC", "25");
      rig.reconnect();
      rig.reconnect();
      assertThat(heard(rig, Flowed.class).stream().map(Flowed::id))
          .containsOnlyOnce("20261120000000000::new");
    }
  }

  @Test
  @DisplayName("F-N10 the audit hears of money, too")
  void theAuditHearsOfMoney() {
    AlpacaBroker.Settings often =
        new AlpacaBroker.Settings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofMillis(100));
    try (LinkRig rig = LinkRig.open(alpaca, often, Known.NOTHING).awaitUp()) {
      alpaca.movements.add("20261120000000000::i", "INT", "0.5");
      Await.until("interest is told", () -> !heard(rig, Flowed.class).isEmpty());
      assertThat(heard(rig, Flowed.class)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JNLS, 5, 10, AAPL, 5, 50, JOURNAL_SECURITIES",
    "ACATS, -5, 10, AAPL, -5, 0, ACCOUNT_TRANSFER_SECURITIES",
    "SPLIT, 30, '', AAPL, 30, 0, SPLIT",
    "CFEE, -0.000195, 1884.5, ETHUSD, -0.000195, 0, CRYPTO_FEE",
    "DIV, 2, '', AAPL, 2, 0, DIVIDEND",
    "OCT, 12.5, 1, BTCUSD, 12.5, 12.5, ON_CHAIN_TRANSFER",
  })
  @DisplayName("I-10 units that came or went are told with what they cost")
  void unitsAreTold(
      String type,
      String quantity,
      String price,
      String symbol,
      String units,
      String cost,
      MovementKind kind) {
    alpaca
        .movements
        .add("20261120000000000::u", type, "0")
        .put("symbol", symbol)
        .put("qty", quantity)
        .put("price", price.isEmpty() ? null : price);
    try (LinkRig rig = known()) {
      assertThat(heard(rig, Moved.class))
          .singleElement()
          .satisfies(moved -> {
            assertThat(moved.quantity()).hasToString(units);
            assertThat(moved.cost()).hasToString(cost);
            assertThat(moved.kind()).isEqualTo(kind);
            assertThat(moved.symbol().text()).isEqualTo(Asset.pair(symbol));
          });
      assertThat(heard(rig, Flowed.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("I-10 the legs of a split are one move, which leaves the cost")
  void theLegsOfASplitAreOneMove() {
    alpaca
        .movements
        .add("20261120000000000::out", "SPLIT", "0")
        .put("symbol", "AAPL")
        .put("qty", "-10")
        .put("group_id", "g1");
    alpaca
        .movements
        .add("20261120000000000::in", "SPLIT", "0")
        .put("symbol", "AAPL")
        .put("qty", "40")
        .put("group_id", "g1");
    try (LinkRig rig = known()) {
      assertThat(heard(rig, Moved.class))
          .singleElement()
          .satisfies(moved -> assertThat(moved.id()).isEqualTo("group:g1:AAPL"))
          .satisfies(moved -> assertThat(moved.quantity()).hasToString("30"));
    }
  }

  @Test
  void aNewNameHasTheCostThatAlpacaSaysAndIsListed() {
    alpaca.delisted("META");
    alpaca.holds("META", "10", "900");
    alpaca
        .movements
        .add("20261120000000000::o", "NC", "0")
        .put("symbol", "FB")
        .put("qty", "-10")
        .put("group_id", "g1");
    alpaca
        .movements
        .add("20261120000000000::n", "NC", "0")
        .put("symbol", "META")
        .put("qty", "10")
        .put("group_id", "g1");
    try (LinkRig rig = known()) {
      assertThat(heard(rig, Moved.class))
          .extracting(moved -> moved.symbol() + " " + moved.quantity() + " " + moved.cost())
          .containsExactly("FB -10 0", "META 10 900");
      assertThat(heard(rig, Listed.class).stream().flatMap(one -> one.instruments().stream()))
          .anyMatch(instrument -> instrument.symbol().text().equals("META"));
    }
  }

  @Test
  @DisplayName("I-23 what Alpaca takes back is undone, whether it was told or not")
  void whatIsTakenBackIsUndone() {
    alpaca.movements.add("20261120000000000::c", "CSD", "100").put("status", "canceled");
    alpaca
        .movements
        .add("20261120000000000::s", "JNLS", "0")
        .put("symbol", "AAPL")
        .put("qty", "3")
        .put("status", "canceled");
    try (LinkRig rig = known()) {
      assertThat(heard(rig, Flowed.class))
          .extracting(flow -> flow.id() + " " + flow.amount().amount())
          .containsExactly("20261120000000000::c 100", "20261120000000000::c:canceled -100");
      assertThat(heard(rig, Moved.class))
          .extracting(moved -> moved.id() + " " + moved.quantity())
          .containsExactly("20261120000000000::s 3", "20261120000000000::s:canceled -3");
    }
  }

  @Test
  @DisplayName("F-B33 units of a kind that nobody knows are told as they came, and money is money")
  void anUnknownKindIsToldAsItCame() {
    alpaca.movements.add("20261120000000000::m", "MOON", "7").put("symbol", "AAPL").put("qty", "3");
    try (LinkRig rig = known()) {
      assertThat(heard(rig, Flowed.class))
          .singleElement()
          .satisfies(flow -> assertThat(flow.kind()).isEqualTo(MovementKind.OTHER))
          .satisfies(flow -> assertThat(flow.cause()).isEqualTo("MOON"));
      assertThat(heard(rig, Moved.class)).isEmpty();
      assertThat(heard(rig, Unread.class))
          .singleElement()
          .satisfies(raw -> assertThat(raw.raw()).contains("MOON"));
    }
  }

  @Test
  void aDayIsADayInNewYork() {
    alpaca.movements.add("20261120000000000::d", "DIV", "1").remove("created_at");
    try (LinkRig rig = known()) {
      Instant at = heard(rig, Flowed.class).getFirst().at();
      assertThat(at.toString()).matches(".*T0[45]:00:00Z");
    }
  }

  @Test
  void everyTypeOfAlpacasIsOfAKind() {
    String types =
        "ACATC ACATS CFEE CGD CSD CSW DIV DIVCGL DIVCGS DIVFEE DIVFT DIVNRA DIVROC DIVTW DIVTXEX"
            + " FEE INT INTNRA INTTW JNL JNLC JNLS MA NC OPASN OPCA OPCSH OPEXC OPEXP OPTRD PTC"
            + " PTR REO REORG SPIN SPLIT FOPT OCT TRANS";
    assertThat(Stream.of(types.split(" ")).map(Movements::kind))
        .doesNotContain(MovementKind.OTHER, MovementKind.OPENING);
    assertThat(Stream.of(types.split(" ")).map(Movements::kind).distinct()).hasSize(38);
  }
}
