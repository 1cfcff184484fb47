// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.contract.BrokerContract;
import dev.fairlead.contract.FarSide;

class PaperContractTest extends BrokerContract {
  PaperContractTest() {
    super("paper");
  }

  @Override
  protected FarSide farSide() {
    return new PaperFarSide();
  }
}
