// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.Configuration;
import dev.fairlead.doubt.Trust;
import dev.fairlead.model.Order;
import java.util.List;

/** The answer to a command of a client or of an operator. */
public sealed interface Reply {
  /**
   * Done as asked; {@code order} is the one that was placed, changed or put in the other's place.
   */
  record Done(Order order) implements Reply {}

  /** This very order was placed before under this client order id; nothing was done (I-06). */
  record Repeated(Order order) implements Reply {}

  /** Done for each of {@code orders}. */
  record DoneAll(List<Order> orders) implements Reply {}

  /** What the principal has settled by now. */
  record Configured(Configuration configuration) implements Reply {}

  /** This account acts by now. */
  record Acts(ActingAccount acting) implements Reply {}

  /** How far an account is believed by now. */
  record Trusted(Trust trust) implements Reply {}

  /** Refused by us; nothing was done. */
  record Denied(Denial denial) implements Reply {}
}
