// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.client.KnownGateway;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.launch.Banner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What every command shares: the options before its name, and where its output goes. */
@Command(
    name = "fairlead",
    description = "A self-hosted gateway between trading programs and brokers.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    footer = {"", "Start here: fairlead up"})
final class Root implements Runnable {
  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The data folder. Default: $FAIRLEAD_HOME, else ~/.fairlead.")
  private @Nullable Path data;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  Root(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null && !help && !version) {
      throw new ParameterException(asked.commandLine(), "a command is missing");
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** The folder that the command line names; null where it names none. */
  @Nullable Path namedData() {
    return data;
  }

  Path data() {
    Path named = data;
    return (named == null ? surroundings.defaultData() : named).toAbsolutePath().normalize();
  }

  boolean isVerbose() {
    return verbose;
  }

  PrintWriter out() {
    return surroundings.out();
  }

  PrintWriter err() {
    return surroundings.err();
  }

  void print(List<String> lines) {
    lines.forEach(out()::println);
    out().flush();
  }

  /**
   * How this program was called, as something that can be typed again, with the option that leads
   * to {@code folder} where it is needed.
   */
  String commandFor(Path folder) {
    String called = surroundings.command();
    boolean usual = folder.equals(surroundings.defaultData().toAbsolutePath().normalize());
    return usual ? called : called + " --data " + Banner.quoted(folder);
  }

  /** A connection to the running gateway. */
  GatewayClient connect() {
    return new GatewayClient(KnownGateway.find(data(), surroundings.environment()));
  }

  /**
   * The same with the key that the environment names for what needs the scope admin; with the usual
   * one where it names none.
   */
  GatewayClient connectAsAdmin() {
    ClientEnv usual = KnownGateway.find(data(), surroundings.environment());
    String id = surroundings.environment().get("FAIRLEAD_ADMIN_KEY_ID");
    String secret = surroundings.environment().get("FAIRLEAD_ADMIN_SECRET_KEY");
    return new GatewayClient(
        id == null || secret == null ? usual : new ClientEnv(id, secret, usual.baseUrl()));
  }
}
