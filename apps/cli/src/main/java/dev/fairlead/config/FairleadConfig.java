// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.config.YamlNode.Items;
import dev.fairlead.config.YamlNode.Mapping;
import dev.fairlead.config.YamlNode.Place;
import dev.fairlead.config.YamlNode.Scalar;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.onebook.Valuing;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.server.CryptoData;
import dev.fairlead.server.ServerConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * How one gateway runs.
 *
 * @param port on the loopback address; 0 for any free one
 * @param data the folder of everything that lasts; null where the file leaves it to the user
 * @param cryptoData who may read the market data of crypto
 * @param routing which account an order goes to
 * @param valuing in which currency money is added up
 * @param webhooks who is told of events by POST requests
 */
public record FairleadConfig(
    int port,
    @Nullable Path data,
    LogLevel logLevel,
    LogFormat logFormat,
    LimitsConfig limits,
    CryptoData cryptoData,
    AccountsConfig accounts,
    RoutingConfig routing,
    Valuing valuing,
    WebhooksConfig webhooks,
    PaperConfig paper) {

  /** Its name in the data folder. */
  private static final String FILE = "fairlead.yaml";

  public static final Kind<Integer> PORT = Kind.wholeNumber(0, 65_535);
  public static final Kind<PaperConfig.Source> MARKET = PaperSection.MARKET;
  public static final Kind<TradingHours> HOURS = PaperSection.HOURS;
  public static final Kind<BrokerAccount> ACCOUNT = AccountsSection.ACCOUNT;
  public static final Kind<SortedSet<BrokerAccount>> LIVE = AccountsSection.LIVE;
  public static final Kind<LogLevel> LOG_LEVEL = Kind.oneOf(LogLevel.class);
  public static final Kind<LogFormat> LOG_FORMAT = Kind.oneOf(LogFormat.class);

  /** What a gateway runs on when nobody says anything. */
  public static final FairleadConfig DEFAULT =
      new FairleadConfig(
          ServerConfig.DEFAULT_PORT,
          null,
          LogLevel.INFO,
          LogFormat.TEXT,
          LimitsConfig.DEFAULT,
          CryptoData.KEYED,
          AccountsConfig.DEFAULT,
          RoutingConfig.DEFAULT,
          Valuing.APART,
          WebhooksConfig.NONE,
          PaperConfig.DEFAULT);

  private static final Kind<Path> FOLDER = new Kind<>("a folder", List.of(), Path::of);
  private static final Kind<CryptoData> CRYPTO_DATA = Kind.oneOf(CryptoData.class);

  /** A file bigger than this is not a configuration. */
  private static final long MAX_BYTES = 1 << 20;

  /** Refuses what the file could not say either. */
  public FairleadConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535");
    }
  }

  /**
   * The settings that hold in a data folder: those of the file that is named, else those of {@code
   * fairlead.yaml} in the folder, else the defaults.
   */
  public static FairleadConfig find(Path data, @Nullable Path named) {
    Path usual = data.resolve(FILE);
    if (named != null) {
      return read(named);
    }
    return Files.exists(usual) ? readIn(usual) : DEFAULT;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with every fault of it, each in a line with its place
   */
  public static FairleadConfig read(Path file) {
    return parse(file.toString(), contents(file));
  }

  /** Reads the file in a data folder, which cannot say that the folder is another one. */
  public static FairleadConfig readIn(Path file) {
    FairleadConfig config = read(file);
    if (config.data != null) {
      throw new ConfigException(
          List.of(
              file + ": data cannot be set here; name this file with --config to move the data"));
    }
    return config;
  }

  public FairleadConfig withPort(int changed) {
    return new FairleadConfig(
        changed,
        data,
        logLevel,
        logFormat,
        limits,
        cryptoData,
        accounts,
        routing,
        valuing,
        webhooks,
        paper);
  }

  public FairleadConfig withPaper(PaperConfig changed) {
    return new FairleadConfig(
        port,
        data,
        logLevel,
        logFormat,
        limits,
        cryptoData,
        accounts,
        routing,
        valuing,
        webhooks,
        changed);
  }

  public FairleadConfig withAccounts(AccountsConfig changed) {
    return new FairleadConfig(
        port,
        data,
        logLevel,
        logFormat,
        limits,
        cryptoData,
        changed,
        routing,
        valuing,
        webhooks,
        paper);
  }

  public FairleadConfig withWebhooks(WebhooksConfig changed) {
    return new FairleadConfig(
        port,
        data,
        logLevel,
        logFormat,
        limits,
        cryptoData,
        accounts,
        routing,
        valuing,
        changed,
        paper);
  }

  /** The same with lines of other levels, or written otherwise. */
  public FairleadConfig withLog(LogLevel level, LogFormat format) {
    return new FairleadConfig(
        port, data, level, format, limits, cryptoData, accounts, routing, valuing, webhooks, paper);
  }

  /** The market as it would be written. */
  public String market() {
    return PaperSection.written(paper.market());
  }

  static FairleadConfig parse(String file, String text) {
    var faults = new Faults(file);
    YamlNode root = YamlReader.read(text, faults);
    faults.throwIfAny();
    FairleadConfig config = DEFAULT;
    switch (root) {
      case null -> faults.add(Place.START, "sets nothing; delete the file to run on the defaults");
      case Mapping mapping -> config = read(Section.root(mapping, faults));
      case Scalar _, Items _ ->
          faults.add(root.place(), "must be lines of 'key: value', and is " + root.shape());
    }
    faults.throwIfAny();
    return config;
  }

  private static FairleadConfig read(Section root) {
    PaperConfig paper = PaperSection.read(root, DEFAULT.paper);
    AccountsConfig accounts = AccountsSection.read(root, paper.models());
    var read =
        new FairleadConfig(
            root.value("port", PORT, DEFAULT.port),
            root.value("data", FOLDER).orElse(null),
            root.value("log-level", LOG_LEVEL, DEFAULT.logLevel),
            root.value("log-format", LOG_FORMAT, DEFAULT.logFormat),
            LimitsConfig.read(root.section("limits")),
            root.value("crypto-data", CRYPTO_DATA, DEFAULT.cryptoData),
            accounts,
            RoutingSection.read(root, accounts),
            ValuingSection.read(root),
            WebhooksSection.read(root),
            paper);
    root.end();
    return read;
  }

  private static String contents(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(List.of(file + ": is larger than 1 MiB, so no configuration"));
      }
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new ConfigException(file + ": no such file", missing);
    } catch (CharacterCodingException broken) {
      throw new ConfigException(file + ": is not UTF-8 text", broken);
    } catch (IOException unreadable) {
      throw new ConfigException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
