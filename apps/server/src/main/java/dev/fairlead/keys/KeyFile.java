// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
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

  private record Content(List<ClientKey> keys) {
    Content {
      keys = List.copyOf(keys);
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
      return JSON.readValue(Files.readAllBytes(file), Content.class).keys();
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new KeysException(
          KeysException.Category.DAMAGED,
          file
              + " is not a file of keys"
              + (at == null ? "" : ", at line " + at.getLineNr())
              + ": restore it, or delete it and make new keys",
          e);
    }
  }

  static void write(Path file, List<ClientKey> keys) {
    PrivateFile.write(file, JSON.writeValueAsString(new Content(keys)) + "\n");
  }

  private static KeysException unreadable(Path file, IOException e) {
    return new KeysException(
        KeysException.Category.NOT_READABLE,
        "cannot read " + file + ": " + e + "; make it readable for its owner",
        e);
  }
}
