// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the script with which bash and zsh complete commands and options. */
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(fairlead completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Root root;

  CompletionCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    // This run knows only its own command; the script must know them all.
    String script =
        AutoComplete.bash("fairlead", Fairlead.commandLine(new Root(root.surroundings())));
    root.print(List.of(script));
    return ExitCode.DONE.number();
  }
}
