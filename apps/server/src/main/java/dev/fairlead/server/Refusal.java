// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that is the same for everybody but for its id, and that closes the connection: who
 * comes again and again leaves its old ones behind. Its bytes are made once.
 */
final class Refusal {
  /** To find a request in a log; no secret, so it need not be hard to guess. */
  static final String REQUEST_ID = "X-Request-ID";

  private static final String JSON = "application/json;charset=utf-8";

  private final int status;
  private final byte[] body;
  private final long retryAfterSeconds;
  private final byte[] head;
  private final byte[] tail;

  private Refusal(ApiError error) {
    this.status = error.status();
    this.body = Json.bytes(error.body());
    this.retryAfterSeconds = error.retryAfterSeconds();
    this.head =
        ascii("HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n" + REQUEST_ID);
    this.tail =
        ascii(
            """
            \r
            Content-Type: %s\r
            Content-Length: %d\r
            %sConnection: close\r
            \r
            """
                .formatted(
                    JSON,
                    body.length,
                    retryAfterSeconds > 0 ? "Retry-After: " + retryAfterSeconds + "\r\n" : ""));
  }

  static Refusal of(ApiError error) {
    return new Refusal(error);
  }

  /** For who has asked for more streams than it may. */
  static Refusal tooOften(Doorman doorman) {
    return new Refusal(
        ApiError.tooMany(
            "too many new streams of late: wait before you connect again",
            doorman.secondsBetweenStreams()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** Answers a request that has its id already. */
  void answer(Response response, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, JSON);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    headers.put(HttpHeader.CONNECTION, "close");
    if (retryAfterSeconds > 0) {
      headers.put(HttpHeader.RETRY_AFTER, retryAfterSeconds);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** The same as the bytes of a whole answer, where there is no request to answer. */
  ByteBuffer whole(HttpField date) {
    byte[] varying = ascii(": " + newId() + "\r\nDate: " + date.getValue());
    ByteBuffer all = ByteBuffer.allocate(head.length + varying.length + tail.length + body.length);
    return all.put(head).put(varying).put(tail).put(body).flip();
  }
}
