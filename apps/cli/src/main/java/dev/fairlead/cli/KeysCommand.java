// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKey;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.terminal.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
import tools.jackson.databind.node.ObjectNode;

/** Makes, lists and revokes the keys of programs. A running gateway notices within a second. */
@Command(
    name = "keys",
    description = "Make, list and revoke the keys of programs.",
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
  private final Root root;

  @Spec private @Nullable CommandSpec spec;

  KeysCommand(Root root) {
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec asked = spec;
    if (asked != null) {
      throw new ParameterException(asked.commandLine(), "say what to do: create, list or revoke");
    }
  }

  @Command(name = "create", description = "Make a key. Its secret is shown now and never again.")
  int create(
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              split = ",",
              defaultValue = "read,trade",
              description =
                  "What it may do, of read, trade and admin, with commas between them. Default:"
                      + " read,trade.")
          List<String> scopes,
      @Option(
              names = "--symbols",
              paramLabel = "SYMBOL",
              split = ",",
              description = "The only symbols that it may have orders of, with commas between.")
          @Nullable List<String> symbols,
      @Option(
              names = "--account",
              paramLabel = "BROKER:NAME",
              description = "The only broker account that it may have orders at.")
          @Nullable String account) {
    IssuedKey issued = keys().create(grant(scopes, symbols, account));
    root.print(
        List.of("APCA_API_KEY_ID=" + issued.key().id(), "APCA_API_SECRET_KEY=" + issued.secret()));
    root.err().println("fairlead: only a hash of the secret is kept: note it now");
    root.err().flush();
    return ExitCode.DONE.number();
  }

  private Grant grant(
      List<String> scopes, @Nullable List<String> symbols, @Nullable String account) {
    try {
      return Grant.of(scopes.stream().map(Scope::of).toList())
          .trading(symbols == null ? List.of() : symbols.stream().map(Symbol::new).toList())
          .at(account == null ? null : BrokerAccount.parse(account));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.REFUSED, String.valueOf(wrong.getMessage()));
    }
  }

  @Command(name = "list", description = "List the keys, the oldest first.")
  int list(@Mixin JsonFlag json) {
    List<ClientKey> keys = keys().list();
    if (json.isWanted()) {
      root.print(List.of(json(keys).toString()));
    } else if (keys.isEmpty()) {
      root.print(List.of("no keys"));
    } else {
      root.print(table(keys).lines(root.surroundings().paint()));
    }
    return ExitCode.DONE.number();
  }

  @Command(name = "revoke", description = "Refuse a key from now on.")
  int revoke(@Parameters(paramLabel = "ID", description = "The key's id.") String id) {
    if (keys().revoke(id).isEmpty()) {
      throw new CommandFailure(ExitCode.REFUSED, "no key '" + id + "': see `fairlead keys list`");
    }
    root.print(List.of("revoked " + Table.printable(id)));
    if (ClientEnv.read(root.data()).filter(env -> env.keyId().equals(id)).isPresent()) {
      root.err().println("fairlead: client.env names this key; the next start makes a new one");
      root.err().flush();
    }
    return ExitCode.DONE.number();
  }

  private ClientKeys keys() {
    return ClientKeys.open(root.data(), InstantSource.system());
  }

  private static Table table(List<ClientKey> keys) {
    Table table =
        new Table()
            .words("ID")
            .words("STATUS")
            .words("SCOPES")
            .words("SYMBOLS")
            .words("ACCOUNT")
            .words("CREATED")
            .words("REVOKED");
    for (ClientKey key : keys) {
      table.row(
          key.id(),
          status(key),
          String.join(",", scopes(key)),
          key.grant().symbols().isEmpty() ? "all" : String.join(",", symbols(key)),
          key.grant().account() == null ? "all" : String.valueOf(key.grant().account()),
          key.created().toString(),
          key.isGood() ? "" : text(key.revoked()));
    }
    return table;
  }

  private static List<String> scopes(ClientKey key) {
    return key.grant().scopes().stream().map(Scope::word).toList();
  }

  private static List<String> symbols(ClientKey key) {
    return key.grant().symbols().stream().map(Symbol::text).toList();
  }

  private static ArrayNode json(List<ClientKey> keys) {
    ArrayNode list = new JsonMapper().createArrayNode();
    for (ClientKey key : keys) {
      ObjectNode line = list.addObject().put("id", key.id()).put("status", status(key));
      ArrayNode scopes = line.putArray("scopes");
      scopes(key).forEach(scopes::add);
      ArrayNode symbols = line.putArray("symbols");
      symbols(key).forEach(symbols::add);
      BrokerAccount account = key.grant().account();
      line.put("account", account == null ? null : account.toString())
          .put("created", key.created().toString())
          .put("revoked", key.revoked() == null ? null : text(key.revoked()));
    }
    return list;
  }

  private static String status(ClientKey key) {
    return key.isGood() ? "good" : "revoked";
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }
}
