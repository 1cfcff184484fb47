// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

/**
 * What has become of an engine's state since an earlier input: small however much the engine knows,
 * so that it can be kept often.
 *
 * @param since the sequence of the state that this one follows; 0 for the one before all
 * @param state the state now, but of instruments, orders, placements, fills, groups, moves and
 *     listings only those that are new or other than they were
 */
public record StateChange(long since, EngineState state) {
  /** The sequence of the last input that the change knows of. */
  public long sequence() {
    return state.sequence();
  }
}
