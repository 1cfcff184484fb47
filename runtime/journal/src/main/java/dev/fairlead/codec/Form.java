// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.codec.CodecException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a type is written and how it is read, side by side.
 *
 * <p>How forms may change (J-09). A {@link #group} carries its length: fields are only ever added
 * at its end, an older reader passes over them, and a newer one asks {@link ByteReader#more} and
 * has a default. A variant of a sealed family is a group that begins with its tag, an enum constant
 * is its code; a number once given is never given again, and one that is not known is refused
 * ({@link #tooNew}), because nobody may act on what he does not understand.
 */
interface Form<T extends @Nullable Object> {
  void write(ByteWriter out, T value);

  T read(ByteReader in);

  /** Writes one value. */
  @FunctionalInterface
  interface Writing<T extends @Nullable Object> {
    void write(ByteWriter out, T value);
  }

  /** Reads one value. */
  @FunctionalInterface
  interface Reading<T extends @Nullable Object> {
    T read(ByteReader in);
  }

  /** A value that will never have more fields, such as a price. */
  static <T extends @Nullable Object> Form<T> of(Writing<T> writing, Reading<T> reading) {
    return new Pair<>(writing, reading);
  }

  /** A value that may get more fields. */
  static <T> Form<T> group(Writing<T> writing, Reading<T> reading) {
    return of(
        (out, value) -> {
          int start = out.begin();
          writing.write(out, value);
          out.end(start);
        },
        in -> {
          int outer = in.begin();
          T value = reading.read(in);
          in.end(outer);
          return value;
        });
  }

  /** An enum by codes of its own, so that its constants may be put in another order. */
  static <E extends Enum<E>> Form<E> codes(E[] constants, ToIntFunction<E> code) {
    List<@Nullable E> byCode = new ArrayList<>();
    for (E constant : constants) {
      while (byCode.size() <= code.applyAsInt(constant)) {
        byCode.add(null);
      }
      if (byCode.set(code.applyAsInt(constant), constant) != null) {
        throw new IllegalArgumentException(constant + " has the code of another constant");
      }
    }
    return of(
        (out, value) -> out.unsigned(code.applyAsInt(value)),
        in -> {
          long read = in.unsigned();
          E value = read >= 0 && read < byCode.size() ? byCode.get((int) read) : null;
          if (value == null) {
            throw tooNew(constants[0].getDeclaringClass().getSimpleName(), read);
          }
          return value;
        });
  }

  static <T> Form<List<T>> list(Form<T> element) {
    return of(
        (out, values) -> {
          out.unsigned(values.size());
          for (T value : values) {
            element.write(out, value);
          }
        },
        in -> {
          int count = in.count();
          List<T> values = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            values.add(element.read(in));
          }
          return Collections.unmodifiableList(values);
        });
  }

  static <T> Form<@Nullable T> nullable(Form<T> present) {
    return of(
        (out, value) -> {
          out.flag(value != null);
          if (value != null) {
            present.write(out, value);
          }
        },
        in -> in.flag() ? present.read(in) : null);
  }

  /** A kind of thing that this version has no name for. */
  static CodecException tooNew(String family, long tag) {
    return new CodecException(
        Kind.TOO_NEW, family + " number " + tag + " is not known to this version");
  }

  /** The two halves of a form. */
  record Pair<T extends @Nullable Object>(Writing<T> writing, Reading<T> reading)
      implements Form<T> {
    @Override
    public void write(ByteWriter out, T value) {
      writing.write(out, value);
    }

    @Override
    public T read(ByteReader in) {
      return reading.read(in);
    }
  }

  /**
   * The form of a value that is a text and comes again and again, such as a symbol: read once, then
   * found by its bytes, of which a fixed number of the latest is kept. The text of the value that
   * was written last is kept too.
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
}
