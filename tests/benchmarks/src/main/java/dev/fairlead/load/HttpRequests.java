// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.nio.charset.StandardCharsets;

/** Requests as the bytes that go over the wire. */
public final class HttpRequests {
  private HttpRequests() {}

  /** A POST of JSON with the client's key, on a connection that is kept. */
  public static byte[] post(ClientEnv client, String path, String body) {
    String head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1:%d
        APCA-API-KEY-ID: %s
        APCA-API-SECRET-KEY: %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(
                path,
                client.baseUrl().getPort(),
                client.keyId(),
                client.secret(),
                body.getBytes(StandardCharsets.UTF_8).length);
    return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
  }
}
