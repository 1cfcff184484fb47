// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.config.FairleadConfig;
import dev.fairlead.doctor.Check;
import dev.fairlead.doctor.Check.Verdict;
import dev.fairlead.doctor.Checkup;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.terminal.Paint;
import dev.fairlead.terminal.Table;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Says whether a gateway could run here, and whether what it wrote is whole. */
@Command(
    name = "doctor",
    description = "Check the machine, the data folder, the brokers and the gateway.")
final class DoctorCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where to look for a gateway. Default: where client.env says, else 7411.")
  private @Nullable Integer port;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings. Default: fairlead.yaml in the data folder, if it is there.")
  private @Nullable Path file;

  @Mixin private final StoreKeyOptions storeKeys = new StoreKeyOptions();

  DoctorCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    List<Check> checks =
        Checkup.of(
            root.data(),
            FairleadConfig.find(root.data(), file),
            root.surroundings().environment(),
            storeKeys.in(root.surroundings()),
            address());
    root.print(json.isWanted() ? List.of(json(checks).toString()) : lines(checks));
    boolean failed = checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL);
    return (failed ? ExitCode.REFUSED : ExitCode.DONE).number();
  }

  private URI address() {
    Integer asked = port;
    URI known = URI.create("http://127.0.0.1:" + (asked == null ? 7411 : asked));
    return asked == null
        ? ClientEnv.read(root.data()).map(ClientEnv::baseUrl).orElse(known)
        : known;
  }

  private List<String> lines(List<Check> checks) {
    int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    return checks.stream().map(check -> line(check, width)).toList();
  }

  private String line(Check check, int width) {
    Paint paint = root.surroundings().paint();
    String verdict =
        switch (check.verdict()) {
          case OK -> paint.good("ok  ");
          case WARN -> paint.warning("warn");
          case FAIL -> paint.bad("fail");
        };
    String padding = " ".repeat(width - check.name().length());
    return verdict + "  " + check.name() + padding + "  " + Table.printable(check.detail());
  }

  private static ArrayNode json(List<Check> checks) {
    ArrayNode list = new JsonMapper().createArrayNode();
    for (Check check : checks) {
      list.addObject()
          .put("check", check.name())
          .put("verdict", check.verdict().name().toLowerCase(Locale.ROOT))
          .put("detail", check.detail());
    }
    return list;
  }
}
