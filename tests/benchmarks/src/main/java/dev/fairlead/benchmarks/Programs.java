// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.load.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes that rows start, all with the options that the launcher gives to {@code up}. */
final class Programs {
  private final Lab lab;
  private int started;

  Programs(Lab lab) {
    this.lab = lab;
  }

  /** {@code fairlead up}, by the launcher, with the AOT cache if {@code jar} has one beside it. */
  GatewayProcess up(Path jar, Path data) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            lab.root().resolve("fairlead").toString(),
            "up",
            "--port",
            "0",
            "--data",
            data.toString());
    Map<String, String> set =
        Map.of(
            "FAIRLEAD_JAR", jar.toString(), "FAIRLEAD_JAVA_HOME", System.getProperty("java.home"));
    return GatewayProcess.start(command, set, log());
  }

  /** A main class of the bench's own class path. */
  GatewayProcess main(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-ea");
    command.addAll(lab.serverOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return GatewayProcess.start(command, Map.of(), log());
  }

  private Path log() {
    started++;
    return lab.scratch().resolve("process-" + started + ".log");
  }

  /** A data folder that is not there yet. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(lab.scratch(), "data").resolve("new");
  }
}
