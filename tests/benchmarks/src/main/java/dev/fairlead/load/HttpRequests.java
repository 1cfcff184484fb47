// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.nio.charset.StandardCharsets;

/** Requests as the bytes that go over the wire. */
public final class HttpRequests {
  private HttpRequests() {}

  /** A GET with the client's key, on a connection that is kept. */
  public static byte[] get(ClientEnv client, String path) {
    return (head("GET", client, path) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A POST of JSON with the client's key, on a connection that is kept. */
  public static byte[] post(ClientEnv client, String path, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String head =
        head("POST", client, path)
            + "Content-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  private static String head(String method, ClientEnv client, String path) {
    return """
    %s %s HTTP/1.1
    Host: 127.0.0.1:%d
    APCA-API-KEY-ID: %s
    APCA-API-SECRET-KEY: %s
    """
        .formatted(method, path, client.baseUrl().getPort(), client.keyId(), client.secret())
        .replace("\n", "\r\n");
  }
}
