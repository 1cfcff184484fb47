// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: finds the command that was named, and runs it. */
public final class Fairlead {
  /** Every command by its name, in the order of the help page. */
  private static final SequencedMap<String, Function<Root, Object>> COMMANDS = commands();

  private Fairlead() {}

  /** Runs the command line given and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    // Jetty and SQLite's driver list every locale that the JDK knows, which took a tenth of a
    // start.
    // Nothing here is written in any of them, so only those are listed that somebody plugged in.
    System.getProperties().putIfAbsent("java.locale.providers", "SPI");
    System.exit(run(Surroundings.ofProcess(), args));
  }

  static int run(Surroundings surroundings, String... typed) {
    String[] args = withoutHelpWord(typed);
    var root = new Root(surroundings);
    var errors = new Errors(root);
    return commandLine(root, args)
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setParameterExceptionHandler(errors::onParameter)
        .setExecutionExceptionHandler((failure, _, _) -> errors.onFailure(failure))
        .execute(args);
  }

  /** {@code help orders} is what some people type for {@code orders --help}. */
  private static String[] withoutHelpWord(String[] typed) {
    if (typed.length == 0 || !typed[0].equals("help")) {
      return typed;
    }
    String[] args = Arrays.copyOfRange(typed, 1, typed.length + 1);
    args[args.length - 1] = "--help";
    return args;
  }

  /**
   * The commands that {@code args} may need. Reading a command's annotations takes milliseconds
   * that a start can do without: where the first word names a command, the others are left out.
   */
  static CommandLine commandLine(Root root, String... args) {
    var line = new CommandLine(root);
    if (args.length > 0 && COMMANDS.containsKey(args[0])) {
      add(line, root, args[0]);
    } else {
      COMMANDS.keySet().forEach(name -> add(line, root, name));
    }
    keepOrder(line);
    line.getCommandSpec().version(VersionCommand.line());
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings());
    return line;
  }

  /** Options are shown as they are declared: what matters most first. */
  private static void keepOrder(CommandLine line) {
    line.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
    line.getSubcommands().values().forEach(Fairlead::keepOrder);
  }

  private static void add(CommandLine line, Root root, String name) {
    Function<Root, Object> maker = COMMANDS.get(name);
    if (maker != null) {
      line.addSubcommand(name, maker.apply(root));
    }
  }

  private static SequencedMap<String, Function<Root, Object>> commands() {
    var commands = new LinkedHashMap<String, Function<Root, Object>>();
    commands.put("up", UpCommand::new);
    commands.put("order", OrderCommand::new);
    commands.put("route", OrderCommand.Route::new);
    commands.put("orders", OrdersCommand::new);
    commands.put("positions", PositionsCommand::new);
    commands.put("account", AccountCommand::new);
    commands.put("fills", FillsCommand::new);
    commands.put("brokers", AccountCommand.Brokers::new);
    commands.put("failovers", AccountCommand.Failovers::new);
    commands.put("promote", AccountCommand.Promote::new);
    commands.put("failback", AccountCommand.Failback::new);
    commands.put("drift", AccountCommand.Drift::new);
    commands.put("doubts", DoubtsCommand::new);
    commands.put("watch", WatchCommand::new);
    commands.put("journal", JournalCommand::new);
    commands.put("store", StoreCommand::new);
    commands.put("keys", KeysCommand::new);
    commands.put(SecretsCommand.NAME, SecretsCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("test", SourcesCommand::test);
    commands.put("bench", SourcesCommand::bench);
    commands.put("version", VersionCommand::new);
    commands.put("completion", CompletionCommand::new);
    commands.put("aot-train", AotTrainCommand::new);
    return commands;
  }

  /** Shows which Fairlead this is, and what it runs on. */
  @Command(name = "version", description = "Show the version.")
  static final class VersionCommand implements Callable<Integer> {
    private final Root root;

    VersionCommand(Root root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      root.print(List.of(line()));
      return ExitCode.DONE.number();
    }

    private static String line() {
      return "fairlead " + version() + " on Java " + Runtime.version();
    }

    /** The version in the jar's manifest; classes that run from a folder have none. */
    static String version() {
      String version = Fairlead.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
