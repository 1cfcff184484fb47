// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import dev.fairlead.client.GatewayException.Category;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the gateway is, and the key to ask it with.
 *
 * @param secret never printed, logged or shown
 */
public record ClientKey(URI address, String keyId, String secret) {
  /** The file in the data folder that a gateway writes for its programs. */
  public static final String FILE = "client.env";

  private static final String ID = "APCA_API_KEY_ID";
  private static final String SECRET = "APCA_API_SECRET_KEY";
  private static final String ADDRESS = "APCA_API_BASE_URL";

  /**
   * The key in {@code data/client.env}; without that file the one in the environment.
   *
   * <p>The environment of a person who trades at Alpaca may name Alpaca itself, and an order meant
   * for a paper gateway must not end up there: an address that is not this machine is refused.
   */
  public static ClientKey find(Path data, Map<String, String> environment) {
    Path file = data.resolve(FILE);
    try {
      return of(assignments(Files.readString(file)), file.toString());
    } catch (NoSuchFileException noFile) {
      if (environment.containsKey(ID) && environment.containsKey(SECRET)) {
        return of(environment, "the environment");
      }
      throw new GatewayException(
          Category.NOT_RUNNING,
          "no gateway was ever started in "
              + data
              + " (it has no "
              + FILE
              + "): start one with `fairlead up`, or name its folder with --data",
          noFile);
    } catch (IOException unreadable) {
      throw new GatewayException(
          Category.NO_KEY, "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  private static ClientKey of(Map<String, String> from, String source) {
    return new ClientKey(
        loopback(required(from, ADDRESS, source), source),
        required(from, ID, source),
        required(from, SECRET, source));
  }

  private static String required(Map<String, String> from, String name, String source) {
    String value = from.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new GatewayException(Category.NO_KEY, source + " sets no " + name, null);
    }
    return value;
  }

  private static URI loopback(String address, String source) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
        return uri;
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      // Told below: whatever it is, it is not this machine.
    }
    throw new GatewayException(
        Category.NO_KEY,
        ADDRESS + " in " + source + " is '" + address + "', which is not a gateway on this machine",
        null);
  }

  private static Map<String, String> assignments(String text) {
    var found = new HashMap<String, String>();
    for (String line : text.lines().toList()) {
      String assignment = line.strip();
      if (assignment.startsWith("export ")) {
        assignment = assignment.substring("export ".length()).strip();
      }
      int equals = assignment.indexOf('=');
      if (equals > 0 && !assignment.startsWith("#")) {
        found.put(assignment.substring(0, equals), unquoted(assignment.substring(equals + 1)));
      }
    }
    return found;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  @Override
  public String toString() {
    return keyId + " at " + address;
  }
}
