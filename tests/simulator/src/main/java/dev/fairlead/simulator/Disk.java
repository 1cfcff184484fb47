// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.codec.Codec;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateSum;
import java.util.ArrayList;
import java.util.List;

/** A disk that keeps what was synced, as the bytes of the real forms: inputs and snapshots. */
final class Disk {
  /** Hears of each input that is replayed. */
  interface Replayed {
    void on(Input input, Outcome outcome, OrderEngine engine);
  }

  private final List<byte[]> records = new ArrayList<>();

  /** Snapshots, each of what changed since the one before it. */
  private final List<byte[]> snapshots = new ArrayList<>();

  long lastSequence() {
    return records.size();
  }

  void append(List<Input> inputs) {
    for (Input input : inputs) {
      if (input.sequence() != lastSequence() + 1) {
        throw new IllegalStateException(input.sequence() + " after " + lastSequence());
      }
      records.add(Codec.encode(List.of(input)));
    }
  }

  void save(StateChange change) {
    snapshots.add(Codec.encode(change.state()));
  }

  /** Loses what came last, though it was synced: what only a broken gateway does. */
  void loseLast() {
    if (!records.isEmpty()) {
      records.removeLast();
    }
  }

  /** An engine at the end of what is there; what it would send is nobody's business (I-05). */
  OrderEngine recover(boolean fromSnapshot, Replayed replayed) {
    StateSum sum = new StateSum();
    if (fromSnapshot) {
      for (byte[] kept : snapshots) {
        EngineState state = Codec.decodeState(Codec.SCHEMA, kept);
        if (state.sequence() <= lastSequence()) {
          sum.add(new StateChange(sum.sequence(), state));
        }
      }
    } else {
      snapshots.clear();
    }
    OrderEngine engine = new OrderEngine(sum.state());
    for (long next = sum.sequence(); next < lastSequence(); next++) {
      byte[] record = records.get((int) next);
      for (Input input : Codec.decodeInputs(Codec.SCHEMA, record)) {
        replayed.on(input, engine.apply(input), engine);
      }
    }
    return engine;
  }
}
