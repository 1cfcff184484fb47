// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.message.Input;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.function.Consumer;

/** A journal as text, an input a line: sequence, instant and cause, with tabs between them. */
public final class Transcript {
  private Transcript() {}

  /**
   * Hands the lines of all inputs after {@code sequence} to {@code reader}, in order. It works
   * while a gateway writes. What was changed is not shown: the lines end with a {@link
   * JournalException} at the first row that does not verify.
   */
  public static void read(Path folder, long sequence, Consumer<String> reader) {
    JournalFile file = new JournalFile(folder);
    file.run(() -> {
      try (Connection connection = file.reader()) {
        Batches batches = new Batches(file, connection, Meta.read(file, connection));
        batches.replay(sequence, batches.last().sequence(), input -> reader.accept(line(input)));
        return sequence;
      }
    });
  }

  private static String line(Input input) {
    return input.sequence() + "\t" + input.at() + "\t" + input.cause();
  }
}
