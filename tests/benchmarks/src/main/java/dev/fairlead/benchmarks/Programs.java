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
  /**
   * A heap that is there from the beginning. Where a machine hands out its memory when it is first
   * touched, that costs several times what an order does, and when it is paid is left to chance.
   */
  static final List<String> HEAP_IN_PLACE = List.of("-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch");

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

  /** A main class of the bench's own class path, with {@code options} besides the launcher's. */
  GatewayProcess main(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-ea");
    command.addAll(lab.serverOptions());
    command.addAll(options);
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
