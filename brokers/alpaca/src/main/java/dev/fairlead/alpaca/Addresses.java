// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** How Alpaca's addresses hang together, and which of them a key may be sent to. */
final class Addresses {
  private static final String DOMAIN = ".alpaca.markets";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Addresses() {}

  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Not shown, as it may hold anything; the reason tells the place in it.
      throw new IllegalArgumentException("is no address (" + e.getReason() + ")", e);
    }
  }

  /** Whether {@code address} is on this machine. */
  static boolean isOfThisMachine(URI address) {
    return LOOPBACK.contains(host(address));
  }

  /** Whether {@code address} is one of Alpaca's own hosts. */
  static boolean isAlpacas(URI address) {
    return host(address).endsWith(DOMAIN);
  }

  /** In small letters, because that is how hosts are compared; empty where there is none. */
  static String host(URI address) {
    String host = address.getHost();
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  /** An address of an API as adapters use it: people also write a slash or the version after it. */
  static URI base(URI address) {
    requireHttp(address);
    String text = withoutSlash(address.toString());
    return URI.create(text.endsWith("/v2") ? text.substring(0, text.length() - 3) : text);
  }

  /** The same of a stream, whose path stays. */
  static URI stream(URI address) {
    requireWebSocket(address);
    return URI.create(withoutSlash(address.toString()));
  }

  private static String withoutSlash(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Market data's host beside the trading one: production's for paper too (facts 1.1). */
  static URI data(URI trading) {
    return isAlpacas(trading) ? URI.create("https://data" + surroundings(trading)) : trading;
  }

  static URI marketStream(URI trading) {
    return isAlpacas(trading)
        ? URI.create("wss://stream.data" + surroundings(trading))
        : webSocket(trading);
  }

  static URI tradeStream(URI trading) {
    return URI.create(webSocket(trading) + "/stream");
  }

  /** What follows the host's first word: {@code .alpaca.markets}. */
  private static String surroundings(URI trading) {
    String host = host(trading);
    return host.substring(host.indexOf('.'));
  }

  private static URI webSocket(URI http) {
    String text = http.toString();
    return URI.create("ws" + text.substring("http".length()));
  }

  static void requireHttp(URI address) {
    require(address, "https", "http");
  }

  static void requireWebSocket(URI address) {
    require(address, "wss", "ws");
  }

  private static void require(URI address, String encrypted, String clear) {
    if (address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      // Not shown: somebody may have written a key into it.
      throw new IllegalArgumentException(
          "the address of " + host(address) + " must have no user, query or fragment");
    }
    String host = host(address);
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean allowed =
        scheme.equals(encrypted) || (scheme.equals(clear) && isOfThisMachine(address));
    if (host.isEmpty() || !allowed) {
      throw new IllegalArgumentException(
          "'"
              + address
              + "' must be an address that begins with "
              + encrypted
              + "://, or with "
              + clear
              + ":// on this machine, or the key could be read on its way");
    }
  }
}
