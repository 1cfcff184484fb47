// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import dev.fairlead.model.Principal;
import dev.fairlead.stream.TradeStream;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Credentials;
import dev.fairlead.wire.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/**
 * In front of all routes: gives every request its id, turns away heads that are too large (S-31),
 * and looks at requests that want a WebSocket. Whoever knocks too often, with a wrong key, or where
 * all is full, is refused here, before a session, a thread or a connection of ours is made for it,
 * and its socket is closed.
 */
final class FrontDoor extends Handler.Wrapper {
  /** To find a request in a log; no secret, so it need not be hard to guess. */
  static final String REQUEST_ID = "X-Request-ID";

  private static final int MAX_HEADERS = 100;
  private static final int MAX_TARGET_LENGTH = 8 * 1024;

  private static final String JSON = "application/json;charset=utf-8";

  private static final byte[] TOO_OFTEN =
      Json.bytes(
          ApiError.of(
                  429,
                  ApiError.OVERLOADED,
                  "too many new streams of late: wait before you connect again")
              .body());

  private static final byte[] FULL =
      Json.bytes(
          ApiError.of(
                  429, ApiError.OVERLOADED, "there are as many streams as there may be: end one")
              .body());

  private static final byte[] TOO_MANY_HEADERS =
      Json.bytes(
          ApiError.ofStatus(431, "more than " + MAX_HEADERS + " headers are not taken").body());

  private static final byte[] TARGET_TOO_LONG =
      Json.bytes(
          ApiError.ofStatus(
                  414, "a path and query of more than " + MAX_TARGET_LENGTH + " bytes is not taken")
              .body());

  private static final byte[] NO_HANDSHAKE =
      Json.bytes(ApiError.ofStatus(400, "this is no WebSocket handshake (RFC 6455)").body());

  private final Doorman doorman;
  private final TradeStream stream;
  private final ServerWebSocketContainer sockets;

  FrontDoor(Server server, Doorman doorman, TradeStream stream) {
    this.doorman = doorman;
    this.stream = stream;
    sockets = ServerWebSocketContainer.ensure(server);
    sockets.setIdleTimeout(Duration.ZERO);
    sockets.setMaxFrameSize(TradeStream.MAX_FRAME_BYTES);
    sockets.setMaxTextMessageSize(TradeStream.MAX_FRAME_BYTES);
    sockets.setMaxBinaryMessageSize(TradeStream.MAX_FRAME_BYTES);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(REQUEST_ID, newId());
    if (request.getHeaders().size() > MAX_HEADERS) {
      refuse(response, 431, TOO_MANY_HEADERS, callback);
      return true;
    }
    if (request.getHttpURI().getPathQuery().length() > MAX_TARGET_LENGTH) {
      refuse(response, 414, TARGET_TOO_LONG, callback);
      return true;
    }
    if (!wantsSocket(request.getHeaders())) {
      return super.handle(request, response, callback);
    }
    Request plain = new Uncompressed(request);
    boolean isTradeStream = Request.getPathInContext(request).equals(TradeStream.PATH);
    Principal principal;
    try {
      checkSite(plain.getHeaders());
      principal = isTradeStream ? principal(plain) : null;
    } catch (ApiException refusal) {
      refuse(response, refusal.error().status(), Json.bytes(refusal.error().body()), callback);
      return true;
    }
    if (principal == null && !doorman.mayOpenStream(Request.getRemoteAddr(request))) {
      refuse(response, 429, TOO_OFTEN, callback);
      return true;
    }
    if (!isTradeStream) {
      return super.handle(plain, response, callback);
    }
    open(plain, principal, response, callback);
    return true;
  }

  static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  private static boolean wantsSocket(HttpFields headers) {
    return headers.contains(HttpHeader.UPGRADE, "websocket")
        || headers.contains(HttpHeader.SEC_WEBSOCKET_KEY);
  }

  private static void checkSite(HttpFields headers) {
    Sites.refusal(headers.get(HttpHeader.HOST), headers.get(HttpHeader.ORIGIN))
        .ifPresent(refusal -> {
          throw refusal.asException();
        });
  }

  /** Whom the handshake names by a good key; null where it names nobody, and will say so later. */
  private @Nullable Principal principal(Request request) {
    return Credentials.of(request.getHeaders()::get)
        .map(said ->
            Guard.principal(
                doorman.admitToStream(Request.getRemoteAddr(request), said.id(), said.secret())))
        .orElse(null);
  }

  private void open(
      Request request, @Nullable Principal principal, Response response, Callback callback) {
    if (!stream.hasRoom(principal)) {
      refuse(response, 429, FULL, callback);
      return;
    }
    TradeStream.Visitor visitor =
        new TradeStream.Visitor(
            Request.getRemoteAddr(request),
            principal,
            request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    boolean begun =
        sockets.upgrade((_, _, _) -> stream.socket(visitor), request, response, callback);
    if (!begun) {
      refuse(response, 400, NO_HANDSHAKE, callback);
    }
  }

  /** Closes the socket too: who comes again and again leaves its old ones behind. */
  private static void refuse(Response response, int status, byte[] json, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, JSON);
    headers.put(HttpHeader.CONTENT_LENGTH, json.length);
    headers.put(HttpHeader.CONNECTION, "close");
    response.write(true, ByteBuffer.wrap(json), callback);
  }

  /** A handshake that offers no extension: a small frame must not become a large one (S-37). */
  private static final class Uncompressed extends Request.Wrapper {
    private final HttpFields headers;

    Uncompressed(Request request) {
      super(request);
      List<HttpField> kept =
          request.getHeaders().stream()
              .filter(field -> field.getHeader() != HttpHeader.SEC_WEBSOCKET_EXTENSIONS)
              .toList();
      headers = HttpFields.from(kept.toArray(HttpField[]::new));
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
