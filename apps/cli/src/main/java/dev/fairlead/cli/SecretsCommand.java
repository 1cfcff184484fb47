// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.LoginFields;
import dev.fairlead.brokers.LoginFields.Field;
import dev.fairlead.launch.DataFolder;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.secrets.StoreKeys;
import dev.fairlead.terminal.Keyboard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Keeps the keys of broker accounts, encrypted. A key is typed or piped and never an argument,
 * where {@code ps} and the shell's history would show it. A running gateway reads them at its start
 * only.
 */
@Command(
    name = SecretsCommand.NAME,
    description = "Keep the keys of broker accounts, encrypted.",
    synopsisSubcommandLabel = "COMMAND")
final class SecretsCommand implements Runnable {
  static final String NAME = "secrets";

  /** Said instead of what was typed, which may be a key. */
  static final String NOT_AN_ARGUMENT =
      "one argument too many. A key is never an argument, where `ps` and the shell's history show"
          + " it: it is asked for, or read with --stdin";

  private final Root root;

  @Spec private @Nullable CommandSpec spec;

  SecretsCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null) {
      throw new ParameterException(
          asked.commandLine(), "say what to do: set, list, remove or key-file");
    }
  }

  @Command(
      name = "set",
      description = {
        "Keep the key of an account, instead of one that it may have.",
        "The first key makes the store: locked by a passphrase, or by a file with --key-file."
      })
  int set(
      @Parameters(paramLabel = "ACCOUNT", description = "Such as alpaca:main.") String name,
      @Option(
              names = "--stdin",
              description = "Read the key from standard input, a line for each part of it.")
          boolean piped,
      @Mixin StoreKeyOptions options) {
    BrokerAccount account = account(name);
    LoginFields login = login(account);
    DataFolder.prepare(root.data());
    KeyStore store = store();
    boolean isNew = !store.exists();
    try (Credentials credentials = typed(account, login, piped);
        StoreKey key = isNew ? keys(options).toMake(store) : keys(options).toOpen(store)) {
      store.put(account, credentials, key);
      root.print(List.of("kept the key of " + account + " in " + store.file()));
      if (isNew) {
        say("the store is locked by " + key.from() + ": without it the keys are lost");
      }
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "list", description = "List the accounts whose keys are kept, and no key.")
  int list(@Mixin JsonFlag json) {
    List<BrokerAccount> accounts = store().accounts();
    if (json.isWanted()) {
      ArrayNode list = new JsonMapper().createArrayNode();
      accounts.forEach(account -> list.add(account.toString()));
      root.print(List.of(list.toString()));
    } else if (accounts.isEmpty()) {
      root.print(List.of("no keys"));
    } else {
      root.print(accounts.stream().map(BrokerAccount::toString).toList());
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "remove", description = "Forget the key of an account.")
  int remove(
      @Parameters(paramLabel = "ACCOUNT", description = "Such as alpaca:main.") String name,
      @Mixin StoreKeyOptions options) {
    BrokerAccount account = account(name);
    KeyStore store = store();
    if (!store.accounts().contains(account)) {
      throw new CommandFailure(
          ExitCode.REFUSED, "there is no key of " + account + ": see `fairlead secrets list`");
    }
    try (StoreKey key = keys(options).toOpen(store)) {
      store.remove(account, key);
    }
    root.print(List.of("forgot the key of " + account));
    return ExitCode.DONE.number();
  }

  @Command(
      name = "key-file",
      description = "Make a file of chance to lock a store with. Keep it away from the store.")
  int keyFile(@Parameters(paramLabel = "FILE", description = "Must not be there yet.") Path file) {
    StoreKeys.makeKeyFile(file);
    root.print(List.of("made " + file));
    return ExitCode.DONE.number();
  }

  private KeyStore store() {
    return KeyStore.in(root.data());
  }

  private StoreKeys keys(StoreKeyOptions options) {
    return options.in(root.surroundings());
  }

  private static BrokerAccount account(String name) {
    try {
      return BrokerAccount.parse(name);
    } catch (IllegalArgumentException wrong) {
      throw refused(wrong);
    }
  }

  private static LoginFields login(BrokerAccount account) {
    try {
      return LoginFields.of(account);
    } catch (IllegalArgumentException wrong) {
      throw refused(wrong);
    }
  }

  private static CommandFailure refused(IllegalArgumentException wrong) {
    return new CommandFailure(ExitCode.REFUSED, String.valueOf(wrong.getMessage()), wrong);
  }

  private Credentials typed(BrokerAccount account, LoginFields login, boolean piped) {
    var secrets = new TreeMap<String, Secret>();
    for (Field field : login.fields()) {
      Secret secret = piped ? piped(field, login) : asked(account, field);
      try {
        field.require(secret);
      } catch (IllegalArgumentException wrong) {
        throw refused(wrong);
      }
      secrets.put(field.name(), secret);
    }
    return new Credentials(secrets);
  }

  private Secret piped(Field field, LoginFields login) {
    List<String> names = login.fields().stream().map(Field::name).toList();
    return root.surroundings()
        .keyboard()
        .line()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.REFUSED,
                "standard input has no line for the "
                    + field.name()
                    + ": it must hold the "
                    + String.join(" and the ", names)
                    + ", a line each"));
  }

  private Secret asked(BrokerAccount account, Field field) {
    Optional<Keyboard.Answer> answer =
        root.surroundings().keyboard().ask(field.label() + " of " + account);
    return answer
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.REFUSED, "there is no terminal to ask at: pipe the key in with --stdin"))
        .typed()
        .orElseThrow(
            () -> new CommandFailure(ExitCode.REFUSED, "no " + field.name() + " was given"));
  }

  private void say(String line) {
    root.err().println("fairlead: " + line);
    root.err().flush();
  }
}
