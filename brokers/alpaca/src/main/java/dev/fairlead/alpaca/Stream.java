// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.remote.Line;
import dev.fairlead.remote.Loss;
import dev.fairlead.remote.Loss.Pace;
import dev.fairlead.remote.SocketLimits;
import dev.fairlead.remote.SocketSession;
import dev.fairlead.remote.SocketTarget;
import dev.fairlead.remote.Sockets;
import dev.fairlead.remote.Talk;
import dev.fairlead.remote.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dialogue of {@code wss://…/stream} (facts 5.1): log in, listen, and hear. JSON comes in text
 * frames or in binary ones, as paper's does. Nothing is ever told twice or numbered there, so that
 * each connection is followed by a catch-up, which is the listener's.
 *
 * <p>The stream is proven alive by listening again: the list that is sent replaces the one before,
 * with the same, and the answer comes from whatever sends the updates (F-N10).
 */
final class Stream implements TradeUpdates {
  private static final String UPDATES = "trade_updates";

  /** How much is kept of what is not understood (F-B33). */
  private static final int MOST_RAW = 4_096;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final AlpacaConfig config;
  private final Listener listener;
  private final SocketSession session;

  /** How far the dialogue has come. */
  private enum Stage {
    /** Not connected, or not yet let in. */
    OUTSIDE,
    /** Let in, and not yet told that we are listening. */
    INSIDE,
    LISTENING
  }

  /** On the session's thread. */
  private Stage stage = Stage.OUTSIDE;

  /** What was told last of a connection that is not; null after one that was live. */
  private @Nullable Pace told;

  Stream(AlpacaConfig config, Sockets sockets, Listener listener) {
    this(config, sockets, SocketLimits.DEFAULT, listener);
  }

  /** The same with other limits. */
  Stream(AlpacaConfig config, Sockets sockets, SocketLimits limits, Listener listener) {
    this.config = config;
    this.listener = listener;
    SocketTarget target = SocketTarget.of(config.tradeStream());
    session =
        new SocketSession(
            "fairlead-orders-" + config.account(), sockets, target, limits, new Dialogue());
  }

  @Override
  public void start() {
    session.start();
  }

  @Override
  public boolean isLive() {
    return session.isLive();
  }

  @Override
  public void close() {
    session.close();
  }

  private final class Dialogue implements Talk {
    @Override
    public void opened(Line line) {
      stage = Stage.OUTSIDE;
      ObjectNode login = NODES.objectNode().put("action", "authenticate");
      login
          .putObject("data")
          .put("key_id", config.keyId().reveal())
          .put("secret_key", config.secret().reveal());
      line.send(login.toString());
    }

    @Override
    public void heard(Line line, byte[] message, long heardNanos) {
      if (!proves(message)) {
        return;
      }
      JsonNode frame;
      try {
        frame = Wire.read(message);
      } catch (Wire.Unreadable notJson) {
        unread(message);
        return;
      }
      take(line, frame, message);
    }

    private void take(Line line, JsonNode frame, byte[] message) {
      JsonNode data = frame.path("data");
      switch (frame.path("stream").asString("")) {
        case UPDATES -> update(data, message);
        case "authorization" -> authorization(line, data, message);
        case "listening" -> listening(line, data);
        default -> {
          Optional<Loss> loss = fault(frame);
          if (loss.isEmpty() || stage == Stage.LISTENING) {
            unread(message);
          }
          if (loss.isPresent() && stage != Stage.LISTENING) {
            line.drop(loss.get());
          }
        }
      }
    }

    private void update(JsonNode data, byte[] message) {
      if (!data.isObject()) {
        unread(message);
      } else if (stage == Stage.LISTENING) {
        // What came before is part of what is caught up with.
        listener.onUpdate(data);
      }
    }

    private void authorization(Line line, JsonNode data, byte[] message) {
      switch (data.path("status").asString("")) {
        case "authorized" -> {
          if (stage == Stage.OUTSIDE) {
            stage = Stage.INSIDE;
            listen(line);
          }
        }
        case "unauthorized" ->
            line.drop(
                new Loss(
                    Pace.REFUSED,
                    "Alpaca does not let the key of "
                        + config.account()
                        + " follow its orders (unauthorized): is it revoked, or of another"
                        + " environment?"));
        default -> unread(message);
      }
    }

    private void listening(Line line, JsonNode data) {
      boolean heard =
          data.path("streams").valueStream().anyMatch(name -> UPDATES.equals(name.asString("")));
      if (!heard) {
        line.drop(Loss.soon("Alpaca answered that it tells no " + UPDATES));
      } else if (stage == Stage.INSIDE) {
        stage = Stage.LISTENING;
        told = null;
        line.ready();
        listener.onLive();
      }
    }

    @Override
    public void lost(Loss loss) {
      stage = Stage.OUTSIDE;
      // An outage is told once, however often we try; and again when another cause shows.
      if (loss.pace() != told) {
        told = loss.pace();
        listener.onDead(loss.reason());
      }
    }

    @Override
    public void probe(Line line) {
      listen(line);
    }

    private static void listen(Line line) {
      ObjectNode listen = NODES.objectNode().put("action", "listen");
      listen.putObject("data").putArray("streams").add(UPDATES);
      line.send(listen.toString());
    }

    @Override
    public void alive() {
      listener.onHeard();
    }
  }

  private void unread(byte[] message) {
    String raw = new String(message, StandardCharsets.UTF_8);
    listener.onUnread(raw.length() <= MOST_RAW ? raw : raw.substring(0, MOST_RAW));
  }

  /** What an error says that SDKs have met here (facts 5.1); empty for what is none. */
  private static Optional<Loss> fault(JsonNode frame) {
    if (frame.isArray() && !frame.isEmpty() && "error".equals(text(frame.get(0), "T"))) {
      return Optional.of(loss(frame.get(0).path("code").asInt(0), text(frame.get(0), "msg")));
    }
    if ("error".equals(text(frame, "action")) || frame.path("data").has("error")) {
      JsonNode data = frame.path("data");
      String message = text(data, "error_message");
      return Optional.of(
          loss(data.path("code").asInt(0), message.isEmpty() ? text(data, "error") : message));
    }
    return Optional.empty();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static Loss loss(int code, String message) {
    String reason = "Alpaca answered " + (code == 0 ? "" : code + " ") + "'" + message + "'";
    return switch (code) {
      case 406, 429 -> new Loss(Pace.CROWDED, reason);
      case 401, 402, 403, 409, 411 -> new Loss(Pace.REFUSED, reason);
      default -> Loss.soon(reason);
    };
  }
}
