// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.terminal.DoubtTables;
import dev.fairlead.terminal.Paint;
import dev.fairlead.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the command line shows of doubts, and what it has to say where it cannot do more. */
final class DoubtsCommandTest {
  private static final String OPEN =
      """
      {"doubts":[{"id":"FL01","order_id":"o-1","client_order_id":"mine","account":"alpaca:main",
      "symbol":"AAPL","side":"buy","quantity":"10","filled":"0","class":"A","kind":"place",
      "cause":"connection reset","level":"page","since":"2026-01-05T14:30:00.000000000Z",
      "queued_at":"2026-01-05T14:40:00.000000000Z","exposure":"10",
      "at_stake":{"amount":"1903.1","currency":"USD"},
      "last_look":{"asked_at":"2026-01-05T14:31:00.000000000Z","answer":"answered",
      "heard_at":"2026-01-05T14:31:00.000000000Z","heard":"unknown"},"not_found":2,
      "needs":"the broker shows the order"}],
      "trusts":[{"account":"alpaca:main","releases_on_absence":false,"reduce_only":true,
      "close_absent_after":null,"breach":{"id":"FL00","at":"2026-01-05T14:00:00.000000000Z",
      "detail":"working"}}]}
      """;

  @TempDir private Path home;

  @Test
  void aDoubtIsShownWithWhatWouldSettleIt() {
    List<String> lines = DoubtTables.open(new JsonMapper().readTree(OPEN), Paint.PLAIN);
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .containsPattern("ID +ORDER +ACCOUNT +CLASS +SYMBOL +SIDE +QTY +DOUBT +LEVEL +SINCE");
    assertThat(lines.get(1))
        .containsPattern("FL01 +o-1 +alpaca:main +A +AAPL +buy +10 +place +page +2026-01-05")
        .containsPattern("14:31:00 +unknown +1903.1 USD");
    assertThat(lines.get(2)).isEqualTo("FL01 needs: the broker shows the order");
    assertThat(lines.getLast())
        .startsWith("alpaca:main is not believed, and takes only orders that make a position")
        .contains("FL00 was proven absent and came to light at 2026-01-05T14:00:00");
  }

  @Test
  void whatIsNotInDoubtIsSaidSo() {
    try (Up up = Up.ready(home)) {
      assertThat(up.run("doubts").out()).isEqualTo("no doubts\n");
      assertThat(up.run("doubts", "--json").out()).startsWith("{\"doubts\":[],\"trusts\":[]}");
      Ran lacking = up.run("doubts", "look", "FL01");
      assertThat(lacking.code()).isEqualTo(1);
      assertThat(lacking.err()).contains("this key lacks the scope admin");
      IssuedKey admin =
          ClientKeys.open(up.data(), InstantSource.system())
              .create(Grant.of(Set.of(Scope.READ, Scope.ADMIN)));
      new ClientEnv(admin.key().id(), admin.secret(), URI.create(up.address())).write(up.data());
      Await.until("the new key is known", () -> up.run("doubts").code() == 0);
      assertThat(up.run("doubts", "look", "FL01").err())
          .isEqualTo("fairlead: nothing that is called FL01 is in doubt\n");
      assertThat(up.run("doubts", "resolve", "FL01", "--ended", "--proof", "x").err())
          .isEqualTo("fairlead: nothing that is called FL01 is in doubt\n");
      assertThat(up.run("doubts", "restore", "paper:main", "--proof", "x").err())
          .isEqualTo("fairlead: paper:main is believed already\n");
      assertThat(up.run("doubts", "restore", "paper:other", "--proof", "x").err())
          .isEqualTo("fairlead: there is no broker account 'paper:other'\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resolve x --proof y | --never-placed",
        "resolve x --never-placed | --proof",
        "resolve x --never-placed --ended --proof y | mutually exclusive",
        "resolve x --filled 10 --proof y | --filled is QTY@PRICE, such as 10@190.2, and not '10'",
        "lok x | unknown command 'lok'",
      })
  void whatCannotBeMeantIsRefusedBeforeAnybodyIsAsked(String line, String message) {
    Ran ran = Ran.in(home, ("doubts " + line.strip()).split(" "));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }
}
