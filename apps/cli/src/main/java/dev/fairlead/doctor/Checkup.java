// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import dev.fairlead.config.FairleadConfig;
import dev.fairlead.secrets.StoreKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that can be looked at without disturbing a gateway that runs. */
public final class Checkup {
  private Checkup() {}

  /**
   * Looks at this machine, the data folder, the broker accounts, and whoever listens at {@code
   * address}.
   *
   * @param keys what may open the key store; nobody is asked
   */
  public static List<Check> of(
      Path data,
      FairleadConfig config,
      Map<String, String> environment,
      StoreKeys keys,
      URI address) {
    var checks = new ArrayList<Check>();
    checks.add(MachineChecks.java(Runtime.version()));
    checks.add(MachineChecks.nativeLibrary());
    checks.add(MachineChecks.clock(InstantSource.system()));
    checks.add(FolderChecks.writable(data));
    checks.add(FolderChecks.space(data));
    checks.add(FolderChecks.sync(data));
    checks.add(BookChecks.journal(data));
    checks.add(BookChecks.store(data));
    checks.addAll(BrokerChecks.of(data, config, environment, keys));
    checks.add(GatewayChecks.port(address));
    return checks;
  }
}
