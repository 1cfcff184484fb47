// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import dev.fairlead.model.Principal;
import dev.fairlead.stream.TradeStream;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Credentials;
import java.time.Duration;
import java.util.List;
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
  private static final int MAX_HEADERS = 100;
  private static final int MAX_TARGET_LENGTH = 8 * 1024;

  private static final Refusal FULL =
      Refusal.of(
          ApiError.tooMany(
              "there are as many streams as there may be: end one",
              TradeStream.SECONDS_UNTIL_ROOM));

  private static final Refusal TOO_MANY_HEADERS =
      Refusal.of(ApiError.ofStatus(431, "more than " + MAX_HEADERS + " headers are not taken"));

  private static final Refusal TARGET_TOO_LONG =
      Refusal.of(
          ApiError.ofStatus(
              414, "a path and query of more than " + MAX_TARGET_LENGTH + " bytes is not taken"));

  private static final Refusal NO_HANDSHAKE =
      Refusal.of(ApiError.ofStatus(400, "this is no WebSocket handshake (RFC 6455)"));

  private final Doorman doorman;
  private final TradeStream stream;
  private final ServerWebSocketContainer sockets;
  private final Refusal tooOften;

  FrontDoor(Server server, Doorman doorman, TradeStream stream) {
    this.doorman = doorman;
    this.stream = stream;
    tooOften = Refusal.tooOften(doorman);
    sockets = ServerWebSocketContainer.ensure(server);
    sockets.setIdleTimeout(Duration.ZERO);
    sockets.setMaxFrameSize(TradeStream.MAX_FRAME_BYTES);
    sockets.setMaxTextMessageSize(TradeStream.MAX_FRAME_BYTES);
    sockets.setMaxBinaryMessageSize(TradeStream.MAX_FRAME_BYTES);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(Refusal.REQUEST_ID, Refusal.newId());
    if (request.getHeaders().size() > MAX_HEADERS) {
      TOO_MANY_HEADERS.answer(response, callback);
      return true;
    }
    if (request.getHttpURI().getPathQuery().length() > MAX_TARGET_LENGTH) {
      TARGET_TOO_LONG.answer(response, callback);
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
      Refusal.of(refusal.error()).answer(response, callback);
      return true;
    }
    if (principal == null && !mayOpenStream(plain)) {
      tooOften.answer(response, callback);
      return true;
    }
    if (!isTradeStream) {
      return super.handle(plain, response, callback);
    }
    open(plain, principal, response, callback);
    return true;
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

  /** For those who are let in by what they say on the stream, or who have said a key in advance. */
  private boolean mayOpenStream(Request request) {
    String address = Request.getRemoteAddr(request);
    return Credentials.of(request.getHeaders()::get)
        .map(said -> doorman.mayOpenStream(address, said.id(), said.secret()))
        .orElseGet(() -> doorman.mayOpenStream(address));
  }

  private void open(
      Request request, @Nullable Principal principal, Response response, Callback callback) {
    if (!stream.hasRoom(principal)) {
      FULL.answer(response, callback);
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
      NO_HANDSHAKE.answer(response, callback);
    }
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
