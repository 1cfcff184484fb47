// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.broker.Secret;
import dev.fairlead.terminal.Keyboard;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types prepared answers, or pipes prepared text, and notes what was asked. */
final class Typist implements Keyboard {
  /** Where there is no terminal, and nothing is piped in. */
  static final Keyboard NOBODY = new Typist(null, "");

  private final Deque<String> answers;
  private final boolean isThere;
  private final InputStream in;
  private final List<String> asked = new ArrayList<>();

  private Typist(@Nullable List<String> answers, String piped) {
    this.isThere = answers != null;
    this.answers = new ArrayDeque<>(answers == null ? List.of() : answers);
    this.in = new ByteArrayInputStream(piped.getBytes(StandardCharsets.UTF_8));
  }

  static Typist typing(String... answers) {
    return new Typist(Arrays.asList(answers), "");
  }

  static Typist piping(String text) {
    return new Typist(null, text);
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public Optional<Answer> ask(String question) {
    asked.add(question);
    if (!isThere) {
      return Optional.empty();
    }
    String answer = answers.pop();
    return Optional.of(
        new Answer(answer.isEmpty() ? Optional.empty() : Optional.of(Secret.of(answer))));
  }

  @Override
  public Optional<Secret> line() {
    return Keyboard.lineOf(in);
  }
}
