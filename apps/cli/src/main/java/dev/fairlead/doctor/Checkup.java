// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Everything that can be looked at without disturbing a gateway that runs. */
public final class Checkup {
  private Checkup() {}

  /** Looks at this machine, the data folder, and whoever listens at {@code address}. */
  public static List<Check> of(Path data, URI address) {
    return List.of(
        MachineChecks.java(Runtime.version()),
        MachineChecks.nativeLibrary(),
        MachineChecks.clock(InstantSource.system()),
        FolderChecks.writable(data),
        FolderChecks.space(data),
        FolderChecks.sync(data),
        BookChecks.journal(data),
        BookChecks.store(data),
        GatewayChecks.port(address));
  }
}
