// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.brokers.AccountPlan;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.BrokerPlan;
import dev.fairlead.brokers.KnownAccounts;
import dev.fairlead.config.AccountsConfig;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.config.Kind;
import dev.fairlead.config.LogFormat;
import dev.fairlead.config.LogLevel;
import dev.fairlead.launch.Banner;
import dev.fairlead.launch.Logs;
import dev.fairlead.launch.RunningGateway;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.secrets.KeyStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a gateway and keeps it running until somebody asks it to stop. */
@Command(
    name = "up",
    description = {
      "Start the gateway.",
      "With a key of Alpaca's in ALPACA_API_KEY and ALPACA_SECRET_KEY, or in the key store, it"
          + " trades with that account; without one with the embedded paper broker."
    })
final class UpCommand implements Callable<Integer> {
  private static final Logger LOG = System.getLogger(UpCommand.class.getName());

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
      names = "--log",
      paramLabel = "FORMAT",
      description = "text or json: how log lines are written to standard error. Default: text.")
  private @Nullable String logFormat;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warning, info or debug. Default: info.")
  private @Nullable String logLevel;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings. Default: fairlead.yaml in the data folder, if it is there.")
  private @Nullable Path file;

  @Option(
      names = "--primary",
      paramLabel = "ACCOUNT",
      description =
          "Where new orders go, such as paper:main. Default: alpaca:main where it has a key.")
  private @Nullable String primary;

  @Option(
      names = "--live",
      paramLabel = "ACCOUNT",
      description = "The accounts that may trade with REAL MONEY, with commas. Default: none.")
  private @Nullable String live;

  @Option(
      names = "--keep-book",
      paramLabel = "ACCOUNT",
      split = ",",
      description =
          "Accounts, with commas, whose book is in the data folder and may stay there though they"
              + " are not traded with. Default: none.")
  private List<String> keptBooks = List.of();

  @Mixin private final StoreKeyOptions storeKeys = new StoreKeyOptions();

  UpCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() throws InterruptedException {
    var stop = new CountDownLatch(1);
    root.surroundings().stopSignals().onStop(stop::countDown);
    FairleadConfig set = config();
    FairleadConfig config =
        set.withWebhooks(set.webhooks().open(root.surroundings().environment()));
    Path data = data(config);
    Logs.configure(config.logLevel(), config.logFormat());
    List<AccountSetup> accounts = accounts(data, config);
    try (RunningGateway gateway = RunningGateway.start(data, config, accounts)) {
      root.print(
          new Banner(
                  Fairlead.VersionCommand.version(),
                  config,
                  accounts,
                  data,
                  gateway.address(),
                  gateway.exampleSymbol(),
                  root.commandFor(data))
              .lines());
      gateway.awaitStop(stop);
    }
    return ExitCode.DONE.number();
  }

  private List<AccountSetup> accounts(Path data, FairleadConfig config) {
    Map<String, String> environment = root.surroundings().environment();
    KeyStore store = KeyStore.in(data);
    BrokerPlan plan = BrokerPlan.of(config, environment, store::accounts);
    plan.remarks().forEach(remark -> LOG.log(Level.WARNING, remark));
    List<BrokerAccount> used = plan.accounts().stream().map(AccountPlan::account).toList();
    KnownAccounts known = KnownAccounts.in(data);
    known.requireUsed(data, used, keptBooks());
    known.remarks(used).forEach(remark -> LOG.log(Level.WARNING, remark));
    for (AccountPlan account : plan.accounts()) {
      // What starts is told when it has started; that money is at stake, before.
      Level level = account.isLive() ? Level.WARNING : Level.DEBUG;
      LOG.log(level, "trading account={0} how={1}", account.account(), account.describe());
    }
    return plan.open(environment, store, storeKeys.in(root.surroundings()));
  }

  private List<BrokerAccount> keptBooks() {
    return keptBooks.stream()
        .map(name -> flag("--keep-book", FairleadConfig.ACCOUNT, name))
        .toList();
  }

  /** The file's settings, and over them what the command line says. */
  private FairleadConfig config() {
    FairleadConfig config = FairleadConfig.find(root.data(), file);
    PaperConfig paper = config.paper();
    paper = market == null ? paper : paper.trading(flag("--market", FairleadConfig.MARKET, market));
    paper = hours == null ? paper : paper.during(flag("--hours", FairleadConfig.HOURS, hours));
    config =
        config
            .withPaper(paper)
            .withAccounts(accounts(config.accounts()))
            .withLog(level(config), format(config));
    return port == null ? config : config.withPort(flag("--port", FairleadConfig.PORT, port));
  }

  private AccountsConfig accounts(AccountsConfig set) {
    AccountsConfig accounts = set;
    accounts =
        primary == null
            ? accounts
            : accounts.withPrimary(flag("--primary", FairleadConfig.ACCOUNT, primary));
    return live == null ? accounts : accounts.withLive(flag("--live", FairleadConfig.LIVE, live));
  }

  private LogLevel level(FairleadConfig config) {
    return logLevel == null
        ? config.logLevel()
        : flag("--log-level", FairleadConfig.LOG_LEVEL, logLevel);
  }

  private LogFormat format(FairleadConfig config) {
    return logFormat == null
        ? config.logFormat()
        : flag("--log", FairleadConfig.LOG_FORMAT, logFormat);
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
