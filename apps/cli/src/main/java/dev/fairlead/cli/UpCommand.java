// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.config.FairleadConfig;
import dev.fairlead.config.Kind;
import dev.fairlead.launch.Banner;
import dev.fairlead.launch.Logs;
import dev.fairlead.launch.RunningGateway;
import dev.fairlead.paper.PaperConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a gateway and keeps it running until somebody asks it to stop. */
@Command(name = "up", description = "Start the gateway, with the paper broker and a market.")
final class UpCommand implements Callable<Integer> {
  private static final String CONFIG_FILE = "fairlead.yaml";

  private final Root root;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to listen on this machine; 0 takes any free port. Default: 7411.")
  private @Nullable String port;

  @Option(
      names = "--market",
      paramLabel = "MARKET",
      description = "synthetic[:SEED] or replay:DIR[,speed=N]. Default: synthetic.")
  private @Nullable String market;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      description = "always or exchange: when the market is open. Default: always.")
  private @Nullable String hours;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings. Default: fairlead.yaml in the data folder, if it is there.")
  private @Nullable Path file;

  UpCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws InterruptedException {
    var stop = new CountDownLatch(1);
    root.surroundings().stopSignals().onStop(stop::countDown);
    FairleadConfig config = config();
    Path data = data(config);
    Logs.configure(config.logLevel());
    try (RunningGateway gateway = RunningGateway.start(data, config)) {
      root.print(
          new Banner(
                  VersionCommand.version(),
                  config,
                  data,
                  gateway.address(),
                  gateway.exampleSymbol(),
                  root.commandFor(data))
              .lines());
      gateway.awaitStop(stop);
    }
    return ExitCode.DONE.number();
  }

  /** The file's settings, and over them what the command line says. */
  private FairleadConfig config() {
    Path named = file;
    Path usual = root.data().resolve(CONFIG_FILE);
    FairleadConfig config = FairleadConfig.DEFAULT;
    if (named != null) {
      config = FairleadConfig.read(named);
    } else if (Files.exists(usual)) {
      config = FairleadConfig.readIn(usual);
    }
    PaperConfig paper = config.paper();
    paper = market == null ? paper : paper.trading(flag("--market", FairleadConfig.MARKET, market));
    paper = hours == null ? paper : paper.during(flag("--hours", FairleadConfig.HOURS, hours));
    config = config.withPaper(paper);
    return port == null ? config : config.withPort(flag("--port", FairleadConfig.PORT, port));
  }

  private <T> T flag(String name, Kind<T> kind, String text) {
    try {
      return kind.parse(text);
    } catch (IllegalArgumentException refused) {
      CommandSpec asked = spec;
      if (asked == null) {
        throw refused;
      }
      throw new ParameterException(asked.commandLine(), name + " " + refused.getMessage(), refused);
    }
  }

  private Path data(FairleadConfig config) {
    Path set = config.data();
    return root.namedData() == null && set != null ? set.toAbsolutePath().normalize() : root.data();
  }
}
