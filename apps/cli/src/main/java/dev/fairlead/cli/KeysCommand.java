// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKey;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.terminal.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

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
  int create() {
    IssuedKey issued = keys().create();
    root.print(
        List.of("APCA_API_KEY_ID=" + issued.key().id(), "APCA_API_SECRET_KEY=" + issued.secret()));
    root.err().println("fairlead: only a hash of the secret is kept: note it now");
    root.err().flush();
    return ExitCode.DONE.number();
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
    Table table = new Table().words("ID").words("STATUS").words("CREATED").words("REVOKED");
    for (ClientKey key : keys) {
      table.row(
          key.id(), status(key), key.created().toString(), key.isGood() ? "" : text(key.revoked()));
    }
    return table;
  }

  private static ArrayNode json(List<ClientKey> keys) {
    ArrayNode list = new JsonMapper().createArrayNode();
    for (ClientKey key : keys) {
      list.addObject()
          .put("id", key.id())
          .put("status", status(key))
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
