// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Samples;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A process of its own that appends to a journal, batch after batch, and says each sequence once it
 * is durable. It is there to be killed.
 */
final class AppendingProcess implements AutoCloseable {
  private static final int LARGEST_BATCH = 40;
  private static final int SNAPSHOT_EACH = 500;

  private final Process process;
  private final BufferedReader acknowledged;
  private long last;

  private AppendingProcess(Process process) {
    this.process = process;
    this.acknowledged = process.inputReader(StandardCharsets.US_ASCII);
  }

  static AppendingProcess start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(), AppendingProcess.class.getName()));
    command.add(folder.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new AppendingProcess(builder.start());
  }

  private static String classPath() {
    // Surefire hides the class path in a jar of its own.
    return Objects.requireNonNullElseGet(
        System.getProperty("surefire.test.class.path"),
        () -> System.getProperty("java.class.path", File.pathSeparator));
  }

  long pid() {
    return process.pid();
  }

  /** Waits until {@code count} more batches were acknowledged. */
  void awaitBatches(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (!readOne()) {
        throw new AssertionError("the appending process ended by itself");
      }
    }
  }

  /** Kills it and returns the last sequence that it had acknowledged. */
  long kill() throws IOException, InterruptedException {
    // By its handle: the process itself would close the pipe with what is still in it.
    process.toHandle().destroyForcibly();
    while (readOne()) {
      // What it had said before it died counts too.
    }
    process.waitFor();
    return last;
  }

  private boolean readOne() throws IOException {
    String line = acknowledged.readLine();
    // A line that was cut off has no full stop; what it says may be the beginning of a number.
    if (line == null || !line.endsWith(".")) {
      return false;
    }
    last = Long.parseLong(line.substring(0, line.length() - 1));
    return true;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** {@code FOLDER}. */
  public static void main(String[] arguments) {
    try (SqliteJournal journal = Journals.open(Path.of(arguments[0]))) {
      System.out.println(journal.lastSequence() + ".");
      long kept = journal.snapshot(Long.MAX_VALUE).sequence();
      while (!System.out.checkError()) {
        long first = journal.lastSequence() + 1;
        journal.append(Samples.inputs(first, first + first % LARGEST_BATCH));
        System.out.println(journal.lastSequence() + ".");
        if (journal.lastSequence() / SNAPSHOT_EACH != (first - 1) / SNAPSHOT_EACH) {
          journal.saveSnapshot(Samples.change(kept, journal.lastSequence()));
          kept = journal.lastSequence();
        }
      }
    } catch (JournalException e) {
      // As a gateway does: it says why and stops.
      System.err.println(e.category() + ": " + e.getMessage());
    }
  }
}
