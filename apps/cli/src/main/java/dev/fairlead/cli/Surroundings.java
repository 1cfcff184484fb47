// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.launch.StopSignals;
import dev.fairlead.terminal.Keyboard;
import dev.fairlead.terminal.Paint;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param home the user's own folder
 * @param interactive whether a person sits at both ends
 * @param command how this program was called
 * @param keyboard where secrets are typed
 */
record Surroundings(
    Map<String, String> environment,
    Path home,
    boolean interactive,
    PrintWriter out,
    PrintWriter err,
    StopSignals stopSignals,
    String command,
    Keyboard keyboard) {

  /** Those of this process. */
  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        isTerminal(System.console()),
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        StopSignals.ofProcess(ExitCode.FORCED.number()),
        howCalled(),
        Keyboard.ofProcess());
  }

  /** The launcher says how it was called; whoever runs the bare jar has to do it again. */
  private static String howCalled() {
    String launcher = System.getenv().getOrDefault("FAIRLEAD_COMMAND", "");
    String classPath = System.getProperty("java.class.path", "");
    return launcher.isEmpty() && classPath.endsWith(".jar")
        ? "java -jar " + classPath
        : launcher.isEmpty() ? "fairlead" : launcher;
  }

  /** The JDK's default console is null where there is none, others only say so. */
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /** {@code $FAIRLEAD_HOME}, else {@code ~/.fairlead}. */
  Path defaultData() {
    String named = environment.getOrDefault("FAIRLEAD_HOME", "");
    return named.isEmpty() ? home.resolve(".fairlead") : Path.of(named);
  }

  Paint paint() {
    boolean wanted = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return wanted ? Paint.COLOUR : Paint.PLAIN;
  }
}
