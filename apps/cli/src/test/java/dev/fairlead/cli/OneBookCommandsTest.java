// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line shows of several accounts, and of one. */
final class OneBookCommandsTest {
  private static final Pattern FILLED = Pattern.compile("status +filled");

  @TempDir private Path home;

  private Path twoAccounts() throws IOException {
    Path file = home.resolve("two.yaml");
    Files.writeString(
        file,
        """
        port: 0
        primary: paper:a
        base-currency: USD
        rates: {INR: 0.01 on 2026-11-27}
        accounts:
          paper:a:
          paper:b: {openings: {USD: {cash: 5000, multiplier: 1}}}
        """);
    return file;
  }

  private static void buy(Up up, String quantity, String route) {
    Ran placed = up.run("order", "buy", "AAPL", quantity, "--route", route);
    assertThat(placed.code()).as(placed.err()).isZero();
    String id = placed.out().lines().skip(1).findFirst().orElseThrow().substring("id ".length());
    Await.until("it is filled", () -> FILLED.matcher(up.run("order", "show", id).out()).find());
  }

  @Test
  void severalAccountsAreShownEachAndTogether() throws IOException {
    try (Up up = Up.ready(home, "--config", twoAccounts().toString())) {
      buy(up, "1", "primary-only");
      buy(up, "2", "round-robin");
      buy(up, "3", "round-robin");
      Ran each = up.run("positions");
      assertThat(each.out()).startsWith("ACCOUNT").contains("paper:a", "paper:b");
      assertThat(up.run("positions", "--net").out().lines().skip(1))
          .singleElement()
          .asString()
          .containsPattern("AAPL +long +6 +0 ")
          .containsPattern("paper:a \\d, paper:b \\d");
      assertThat(up.run("positions", "--net", "--json").out()).startsWith("{\"view\":\"net\"");
      String money = up.run("account").out();
      assertThat(money)
          .contains("FOR ONE ORDER")
          .containsPattern("paper:a +USD ")
          .containsPattern("paper:b +USD ")
          .containsPattern("all, in base +USD ")
          .contains("1 INR = 0.01 USD (stated, 2026-11-27 00:00:00 UTC)");
      List<String> fills = up.run("fills").out().lines().toList();
      assertThat(fills).hasSizeGreaterThan(3);
      assertThat(fills.getFirst()).startsWith("TIME (UTC)").contains("ACCOUNT");
      assertThat(up.run("fills", "--account", "paper:b").out()).doesNotContain("paper:a");
      assertThat(up.run("fills", "--totals", "account").out())
          .containsPattern("paper:a ")
          .containsPattern("paper:b ");
      assertThat(up.run("fills", "--csv").out().lines().toList())
          .hasSize(fills.size())
          .first()
          .asString()
          .startsWith("at,account,symbol,");
      assertThat(up.run("fills", "--side", "sell").out()).isEqualTo("no fills\n");
    }
  }

  @Test
  void oneAccountIsShownAsBeforeAndTheWholeBookOnDemand() {
    try (Up up = Up.ready(home)) {
      assertThat(up.run("positions", "--accounts").out()).isEqualTo("no positions\n");
      assertThat(up.run("positions", "--json").out()).isEqualTo("[]\n");
      assertThat(up.run("account").out()).startsWith("account_number");
      assertThat(up.run("account", "--accounts").out()).startsWith("ACCOUNT");
      assertThat(up.run("positions", "--net", "--accounts").code()).isEqualTo(2);
      Ran refused = up.run("fills", "--side", "long");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("side");
    }
  }
}
