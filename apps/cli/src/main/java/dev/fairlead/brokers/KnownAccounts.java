// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.brokers.BrokersException.Category;
import dev.fairlead.keys.PrivateFile;
import dev.fairlead.model.BrokerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which accounts a data folder has the book of, and what each of them was. A book is of one account
 * for ever: paper orders and positions under the name of a live account would be taken for real
 * ones (F-O06).
 */
public record KnownAccounts(SortedMap<BrokerAccount, Kind> accounts) {
  private static final String FILE = "accounts.txt";
  private static final String HEAD =
      "# The accounts that this folder has the book of. Written by Fairlead; do not change it.\n";

  /** What an account was. */
  public enum Kind {
    /** At the embedded paper broker. */
    EMBEDDED,
    PAPER,
    LIVE;

    static Kind of(AccountSetup setup) {
      return switch (setup) {
        case AccountSetup.Paper _ -> EMBEDDED;
        case AccountSetup.Alpaca _ -> setup.isLive() ? LIVE : PAPER;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps a copy. */
  public KnownAccounts {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
  }

  /** Those of a data folder. One that is older than this list has the embedded broker's. */
  public static KnownAccounts in(Path data) {
    var accounts = new TreeMap<BrokerAccount, Kind>();
    Path file = data.resolve(FILE);
    try {
      if (Files.exists(file)) {
        Files.readString(file)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> {
              int space = line.indexOf(' ');
              accounts.put(
                  BrokerAccount.parse(line.substring(0, Math.max(space, 0))),
                  Kind.valueOf(line.substring(space + 1).toUpperCase(Locale.ROOT)));
            });
      } else if (Files.exists(data.resolve("journal.db"))) {
        accounts.put(AccountSetup.EMBEDDED.account(), Kind.EMBEDDED);
      }
      return new KnownAccounts(accounts);
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokersException(
          Category.CONFIG,
          file
              + " cannot be read ("
              + e.getMessage()
              + "): restore it; a line of it is such as 'alpaca:main paper'",
          e);
    }
  }

  /**
   * Refuses an account that was something else in this folder, and play money in one book with a
   * live account's, whichever was there first: who forgot a key would trade on paper in the book of
   * a live account.
   */
  public void require(Path data, List<AccountSetup> setups) {
    for (AccountSetup setup : setups) {
      Kind known = accounts.get(setup.account());
      Kind now = Kind.of(setup);
      if (known != null && known != now) {
        throw refusal(setup.account() + " is " + now + " now and was " + known, data);
      }
    }
    SortedMap<BrokerAccount, Kind> all = with(setups);
    List<BrokerAccount> live = of(all, true);
    List<BrokerAccount> others = of(all, false);
    if (!live.isEmpty() && !others.isEmpty()) {
      boolean isLive = setups.stream().anyMatch(AccountSetup::isLive);
      throw refusal(
          isLive
              ? "live trading would share a book with " + others
              : "play money would share a book with the live " + live,
          data);
    }
  }

  /**
   * Refuses to leave an account out whose book is here: its orders, positions and cash would count
   * beside those of accounts that are traded with, and nobody would follow them.
   *
   * @param used those that are traded with now
   * @param kept those of which that is wanted
   */
  public void requireUsed(
      Path data, Collection<BrokerAccount> used, Collection<BrokerAccount> kept) {
    List<BrokerAccount> left =
        accounts.keySet().stream()
            .filter(account -> !used.contains(account) && !kept.contains(account))
            .toList();
    if (!left.isEmpty()) {
      String names = left.stream().map(BrokerAccount::toString).collect(Collectors.joining(","));
      throw new BrokersException(
          Category.ENVIRONMENT,
          data
              + " has the book of "
              + names
              + ", which would not be traded with now, and count beside "
              + used
              + ": name another folder with --data, or say --keep-book "
              + names);
    }
  }

  private static List<BrokerAccount> of(SortedMap<BrokerAccount, Kind> all, boolean live) {
    return all.entrySet().stream()
        .filter(known -> (known.getValue() == Kind.LIVE) == live)
        .map(Map.Entry::getKey)
        .toList();
  }

  private SortedMap<BrokerAccount, Kind> with(List<AccountSetup> setups) {
    var all = new TreeMap<>(accounts);
    setups.forEach(setup -> all.put(setup.account(), Kind.of(setup)));
    return all;
  }

  private static BrokersException refusal(String what, Path data) {
    return new BrokersException(
        Category.ENVIRONMENT,
        what + " in " + data + ": name another folder with --data, so that the books stay apart");
  }

  /** Whose book is here though nobody trades with them now, a sentence each. */
  public List<String> remarks(List<BrokerAccount> used) {
    return accounts.keySet().stream()
        .filter(account -> !used.contains(account))
        .map(account ->
            account
                + " is not used now, and its positions and cash are in this folder's book still:"
                + " another --data keeps them apart")
        .toList();
  }

  /** Keeps these too, durable before anything is traded with them. */
  public void remember(Path data, List<AccountSetup> setups) {
    SortedMap<BrokerAccount, Kind> all = with(setups);
    if (all.equals(accounts) && Files.exists(data.resolve(FILE))) {
      return;
    }
    var text = new StringBuilder(HEAD);
    all.forEach((account, kind) -> text.append(account).append(' ').append(kind).append('\n'));
    try {
      PrivateFile.write(data.resolve(FILE), text.toString());
    } catch (IOException e) {
      throw new BrokersException(
          Category.NOT_WRITABLE,
          "cannot write " + data.resolve(FILE) + ": " + e.getMessage() + "; make room for it",
          e);
    }
  }
}
