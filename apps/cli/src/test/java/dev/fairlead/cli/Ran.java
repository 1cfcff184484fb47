// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.terminal.Keyboard;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** What a command line did, run within this process. */
record Ran(int code, String out, String err) {
  /** Runs it as a user whose own folder is {@code home}, with nothing in the environment. */
  static Ran in(Path home, String... args) {
    return in(home, Map.of(), args);
  }

  static Ran in(Path home, Map<String, String> environment, String... args) {
    return in(home, environment, Typist.NOBODY, args);
  }

  static Ran in(Path home, Map<String, String> environment, Keyboard keyboard, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var around =
        new Surroundings(
            environment,
            home,
            false,
            new PrintWriter(out),
            new PrintWriter(err),
            _ -> {},
            "fairlead",
            keyboard);
    int code = Fairlead.run(around, args);
    return new Ran(code, out.toString(), err.toString());
  }

  static Surroundings surroundings(Path home) {
    return new Surroundings(
        Map.of(),
        home,
        false,
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        _ -> {},
        "fairlead",
        Typist.NOBODY);
  }
}
