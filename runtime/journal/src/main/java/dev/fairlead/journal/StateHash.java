// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.state.EngineState;

/**
 * One text that stands for a whole state: live, replayed and simulated states agree in it (I-04).
 */
public final class StateHash {
  private StateHash() {}

  /** SHA-256 of the state's canonical bytes, as 64 hexadecimal digits. */
  public static String of(EngineState state) {
    return new Hash(Chain.sha256().digest(Codec.encode(state))).toString();
  }
}
