// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Codec;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable log of inputs. One thread at a time appends; any thread may read meanwhile, and sees
 * what was durable when it began. Every method may throw {@link JournalException}; after a failed
 * {@link #append} the journal takes nothing more: what was written is unknown, and only a restart
 * finds out (J-04).
 */
public interface Journal extends AutoCloseable {
  /**
   * Drawn once when the journal was made, in 0 to 2²⁰ − 1; part of every broker-visible id (I-07).
   */
  int instance();

  /** The sequence of the last durable input; 0 for an empty journal. */
  long lastSequence();

  /** Where it stands, all of one moment. */
  default Position position() {
    return new Position(lastSequence(), "", 0);
  }

  /**
   * Where a journal stands. Who notes sequence and head elsewhere can prove later that nothing
   * before was changed.
   *
   * @param sequence of the last durable input; 0 for an empty journal
   * @param head the hash that the chain has there, hexadecimal; empty for a journal without a chain
   * @param snapshot the sequence of the newest snapshot; 0 where there is none
   */
  record Position(long sequence, String head, long snapshot) {}

  /** Makes the inputs durable, all or none, in one commit. They follow {@link #lastSequence}. */
  void append(List<Input> inputs);

  /**
   * The newest good snapshot that is not past {@code sequence}; {@link EngineState#EMPTY} where
   * there is none. A damaged one is passed over for an older one (J-06).
   */
  EngineState snapshot(long sequence);

  /**
   * Keeps a snapshot: what has changed since the one before, which is that of {@code
   * change.since()}. Those past that one are forgotten. One thread at a time may save, besides the
   * one that appends; a snapshot that cannot be kept harms nothing but the next start.
   *
   * @throws IllegalArgumentException where the change does not end where a durable commit ended
   */
  void saveSnapshot(StateChange change);

  /** Reads all inputs after {@code sequence} in order, verifying the chain (J-02, J-03). */
  void replay(long sequence, Consumer<Input> reader);

  @Override
  void close();

  /**
   * One text that stands for a whole state, SHA-256 of its canonical bytes as 64 hexadecimal
   * digits: live, replayed and simulated states agree in it (I-04).
   */
  static String stateHash(EngineState state) {
    return new Hash(Chain.sha256().digest(Codec.encode(state))).toString();
  }
}
