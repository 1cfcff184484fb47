// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import dev.fairlead.broker.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** What secrets are typed or piped into. */
public interface Keyboard {
  /** Longer lines are no secrets. */
  int MOST_BYTES = 16_384;

  /**
   * Asks, and does not show what is typed.
   *
   * @return empty where nobody can be asked
   */
  Optional<Answer> ask(String question);

  /** The next line of standard input; empty at its end, and for an empty line. */
  Optional<Secret> line();

  /** What somebody typed; nothing is an answer too. */
  record Answer(Optional<Secret> typed) {}

  /** That of this process: the terminal without an echo, and standard input. */
  static Keyboard ofProcess() {
    return new Keyboard() {
      @Override
      @SuppressWarnings("SystemConsoleNull") // JDK 25 gives none again where nobody can be asked
      public Optional<Answer> ask(String question) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
          return Optional.empty();
        }
        char[] typed = console.readPassword("%s: ", question);
        if (typed == null) {
          return Optional.of(new Answer(Optional.empty()));
        }
        Optional<Secret> secret =
            typed.length == 0 ? Optional.empty() : Optional.of(Secret.of(typed));
        Arrays.fill(typed, '\0');
        return Optional.of(new Answer(secret));
      }

      @Override
      public Optional<Secret> line() {
        return lineOf(System.in);
      }
    };
  }

  /**
   * The next line of {@code in}, without its end, byte by byte: nothing of it stays in a buffer.
   */
  static Optional<Secret> lineOf(InputStream in) {
    var bytes = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (bytes.size() == MOST_BYTES) {
          throw new IllegalArgumentException(
              "a line of standard input is longer than " + MOST_BYTES + " bytes");
        }
        bytes.write(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] all = bytes.toByteArray();
    bytes.reset();
    int length = all.length > 0 && all[all.length - 1] == '\r' ? all.length - 1 : all.length;
    byte[] line = Arrays.copyOf(all, length);
    Arrays.fill(all, (byte) 0);
    try {
      return line.length == 0 ? Optional.empty() : Optional.of(Secret.ofUtf8(line));
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }
}
