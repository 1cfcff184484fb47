// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.journal.Journal;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal that outlives a gateway, not a process. */
final class MemoryJournal implements Journal {
  private final List<Input> inputs = new CopyOnWriteArrayList<>();

  @Override
  public int instance() {
    return 7;
  }

  @Override
  public long lastSequence() {
    return inputs.size();
  }

  @Override
  public void append(List<Input> more) {
    inputs.addAll(more);
  }

  @Override
  public EngineState snapshot(long sequence) {
    return EngineState.EMPTY;
  }

  @Override
  public void saveSnapshot(StateChange change) {
    // Every start replays all: there is never much.
  }

  @Override
  public void replay(long sequence, Consumer<Input> reader) {
    inputs.stream().filter(input -> input.sequence() > sequence).forEach(reader);
  }

  @Override
  public void close() {
    // Kept, for the next start.
  }
}
