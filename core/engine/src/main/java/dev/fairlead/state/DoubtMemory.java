// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Trust;
import dev.fairlead.model.PlacementId;
import java.util.List;

/**
 * What the engine remembers of doubts; all empty where there were none.
 *
 * @param open what is in doubt, in the order in which it came to be
 * @param resolved placements of which an operator has said what became of them, oldest first
 * @param trusts accounts that are not believed as usual, by account
 */
public record DoubtMemory(List<Doubt> open, List<PlacementId> resolved, List<Trust> trusts) {
  public static final DoubtMemory NONE = new DoubtMemory(List.of(), List.of(), List.of());

  /** Keeps copies. */
  public DoubtMemory {
    open = List.copyOf(open);
    resolved = List.copyOf(resolved);
    trusts = List.copyOf(trusts);
  }

  /** Nothing to remember. */
  public boolean isEmpty() {
    return open.isEmpty() && resolved.isEmpty() && trusts.isEmpty();
  }
}
