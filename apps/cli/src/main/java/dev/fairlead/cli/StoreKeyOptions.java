// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.secrets.StoreKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that may have to open the key store. */
final class StoreKeyOptions {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Holds the passphrase of the key store in its first line, mode 0600. Default:"
              + " $FAIRLEAD_PASSPHRASE_FILE, else it is asked for.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Opens a key store that was locked by it, mode 0600. Default: $FAIRLEAD_KEY_FILE.")
  private @Nullable Path keyFile;

  StoreKeys in(Surroundings around) {
    return new StoreKeys(passphraseFile, keyFile, around.environment(), around.keyboard());
  }
}
