// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import dev.fairlead.client.GatewayException.Category;
import dev.fairlead.keys.ClientEnv;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the gateway that a command is meant for, and the key to ask it with. */
public final class KnownGateway {
  private static final String KEY_ID = "APCA_API_KEY_ID";
  private static final String SECRET = "APCA_API_SECRET_KEY";
  private static final String BASE_URL = "APCA_API_BASE_URL";

  private KnownGateway() {}

  /**
   * What {@code data/client.env} says; without that file, what the environment does.
   *
   * <p>The environment of a person who trades at Alpaca may name Alpaca itself, and an order meant
   * for a paper gateway must not end up there: an address that is not this machine is refused.
   */
  public static ClientEnv find(Path data, Map<String, String> environment) {
    ClientEnv found =
        ClientEnv.read(data).or(() -> in(environment)).orElseThrow(() -> neverStarted(data));
    if (!isThisMachine(found.baseUrl())) {
      throw new GatewayException(
          Category.NO_KEY,
          BASE_URL + " is " + found.baseUrl() + ", which is no gateway on this machine",
          null);
    }
    return found;
  }

  private static Optional<ClientEnv> in(Map<String, String> environment) {
    return environment.containsKey(KEY_ID)
            && environment.containsKey(SECRET)
            && environment.containsKey(BASE_URL)
        ? Optional.of(
            new ClientEnv(
                environment.getOrDefault(KEY_ID, ""),
                environment.getOrDefault(SECRET, ""),
                address(environment.getOrDefault(BASE_URL, ""))))
        : Optional.empty();
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new GatewayException(Category.NO_KEY, BASE_URL + " is no address: " + text, e);
    }
  }

  private static boolean isThisMachine(URI address) {
    try {
      return address.getHost() != null
          && InetAddress.getByName(address.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static GatewayException neverStarted(Path data) {
    return new GatewayException(
        Category.NOT_RUNNING,
        "no gateway was ever started in "
            + data
            + " (it has no "
            + ClientEnv.FILE
            + "): start one with `fairlead up`, or name its folder with --data",
        null);
  }
}
