// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The money of all accounts.
 *
 * @param accounts each account's, in the accounts' order; one without money yet is there too
 * @param byCurrency all accounts' together, for each currency
 * @param base all of it in the base currency; empty where none is settled
 */
public record Consolidated(
    List<OfAccount> accounts, List<Funds> byCurrency, Optional<InBase> base) {

  /** One account's money, by currency. */
  public record OfAccount(BrokerAccount account, List<Funds> funds) {}

  /**
   * Money in the base currency.
   *
   * @param total of the currencies that have a rate; {@link Funds#mostForOneOrder} is the most of
   *     any one account and currency
   * @param rates what was reckoned with, a rate for each currency other than the base
   * @param apart the currencies that have no rate, and so are in no total
   */
  public record InBase(Currency currency, Funds total, List<Rate> rates, List<Funds> apart) {}
}
