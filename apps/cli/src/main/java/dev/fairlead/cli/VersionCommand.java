// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows which Fairlead this is, and what it runs on. */
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
  private final Root root;

  VersionCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.print(List.of(line()));
    return ExitCode.DONE.number();
  }

  static String line() {
    return "fairlead " + version() + " on Java " + Runtime.version();
  }

  /** The version in the jar's manifest; classes that run from a folder have none. */
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
