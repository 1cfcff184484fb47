// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * What only a clone of the repository can do. The launcher there handles these itself; whoever gets
 * here runs the bare jar.
 */
@Command(description = "Run the tests or the benchmarks (in a clone of the repository).")
final class SourcesCommand implements Callable<Integer> {
  private final String name;

  /** What the launcher would have passed on; taken so that it is not called a mistake. */
  @Unmatched private final List<String> ignored = new ArrayList<>();

  private SourcesCommand(String name) {
    this.name = name;
  }

  static SourcesCommand test(Root root) {
    return new SourcesCommand("test");
  }

  static SourcesCommand bench(Root root) {
    return new SourcesCommand("bench");
  }

  @Override
  public Integer call() {
    throw new CommandFailure(
        ExitCode.USAGE,
        "`"
            + String.join(" ", name, String.join(" ", ignored)).strip()
            + "` needs the sources: run ./fairlead "
            + name
            + " in a clone of the repository");
  }
}
