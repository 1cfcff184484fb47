// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.launch.StoreRebuild;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the SQL store, which can always be made again from the journal. */
@Command(
    name = "store",
    description = "Rebuild the SQL store from the journal.",
    synopsisSubcommandLabel = "COMMAND")
final class StoreCommand implements Runnable {
  private final Root root;

  @Spec private @Nullable CommandSpec spec;

  StoreCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null) {
      throw new ParameterException(asked.commandLine(), "say what to do: rebuild");
    }
  }

  @Command(
      name = "rebuild",
      description = "Drop the store and make it again from the journal. Stop the gateway first.")
  int rebuild() {
    long inputs = StoreRebuild.run(root.data(), InstantSource.system());
    root.print(List.of("rebuilt store.db from " + inputs + " inputs of the journal"));
    return ExitCode.DONE.number();
  }
}
