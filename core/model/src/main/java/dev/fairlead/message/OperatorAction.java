// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import java.util.List;

/** What the one who runs the gateway does. */
public sealed interface OperatorAction extends Input.Cause {
  /**
   * The gateway was started. From here on ids carry {@code epoch}, and what was sent before and not
   * answered is in doubt (I-05, I-07).
   *
   * @param instance drawn once, when the data folder was made; 0 to 2²⁰ − 1
   * @param epoch counts the starts of this data folder, from 1
   * @param engineVersion the rules that apply to the inputs that follow (J-10)
   * @param routing how orders are routed from here on; journaled, because a replay must choose
   *     alike
   */
  record Started(int instance, int epoch, int engineVersion, Routing routing)
      implements OperatorAction {}

  /**
   * Which broker accounts there are, in order of preference, and which strategy chooses.
   *
   * @param strategy the name of a routing strategy: {@code primary-only}
   */
  record Routing(String strategy, List<BrokerAccount> accounts) {}
}
