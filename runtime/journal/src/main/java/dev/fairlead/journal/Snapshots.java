// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import dev.fairlead.codec.Codec;
import dev.fairlead.codec.CodecException;
import dev.fairlead.journal.Batches.Head;
import dev.fairlead.journal.JournalException.Category;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateSum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code snapshots} beside the journal. Each file is a snapshot: what has changed since
 * the one before, so that the sum of all files up to one is the state then. A file has the hash of
 * the journal's row that it follows, so that it fits no other journal, and a hash over all of
 * itself. It is written once and never changed.
 *
 * <p>Nothing rests on these files: whatever is wrong with one, those before it are used, and a
 * start replays the rest from the journal (J-06). They are not in the journal's own file so that
 * trading never waits for them. Each is synced before it gets its name, so that a power cut leaves
 * none that {@code journal verify} would have to take for a damaged one.
 */
final class Snapshots {
  private static final int MAGIC = 0x464C5331;
  private static final int HEADER_BYTES = 4 + 4 + 8 + 8 + 2 * Hash.BYTES;
  private static final String DRAFT = "next";

  private final JournalFile journal;
  private final Path folder;

  Snapshots(JournalFile journal) {
    this.journal = journal;
    this.folder = journal.folder().resolve("snapshots");
  }

  /**
   * What was read.
   *
   * @param heads where the journal stood at each that is good, the oldest first
   * @param sum of these
   * @param fault what is wrong with the one after them
   */
  record Good(List<Head> heads, StateSum sum, Optional<JournalException> fault) {}

  /** Reads the snapshots up to {@code sequence}, in order, until one is not good. */
  Good upTo(long sequence) {
    List<Head> heads = new ArrayList<>();
    StateSum sum = new StateSum();
    try {
      for (Path file : journal.run(this::files)) {
        if (sequence(file) <= sequence) {
          read(file, heads, sum);
        }
      }
      return new Good(heads, sum, Optional.empty());
    } catch (JournalException wrong) {
      return new Good(heads, sum, Optional.of(wrong));
    }
  }

  /** The oldest first. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> name(file).matches("\\d{19}\\.snapshot")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static long sequence(Path file) {
    String name = name(file);
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private void read(Path file, List<Head> heads, StateSum sum) {
    ByteBuffer in = ByteBuffer.wrap(journal.run(() -> Files.readAllBytes(file)));
    if (in.remaining() < HEADER_BYTES || in.getInt() != MAGIC) {
      throw damaged(file, "it is none");
    }
    int schema = in.getInt();
    long since = in.getLong();
    Head head = new Head(in.getLong(), Hash.read(in));
    Hash hash = Hash.read(in);
    byte[] state = new byte[in.remaining()];
    in.get(state);
    if (!hash.equals(hash(head, schema, since, state)) || head.sequence() != sequence(file)) {
      throw damaged(file, "it was changed");
    }
    if (since != sum.sequence()) {
      throw damaged(file, "the one of sequence " + since + " is missing or was changed");
    }
    sum.add(new StateChange(since, decoded(file, schema, state)));
    heads.add(head);
  }

  private static EngineState decoded(Path file, int schema, byte[] state) {
    try {
      return Codec.decodeState(schema, state);
    } catch (CodecException unreadable) {
      throw damaged(file, String.valueOf(unreadable.getMessage()));
    }
  }

  private static JournalException damaged(Path file, String what) {
    return new JournalException(
        Category.DAMAGED,
        "The snapshot " + file + " is of no use: " + what + "; a start does without");
  }

  private static Hash hash(Head head, int schema, long since, byte[] state) {
    return new Chain().snapshot(head.hash(), schema, since, head.sequence(), state);
  }

  /** Saves a change, which ends at {@code head}, and forgets what is past its beginning. */
  void save(StateChange change, Head head) {
    byte[] state = Codec.encode(change.state());
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(MAGIC).putInt(Codec.SCHEMA).putLong(change.since()).putLong(head.sequence());
    header.put(head.hash().bytes());
    header.put(hash(head, Codec.SCHEMA, change.since(), state).bytes()).flip();
    journal.run(() -> {
      Files.createDirectories(folder);
      for (Path file : files()) {
        if (sequence(file) > change.since()) {
          Files.delete(file);
        }
      }
      Path draft = folder.resolve(DRAFT);
      write(draft, header, ByteBuffer.wrap(state));
      String name = String.format(Locale.ROOT, "%019d.snapshot", head.sequence());
      return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    });
  }

  private static void write(Path file, ByteBuffer header, ByteBuffer state) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer[] parts = {header, state};
      while (state.hasRemaining()) {
        out.write(parts);
      }
      out.force(true);
    }
  }
}
