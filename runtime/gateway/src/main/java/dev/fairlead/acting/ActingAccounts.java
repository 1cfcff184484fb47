// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.acting;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The account that new orders go to first, where a routing strategy prefers one to another: which
 * it is, and how an operator makes it another one. Thread-safe; every method waits, and throws, as
 * those of {@link dev.fairlead.gateway.BrokerManager} do.
 */
public final class ActingAccounts {
  private final Supplier<Optional<ActingAccount>> now;
  private final Function<OperatorAction, Outcome> gateway;

  /**
   * Those of a gateway.
   *
   * @param now which account acts
   * @param gateway does what an operator asks for
   */
  public ActingAccounts(
      Supplier<Optional<ActingAccount>> now, Function<OperatorAction, Outcome> gateway) {
    this.now = now;
    this.gateway = gateway;
  }

  /** The one that acts now; empty where no strategy prefers an account to another. */
  public Optional<ActingAccount> now() {
    return now.get();
  }

  /**
   * Puts {@code account} before all others, for as long as it takes orders and again when it has
   * won its place back.
   *
   * @param by who asks for it, and {@code why}: both are kept with the change
   * @return {@link Reply.Acts}, or {@link Reply.Denied} where the account takes no orders now, or
   *     where no strategy prefers an account
   */
  public Reply promote(BrokerAccount account, String by, String why) {
    return reply(new OperatorAction.Promote(account, by, why));
  }

  /**
   * Lets the first account of the configured order act again, and undoes a promotion.
   *
   * @param by who asks for it, and {@code why}: both are kept with the change
   * @return as that of {@link #promote}
   */
  public Reply failBack(String by, String why) {
    return reply(new OperatorAction.FailBack(by, why));
  }

  private Reply reply(OperatorAction action) {
    return Objects.requireNonNull(gateway.apply(action).reply(), "an operator gets a reply");
  }
}
