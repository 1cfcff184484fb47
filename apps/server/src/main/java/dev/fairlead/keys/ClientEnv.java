// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an SDK needs to talk to this gateway, as {@code DATA/client.env}: three lines that a shell
 * can source. The only place on disk that holds a secret; mode 0600.
 *
 * @param baseUrl such as {@code http://127.0.0.1:7411}
 */
public record ClientEnv(String keyId, String secret, URI baseUrl) {
  /** The file's name in the data folder. */
  public static final String FILE = "client.env";

  private static final String KEY_ID = "APCA_API_KEY_ID";
  private static final String SECRET = "APCA_API_SECRET_KEY";
  private static final String BASE_URL = "APCA_API_BASE_URL";

  public static ClientEnv of(IssuedKey issued, URI baseUrl) {
    return new ClientEnv(issued.key().id(), issued.secret(), baseUrl);
  }

  /** Reads the folder's file; empty where there is none, or one that lacks a line. */
  public static Optional<ClientEnv> read(Path data) {
    Path file = data.resolve(FILE);
    try {
      Map<String, String> lines =
          Files.readAllLines(file).stream()
              .map(line -> line.startsWith("export ") ? line.substring(7) : line)
              .filter(line -> line.indexOf('=') > 0)
              .collect(
                  Collectors.toMap(
                      line -> line.substring(0, line.indexOf('=')),
                      line -> line.substring(line.indexOf('=') + 1),
                      (_, last) -> last));
      return lines.keySet().containsAll(java.util.List.of(KEY_ID, SECRET, BASE_URL))
          ? Optional.of(of(lines))
          : Optional.empty();
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw new KeysException(
          KeysException.Category.NOT_READABLE,
          "cannot read " + file + ": " + e + "; make it readable for its owner",
          e);
    } catch (IllegalArgumentException e) {
      throw new KeysException(
          KeysException.Category.DAMAGED,
          file + " has no usable " + BASE_URL + ": " + e.getMessage() + "; delete the file",
          e);
    }
  }

  private static ClientEnv of(Map<String, String> lines) {
    return new ClientEnv(
        lines.getOrDefault(KEY_ID, ""),
        lines.getOrDefault(SECRET, ""),
        URI.create(lines.getOrDefault(BASE_URL, "")));
  }

  /** The same key at another address: the port may differ from start to start. */
  public ClientEnv at(URI changed) {
    return new ClientEnv(keyId, secret, changed);
  }

  /** Writes the folder's file, whole or not at all. */
  public void write(Path data) {
    Path file = data.resolve(FILE);
    String text =
        """
        export %s=%s
        export %s=%s
        export %s=%s
        """
            .formatted(KEY_ID, keyId, SECRET, secret, BASE_URL, baseUrl);
    try {
      PrivateFile.write(file, text);
    } catch (IOException e) {
      throw KeysException.notWritable(file, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientEnv[" + keyId + " at " + baseUrl + "]";
  }
}
