// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of a value that is a text and comes again and again, such as a symbol: read once, then
 * found by its bytes, of which a fixed number of the latest is kept. The text of the value that was
 * written last is kept too.
 */
final class Interned<T> implements Form<T> {
  private static final int SLOTS = 1024;

  private static final class Entry<T> {
    private final byte[] bytes;
    private final T value;

    Entry(byte[] bytes, T value) {
      this.bytes = bytes;
      this.value = value;
    }
  }

  private record Written<T>(T value, String text) {}

  private final Function<T, String> text;
  private final Function<String, T> value;

  // Read and written by any thread without a lock: an entry never changes, so a reader sees a
  // whole one or none, and what is lost to a race is made again.
  private final @Nullable Entry<T>[] entries;
  private @Nullable Written<T> lastWritten;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Interned(Function<T, String> text, Function<String, T> value) {
    this.text = text;
    this.value = value;
    this.entries = new Entry[SLOTS];
  }

  @Override
  public void write(ByteWriter out, T interned) {
    Written<T> last = lastWritten;
    if (last == null || !last.value().equals(interned)) {
      last = new Written<>(interned, text.apply(interned));
      lastWritten = last;
    }
    out.text(last.text());
  }

  @Override
  public T read(ByteReader in) {
    return in.text(this);
  }

  T make(String written) {
    return value.apply(written);
  }

  T of(byte[] bytes, int start, int length) {
    int slot = hash(bytes, start, length) & (SLOTS - 1);
    Entry<T> entry = entries[slot];
    if (entry != null
        && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, start, start + length)) {
      return entry.value;
    }
    T made = make(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
    entries[slot] = new Entry<>(Arrays.copyOfRange(bytes, start, start + length), made);
    return made;
  }

  private static int hash(byte[] bytes, int start, int length) {
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 10);
  }
}
