// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;

/** A link to a broker account came up or went down. */
public sealed interface LinkChange extends Input.Cause {
  BrokerAccount account();

  /** Orders can be sent, and this is what the account takes. */
  record Up(BrokerAccount account, Capabilities capabilities) implements LinkChange {}

  record Down(BrokerAccount account, String reason) implements LinkChange {}
}
