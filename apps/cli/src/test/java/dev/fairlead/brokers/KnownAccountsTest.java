// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownAccountsTest {
  private static final AccountSetup PAPER = alpaca("alpaca:main", Environment.PAPER);
  private static final AccountSetup LIVE = alpaca("alpaca:main", Environment.LIVE);

  @TempDir private Path data;

  private static AccountSetup alpaca(String account, Environment environment) {
    return new AccountSetup.Alpaca(
        AlpacaConfig.of(
            BrokerAccount.parse(account), environment, Secret.of("XY1"), Secret.of("c4n4ry")),
        KeySource.ENVIRONMENT);
  }

  private void start(AccountSetup... setups) {
    KnownAccounts known = KnownAccounts.in(data);
    known.require(data, List.of(setups));
    known.remember(data, List.of(setups));
  }

  @Test
  @DisplayName("F-O06 an account that was paper in a folder is never live there, nor the reverse")
  void whatAnAccountWasItStays() {
    start(PAPER);
    start(PAPER);
    assertThatThrownBy(() -> start(LIVE))
        .isInstanceOf(BrokersException.class)
        .hasMessage(
            "alpaca:main is live now and was paper in "
                + data
                + ": name another folder with --data, so that the books stay apart");
    assertThat(KnownAccounts.in(data).accounts())
        .containsOnlyKeys(BrokerAccount.parse("alpaca:main"))
        .containsValue(KnownAccounts.Kind.PAPER);
  }

  @Test
  @DisplayName("F-O06 a live account shares no folder with play money, under whatever name")
  void liveSharesNoBook() {
    start(AccountSetup.EMBEDDED);
    assertThatThrownBy(() -> start(LIVE))
        .hasMessageStartingWith("live trading would share a book with [paper:main] in ");
    start(PAPER);
    assertThatThrownBy(() -> start(alpaca("alpaca:real", Environment.LIVE)))
        .hasMessageContaining("[alpaca:main, paper:main]");
  }

  @Test
  @DisplayName("F-O06 who forgot the key of a live account does not trade on paper in its book")
  void playMoneySharesNoLiveBook() {
    start(LIVE);
    for (AccountSetup other :
        List.of(AccountSetup.EMBEDDED, alpaca("alpaca:second", Environment.PAPER))) {
      assertThatThrownBy(() -> start(other))
          .hasMessage(
              "play money would share a book with the live [alpaca:main] in "
                  + data
                  + ": name another folder with --data, so that the books stay apart");
    }
    start(LIVE);
    assertThat(KnownAccounts.in(data).accounts()).containsOnlyKeys(LIVE.account());
  }

  @Test
  @DisplayName("F-O06 play money and a live account do not begin a book together")
  void noBookBeginsMixed() {
    assertThatThrownBy(() -> start(LIVE, AccountSetup.EMBEDDED))
        .hasMessageStartingWith("live trading would share a book with [paper:main] in ");
  }

  @Test
  @DisplayName("F-O06 an account whose book is here is not left out unnoticed")
  void whoseBookIsHereIsNotLeftOut() {
    start(AccountSetup.EMBEDDED);
    KnownAccounts known = KnownAccounts.in(data);
    List<BrokerAccount> now = List.of(PAPER.account());
    BrokerAccount paper = AccountSetup.EMBEDDED.account();
    assertThatThrownBy(() -> known.requireUsed(data, now, List.of()))
        .isInstanceOf(BrokersException.class)
        .hasMessage(
            data
                + " has the book of paper:main, which would not be traded with now, and count"
                + " beside [alpaca:main]: name another folder with --data, or say --keep-book"
                + " paper:main");
    assertThatThrownBy(() -> known.requireUsed(data, now, now))
        .isInstanceOf(BrokersException.class);
    assertThatCode(() -> known.requireUsed(data, now, List.of(paper))).doesNotThrowAnyException();
    assertThatCode(() -> known.requireUsed(data, List.of(PAPER.account(), paper), List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void severalLiveAccountsMayShareOne() {
    start(LIVE);
    assertThatCode(() -> start(LIVE, alpaca("alpaca:second", Environment.LIVE)))
        .doesNotThrowAnyException();
    assertThat(KnownAccounts.in(data).accounts()).hasSize(2);
  }

  @Test
  @DisplayName("F-O06 a folder that is older than the list has the embedded broker's book")
  void anOlderFolderIsTheEmbeddedBrokers() throws IOException {
    Files.createFile(data.resolve("journal.db"));
    assertThatThrownBy(() -> start(LIVE)).hasMessageContaining("[paper:main]");
    start(AccountSetup.EMBEDDED);
    start(PAPER);
  }

  @Test
  void whoseBookIsHereAndIsNotUsedIsRemarkedOn() {
    start(AccountSetup.EMBEDDED);
    start(PAPER);
    assertThat(KnownAccounts.in(data).remarks(List.of(PAPER.account())))
        .containsExactly(
            "paper:main is not used now, and its positions and cash are in this folder's book"
                + " still: another --data keeps them apart");
    assertThat(
            KnownAccounts.in(data)
                .remarks(List.of(PAPER.account(), BrokerAccount.parse("paper:main"))))
        .isEmpty();
  }

  @Test
  void aListThatCannotBeReadIsNotGuessedAt() throws IOException {
    for (String line : List.of("alpaca:main", "alpaca:main life", "alpaca paper", "", "x")) {
      Files.writeString(data.resolve("accounts.txt"), line + "\n");
      assertThatThrownBy(() -> KnownAccounts.in(data))
          .as(line)
          .isInstanceOf(BrokersException.class)
          .hasMessageContaining("accounts.txt cannot be read");
    }
  }
}
