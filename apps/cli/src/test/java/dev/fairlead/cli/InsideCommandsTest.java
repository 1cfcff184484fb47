// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKey;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.Scope;
import dev.fairlead.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line shows of the inside, and the keys that it makes. */
final class InsideCommandsTest {
  private static final Pattern MADE =
      Pattern.compile("APCA_API_KEY_ID=(PK\\w{18})\nAPCA_API_SECRET_KEY=([\\w-]{43})\n");

  @TempDir private Path home;

  @Test
  void brokersOrdersAndJournalAreShown() {
    try (Up up = Up.ready(home)) {
      Await.until("it is judged", () -> up.run("brokers").out().contains(" 100  closed"));
      assertThat(up.run("brokers").out())
          .containsPattern("ACCOUNT +LINK +SINCE \\(UTC\\) +HEALTH +BREAKER +BY +REQUESTS LEFT")
          .containsPattern(
              "paper:main \\(primary\\)  up    \\d{4}-\\d\\d-\\d\\d [\\d:]+ +100  closed");
      assertThat(up.run("brokers", "--json").out()).startsWith("{\"brokers\":[{\"account\":");
      assertThat(up.run("brokers", "--capabilities").out())
          .startsWith("paper:main\n")
          .containsPattern("equity +limit +day,gtc,opg,cls,ioc,fok +day +day +day,gtc\n")
          .contains("our id    enforced, refused again for ever, finds yes, cancels no\n")
          .contains("doubts    class A, absent after 1 look-ups, PT0S after the placing\n");
      up.run("order", "buy", "AAPL", "3", "--limit", "1", "--tif", "gtc", "--id", "mine");
      String trail = up.run("order", "trail", "mine").out();
      assertThat(trail)
          .contains("strategy  primary-only\n")
          .contains("reason    paper:main is the only configured account")
          .containsPattern("PLACEMENT .*\n\\w+ +\\w+ +1  place ");
      assertThat(up.run("order", "trail", "mine", "--json").out()).contains("\"placements\":[{");
      Ran unknown = up.run("order", "trail", "5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err()).contains("order not found for 5e2a8f1a");
      assertThat(up.run("journal", "position").out())
          .containsPattern("durable   \\d+\nhead      [0-9a-f]{64}\n");
    }
    String verified = Ran.in(home, "journal", "verify").out();
    assertThat(verified).startsWith("sound");
  }

  @Test
  void whatAnAccountHasDoneIsShownInNumbers() {
    try (Up up = Up.ready(home)) {
      up.run("order", "buy", "AAPL", "3", "--limit", "1", "--tif", "gtc");
      Await.until(
          "the broker has answered",
          () -> up.run("brokers", "--metrics").out().contains("100.00%"));
      assertThat(up.run("brokers", "--metrics").out())
          .containsPattern("ACCOUNT +ORDERS +OPEN +FILLED +FAILED +CANCELED +REPLACED +TRADES")
          .containsPattern("\npaper:main  place +1 +1 +0 +0 +0  100.00% +\\d+\\.\\d{3} ")
          .containsPattern("paper:main  up    \\d{4}-\\d\\d-\\d\\d ");
      assertThat(up.run("brokers", "--metrics", "--json").out())
          .startsWith("{\"metrics\":[{\"account\":\"paper:main\"");
    }
  }

  @Test
  @DisplayName("S-13 a key does what it was made for, and the key of the first start is no admin")
  void keysAreMadeForLess() {
    try (Up up = Up.ready(home)) {
      Ran made = up.run("keys", "create", "--scope", "read", "--symbols", "AAPL,BTC/USD");
      assertThat(made.code()).as(made.err()).isZero();
      assertThat(up.run("keys", "list").out())
          .containsPattern("good +read,trade +all +all ")
          .containsPattern("good +read +AAPL,BTC/USD +all ");
      assertThat(up.run("keys", "list", "--json").out())
          .contains("\"scopes\":[\"read\"],\"symbols\":[\"AAPL\",\"BTC/USD\"],\"account\":null");
      use(made, up);
      // Within ClientKeys.NOTICED_WITHIN, for it was made by another process.
      Await.until("the new key is known", () -> up.run("orders").code() == 0);
      Ran order = up.run("order", "buy", "AAPL", "1");
      assertThat(order.code()).isEqualTo(1);
      assertThat(order.err())
          .isEqualTo(
              """
              fairlead: forbidden: this key lacks the scope trade
              fairlead: make another with `fairlead keys create --scope trade`
              """);
      assertThat(up.run("orders").code()).isZero();
    }
    assertThat(ClientKeys.open(home.resolve(".fairlead"), InstantSource.system()).list())
        .extracting(ClientKey::grant)
        .noneMatch(grant -> grant.scopes().contains(Scope.ADMIN));
  }

  /** Has the commands that follow come with the key that was made. */
  private static void use(Ran made, Up up) {
    Matcher said = MADE.matcher(made.out());
    assertThat(said.matches()).as(made.out()).isTrue();
    new ClientEnv(said.group(1), said.group(2), URI.create(up.address())).write(up.data());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "--scope rule | 'rule' is no scope: they are read, trade, admin",
        "--symbols aapl | symbol must be 1 to 32 characters of A-Z 0-9 . / : & _ -",
        "--account paper | 'paper' is not broker:account, such as paper:main"
      })
  void aKeyThatCannotBeMeantIsNotMade(String options, String message) {
    List<String> line = List.of(("keys create " + options).split(" "));
    Ran ran = Ran.in(home, line.toArray(String[]::new));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("fairlead: " + message + "\n");
    assertThat(Ran.in(home, "keys", "list").out()).isEqualTo("no keys\n");
  }
}
