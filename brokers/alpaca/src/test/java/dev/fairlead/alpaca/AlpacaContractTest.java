// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.contract.BrokerContract;
import dev.fairlead.contract.FarSide;

class AlpacaContractTest extends BrokerContract {
  AlpacaContractTest() {
    super("alpaca, a scripted peer");
  }

  @Override
  protected FarSide farSide() {
    return new AlpacaFarSide();
  }
}
