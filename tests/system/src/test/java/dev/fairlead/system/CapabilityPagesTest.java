// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Offers;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.records.Aspect;
import dev.fairlead.records.BrokerRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages of {@code docs/brokers} say what the records say: those of adapters, and those of
 * brokers that have none yet. {@code -Dfairlead.write} writes them anew.
 */
final class CapabilityPagesTest {
  private static final Path FOLDER =
      Checkout.ofThisBuild().root().resolve("docs").resolve("brokers");

  private static final BrokerRecord PAPER =
      new BrokerRecord(
          "paper",
          "The paper broker",
          "It is part of Fairlead and trades in a market of its own, without money. Its only memory"
              + " is the gateway's own journal.",
          PaperBroker.capabilities(),
          Map.of(
              Aspect.OFFERS, "`OrderRules` of `core/venue`, by Alpaca's \"Placing Orders\"",
              Aspect.GROUPS, "decision 0024",
              Aspect.REPLACING, "`Venue`: an order keeps its place in the queue where it may",
              Aspect.IDENTITY, "`Venue` refuses a placement that it knows",
              Aspect.ABSENCE,
                  "by construction: it takes a placing before it answers, or never will",
              Aspect.REACH, "by construction: decision 0005",
              Aspect.BUDGETS, "by construction",
              Aspect.PAUSES, "by construction"));

  private static final BrokerRecord ALPACA =
      new BrokerRecord(
          "alpaca",
          "Alpaca",
          "Every account takes the same; what an instrument takes beyond that is in its own "
              + "listing.",
          AlpacaBroker.capabilities(),
          Map.of(
              Aspect.OFFERS,
              "Alpaca's docs, Placing Orders and Crypto Orders; fractions and orders by value "
                  + "for the"
                  + " day only",
              Aspect.GROUPS,
              "Alpaca's docs, Placing Orders: Bracket, OCO and OTO Orders; whole shares, day and"
                  + " gtc, within the session; decision 0045",
              Aspect.REPLACING,
              "Alpaca's docs, Replace order by id: another order, with `replaces` and "
                  + "`replaced_by`",
              Aspect.IDENTITY,
              "Alpaca's docs, Create an order: client_order_id is unique; orders are found by "
                  + "it, and"
                  + " cancelled by Alpaca's own id only",
              Aspect.ABSENCE,
              "no document says how soon an order is found; three look-ups and half a minute "
                  + "are ours",
              Aspect.REACH,
              "Alpaca's docs, All orders and Account activities: of all times, by pages; a stream"
                  + " tells nothing again",
              Aspect.BUDGETS,
              "Alpaca's support pages: 200 requests a minute and account without a paid plan",
              Aspect.PAUSES,
              "none is documented"));

  private static List<BrokerRecord> all() {
    return Stream.concat(Stream.of(PAPER, ALPACA), BrokerRecord.planned().stream()).toList();
  }

  @Test
  void thePagesSayWhatTheRecordsSay() throws IOException {
    for (BrokerRecord broker : all()) {
      CompatibilityPage.of("brokers/" + broker.name() + ".md")
          .require("capabilities", CapabilityPages.part(broker));
    }
  }

  @Test
  void thereIsNoPageWithoutARecord() throws IOException {
    List<String> wanted = all().stream().map(broker -> broker.name() + ".md").toList();
    try (Stream<Path> pages = Files.list(FOLDER)) {
      assertThat(pages.map(page -> String.valueOf(page.getFileName())))
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void theRecordsAreOfTheClassesThatTheInDoubtProtocolKnows() {
    Map<String, DoubtClass> classes =
        BrokerRecord.planned().stream()
            .collect(
                Collectors.toMap(BrokerRecord::name, each -> each.capabilities().doubtClass()));
    assertThat(classes)
        .isEqualTo(Map.of("upstox", DoubtClass.B, "ibkr", DoubtClass.D, "fix", DoubtClass.C));
    assertThat(PAPER.capabilities().doubtClass()).isEqualTo(DoubtClass.A);
  }

  @Test
  void aRecordWithoutASourceIsRefused() {
    Capabilities nothing = Capabilities.taking(Offers.NONE);
    Map<Aspect, String> sources = Map.of(Aspect.OFFERS, "a page");
    assertThatThrownBy(() -> new BrokerRecord("x", "X", "", nothing, sources))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IDENTITY")
        .hasMessageNotContaining("OFFERS");
  }
}
