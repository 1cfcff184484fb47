// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Refusals of requests that are too broken to reach a route, in the same shape as all others. */
final class JettyErrors extends ErrorHandler {
  private static final String JSON = "application/json; charset=UTF-8";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    if (!response.getHeaders().contains(Refusal.REQUEST_ID)) {
      response.getHeaders().put(Refusal.REQUEST_ID, Refusal.newId());
    }
    response.write(true, ByteBuffer.wrap(body(status)), callback);
  }

  /** In the standard's words: the parser's own tell of its insides. */
  private static byte[] body(int status) {
    String message = "the request cannot be read: " + HttpStatus.getMessage(status);
    return Json.bytes(ApiError.ofStatus(status, message).body());
  }
}
