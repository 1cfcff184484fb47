// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.AccountBook.KnownOrder;
import dev.fairlead.broker.Told;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a broker says of one account, asked for once. */
record BrokerSide(
    Told<List<KnownOrder>> openOrders,
    Told<List<Holding>> holdings,
    Told<Optional<AccountState>> account) {
  /** Asks; waits for the broker. */
  static BrokerSide ask(AccountBook book) {
    return new BrokerSide(book.openOrders(), book.holdings(), book.account());
  }

  /** Why something may be missing in it; empty where it is all. */
  Optional<String> gap() {
    return Stream.of(openOrders.gap(), holdings.gap(), account.gap())
        .flatMap(Optional::stream)
        .findFirst();
  }
}
