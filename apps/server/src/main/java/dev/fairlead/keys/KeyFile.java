// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The form of {@code keys.json}. */
final class KeyFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(
              shown -> shown.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private KeyFile() {}

  /** What tells one version of the file from another without reading it. */
  record Version(FileTime modified, long size, @Nullable Object fileKey) {
    static final Version ABSENT = new Version(FileTime.fromMillis(0), -1, null);
  }

  private record Content(List<Line> keys) {
    Content {
      keys = List.copyOf(keys);
    }
  }

  /**
   * One key. The last three are missing in files of before there were scopes: such a key does what
   * it did then, which is to read and trade everything, and no more (S-13).
   */
  private record Line(
      String id,
      String secretSha256,
      Instant created,
      @Nullable Instant revoked,
      @Nullable List<String> scopes,
      @Nullable List<String> symbols,
      @Nullable String account) {

    static Line of(ClientKey key) {
      Grant grant = key.grant();
      return new Line(
          key.id(),
          key.secretSha256(),
          key.created(),
          key.revoked(),
          grant.scopes().stream().map(Scope::word).toList(),
          grant.symbols().stream().map(Symbol::text).toList(),
          grant.account() == null ? null : grant.account().toString());
    }

    ClientKey key() {
      Grant grant =
          (scopes == null ? Grant.USUAL : Grant.of(scopes.stream().map(Scope::of).toList()))
              .trading(symbols == null ? List.of() : symbols.stream().map(Symbol::new).toList())
              .at(account == null ? null : BrokerAccount.parse(account));
      return new ClientKey(id, secretSha256, grant, created, revoked);
    }
  }

  static Version version(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (NoSuchFileException missing) {
      return Version.ABSENT;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** No keys where there is no file. */
  static List<ClientKey> read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), Content.class).keys().stream()
          .map(Line::key)
          .toList();
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw damaged(file, at == null ? "" : ", at line " + at.getLineNr(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw damaged(file, ", because " + e.getMessage(), e);
    }
  }

  private static KeysException damaged(Path file, String why, RuntimeException e) {
    return new KeysException(
        KeysException.Category.DAMAGED,
        file + " is not a file of keys" + why + ": restore it, or delete it and make new keys",
        e);
  }

  static void write(Path file, List<ClientKey> keys) {
    Content content = new Content(keys.stream().map(Line::of).toList());
    try {
      PrivateFile.write(file, JSON.writeValueAsString(content) + "\n");
    } catch (IOException e) {
      throw KeysException.notWritable(file, e);
    }
  }

  private static KeysException unreadable(Path file, IOException e) {
    return new KeysException(
        KeysException.Category.NOT_READABLE,
        "cannot read " + file + ": " + e + "; make it readable for its owner",
        e);
  }
}
