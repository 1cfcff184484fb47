// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import io.javalin.websocket.WsContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A key id and its secret as headers say them: Alpaca's two, or Basic. */
public record Credentials(String id, String secret) {
  public static final String KEY_ID = "APCA-API-KEY-ID";
  public static final String SECRET = "APCA-API-SECRET-KEY";

  private static final String BASIC = "basic ";

  /** What the headers say; empty where they say nothing of the kind. */
  public static Optional<Credentials> of(Function<String, @Nullable String> headers) {
    String id = headers.apply(KEY_ID);
    String secret = headers.apply(SECRET);
    return id != null && secret != null
        ? Optional.of(new Credentials(id, secret))
        : Optional.ofNullable(headers.apply("Authorization")).flatMap(Credentials::basic);
  }

  private static Optional<Credentials> basic(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String[] parts = new String(pair, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2
          ? Optional.of(new Credentials(parts[0], parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Where a stream's client is, for the counting of failures. */
  public static String address(WsContext stream) {
    return String.valueOf(stream.session.getRemoteSocketAddress()).replaceFirst(":\\d+$", "");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[" + id + "]";
  }
}
