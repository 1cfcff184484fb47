// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import picocli.CommandLine.Option;

/** The option of every command that lists something. */
final class JsonFlag {
  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean wanted;

  boolean isWanted() {
    return wanted;
  }
}
