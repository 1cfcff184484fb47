// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.contract.FarSide.Nonsense;
import dev.fairlead.contract.FarSide.Truth;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.peer.PeerServer.Answer;
import dev.fairlead.peer.PeerServer.Answer.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A broker that speaks Alpaca's API on a free port of this machine, with one account of 100,000
 * dollars, and does to each request what it is told to. It fills nothing by itself. Thread-safe.
 */
public final class AlpacaPeer implements AutoCloseable {
  public static final String KEY_ID = "PKPEER0000000000PEER";
  public static final String SECRET = "peer-secret-peer-secret-peer-secret-0000";

  private static final int LIMIT = 100_000_000;

  private final Map<Attempt.Kind, Queue<Trouble>> troubles = new EnumMap<>(Attempt.Kind.class);
  private final Map<Attempt.Kind, AtomicInteger> requests = new EnumMap<>(Attempt.Kind.class);
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger all = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final PeerNews news = new PeerNews(KEY_ID, SECRET);
  private final PeerTicker ticker = new PeerTicker(KEY_ID, SECRET);
  private final Duration late;
  private final InstantSource clock;
  private final PeerMarket market;
  private final PeerBook book;
  private final PeerApi api;
  private final PeerServer server;
  private volatile boolean refusesKey;
  private volatile long placeBegunNanos;

  /**
   * @param late how long a late reply takes
   */
  public AlpacaPeer(InstantSource clock, Duration late) {
    this.clock = clock;
    this.late = late;
    for (Attempt.Kind kind : Attempt.Kind.values()) {
      troubles.put(kind, new ConcurrentLinkedQueue<>());
      requests.put(kind, new AtomicInteger());
    }
    market = new PeerMarket(clock);
    book = new PeerBook(clock, news::tell);
    api = new PeerApi(book, market, clock);
    server = new PeerServer(new Handling());
  }

  /** Where the trading and the market data API are. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The next request of this kind meets {@code trouble}. */
  public void meet(Attempt.Kind kind, Trouble trouble) {
    queue(kind).add(trouble);
  }

  private Queue<Trouble> queue(Attempt.Kind kind) {
    return troubles.computeIfAbsent(kind, _ -> new ConcurrentLinkedQueue<>());
  }

  /** The next request like that is cut at that byte. */
  public void cut(Cut where) {
    server.arm(where);
  }

  /** Whether the last cut has not been met by any request. */
  public boolean isCutPending() {
    return server.isArmed();
  }

  /** The requests of this kind that came. */
  public int requests(Attempt.Kind kind) {
    return counter(kind).get();
  }

  /** When the first byte of the newest placing was read, of {@link System#nanoTime}. */
  public long placeBegunNanos() {
    return placeBegunNanos;
  }

  /** Whether bytes of a request have come that are not read yet; does not wait. */
  public boolean hasUnread() {
    return server.hasUnread();
  }

  private AtomicInteger counter(Attempt.Kind kind) {
    return requests.computeIfAbsent(kind, _ -> new AtomicInteger());
  }

  /** How often a stream of updates was asked for. */
  public int streamsAsked() {
    return streams.get();
  }

  /** Those that listen to updates now. */
  public int listeners() {
    return news.listeners();
  }

  public void be(Weather weather) {
    if (weather == Weather.UNREACHABLE) {
      news.be(weather);
      server.leave();
    } else {
      server.comeBack();
      news.be(weather);
    }
  }

  public void refuseKey() {
    refusesKey = true;
  }

  /** From now on every list breaks off after its first page. */
  public void breakLists() {
    api.breakLists();
  }

  public void fill(PlacementId order, Quantity quantity, Price price) {
    book.fill(order.text(), new BigDecimal(quantity.toString()), new BigDecimal(price.toString()));
  }

  public void happen(PlacementId order, Happening what) {
    String id = order.text();
    switch (what) {
      case FILL -> throw new IllegalArgumentException("say for how much: fill");
      case CANCEL -> book.happen(id, "canceled", "canceled");
      case EXPIRE -> book.happen(id, "expired", "expired");
      case REJECT -> book.happen(id, "rejected", "rejected");
      case DONE_FOR_DAY -> book.happen(id, "done_for_day", "done_for_day");
      case SUSPEND -> book.happen(id, "suspended", "suspended");
      case BUST -> book.revise(id, true);
      case CORRECT -> book.revise(id, false);
    }
  }

  /** Somebody else's order, under an id of theirs. */
  public PlacementId placeElsewhere(OrderRequest request) {
    PlacementId id = new PlacementId("theirs-" + UUID.randomUUID());
    PeerReply reply = book.place(asked(request).put("client_order_id", id.text()));
    if (reply.status() != 200) {
      throw new IllegalArgumentException(new String(reply.body(), StandardCharsets.UTF_8));
    }
    return id;
  }

  /** A limit order as a client asks for it. */
  private static ObjectNode asked(OrderRequest request) {
    return PeerJson.object()
        .put("symbol", request.symbol().text())
        .put("qty", request.size().units().orElseThrow().toString())
        .put("side", request.side().name().toLowerCase(Locale.ROOT))
        .put("type", "limit")
        .put("limit_price", request.terms().limitPrice().orElseThrow().toString())
        .put("time_in_force", "day");
  }

  public void crowd(int orders) {
    book.crowd(orders, asked(OrderRequest.buy("AAPL", "1").limit("50")));
  }

  public void hold(Symbol symbol, Quantity quantity, Price price) {
    book.hold(symbol, new BigDecimal(quantity.toString()), new BigDecimal(price.toString()));
  }

  public void deposit(String amount) {
    book.deposit(new BigDecimal(amount));
  }

  public void sayNonsense(Nonsense nonsense) {
    switch (nonsense) {
      case UNKNOWN_EVENT -> news.tell(book.data("teleported", book.orders().getLast(), null));
      case NOT_A_MESSAGE -> news.say("\u0000{not json".getBytes(StandardCharsets.UTF_8), 1);
      case UNKNOWN_CHANNEL -> news.tellElsewhere("moon_phases");
    }
  }

  /** The market moves; sizes in units. */
  public void quote(Symbol symbol, String bid, String bidSize, String ask, String askSize) {
    ticker.quote(symbol.text(), market.show(symbol.text(), bid, bidSize, ask, askSize));
  }

  /** So many executions of one unit each, told to nobody yet: the frames that tell of them. */
  public byte[] executions(PlacementId order, int count, Price price) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (ObjectNode data : book.executions(order.text(), count, new BigDecimal(price.toString()))) {
      frames.writeBytes(PeerSocket.binaryFrame(PeerNews.frame("trade_updates", data)));
    }
    return frames.toByteArray();
  }

  /** Bytes of WebSocket frames, sent to all that listen to updates. */
  public void pour(byte[] frames) throws IOException {
    news.pour(frames);
  }

  /** The market moves {@code times} times in one message; the message goes out so often. */
  public void pourQuotes(Symbol symbol, int times, int messages) throws IOException {
    ticker.pour(symbol.text(), market.quote(symbol.text()).orElseThrow(), times, messages);
  }

  /** What really became of the orders, each with all that has replaced it. */
  public List<Truth> orders() {
    List<Truth> truths = new ArrayList<>();
    for (PeerOrder order : book.orders()) {
      if (order.replaces == null) {
        PeerOrder last = book.current(order.clientOrderId);
        truths.add(
            new Truth(
                new PlacementId(order.clientOrderId),
                state(last),
                last.quantity()
                    .map(units -> Quantity.parse(PeerJson.decimal(units)))
                    .orElse(Quantity.ZERO),
                Quantity.parse(PeerJson.decimal(last.filled))));
      }
    }
    return truths;
  }

  private static State state(PeerOrder order) {
    return switch (order.status) {
      case "filled" -> State.FILLED;
      case "canceled" -> State.CANCELED;
      case "expired" -> State.EXPIRED;
      case "rejected" -> State.REJECTED;
      default -> State.WORKING;
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.close();
  }

  /** What is done with each request, and what goes wrong with it. */
  private final class Handling implements PeerServer.Handler {
    @Override
    public Answer answer(PeerRequest request) {
      all.incrementAndGet();
      var kind = PeerApi.kind(request);
      if (kind.filter(Attempt.Kind.PLACE::equals).isPresent()) {
        placeBegunNanos = request.begunNanos();
      }
      kind.ifPresent(one -> counter(one).incrementAndGet());
      @Nullable Trouble trouble = kind.map(one -> queue(one).poll()).orElse(null);
      if (!isSigned(request)) {
        return whole(PeerReply.error(401, 40110000, "request is not authorized."));
      }
      if (trouble == null) {
        return whole(api.answer(request));
      }
      PeerReply done = trouble.isDone() ? api.answer(request) : PeerReply.empty(500);
      return troubled(trouble, done);
    }

    private boolean isSigned(PeerRequest request) {
      return !refusesKey
          && request.header("apca-api-key-id").filter(KEY_ID::equals).isPresent()
          && request.header("apca-api-secret-key").filter(SECRET::equals).isPresent();
    }

    private Answer whole(PeerReply reply) {
      return new Answer(reply.wire(more()), Ending.WHOLE);
    }

    /** What every answer has (facts 4.2). */
    private List<String> more() {
      long now = clock.instant().getEpochSecond();
      return List.of(
          "X-Request-ID: " + UUID.randomUUID().toString().replace("-", ""),
          "X-Ratelimit-Limit: " + LIMIT,
          "X-Ratelimit-Remaining: " + Math.max(1, LIMIT - all.get()),
          "X-Ratelimit-Reset: " + (now - now % 60 + 60));
    }

    private Answer troubled(Trouble trouble, PeerReply done) {
      return switch (trouble) {
        case REPLY_LOST, REQUEST_LOST -> new Answer(new byte[0], Ending.NOTHING);
        case REPLY_HALF -> new Answer(done.wire(more()), Ending.HALF);
        case REPLY_LATE -> {
          awaitLate();
          yield whole(done);
        }
        case SERVER_ERROR ->
            whole(PeerReply.error(500, 50010000, "internal server error occurred"));
        case BAD_GATEWAY -> whole(PeerReply.page(502, "502 Bad Gateway"));
        case UNAVAILABLE -> whole(PeerReply.page(503, "503 Service Temporarily Unavailable"));
        case GATEWAY_TIMEOUT -> whole(PeerReply.page(504, "504 Gateway Time-out"));
        case TOO_MANY -> whole(PeerReply.error(429, 42910000, "too many requests."));
        case NOT_JSON -> whole(PeerReply.page(200, "Welcome to the airport's network"));
        case EMPTY -> whole(PeerReply.empty(200));
        case REDIRECT -> whole(PeerReply.redirect(address() + "/v2/orders"));
        case STRAY_404 -> whole(PeerReply.page(404, "404 Not Found"));
        case ODD_STATUS -> whole(odd(done));
      };
    }

    private static PeerReply odd(PeerReply done) {
      if (done.body().length == 0) {
        return done;
      }
      ObjectNode order =
          (ObjectNode) PeerJson.read(new String(done.body(), StandardCharsets.UTF_8));
      return PeerReply.json(done.status(), order.put("status", "entangled"));
    }

    private void awaitLate() {
      try {
        closing.await(late.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public @Nullable PeerReply refused(PeerRequest request) {
      if (!request.path().equals("/stream")) {
        return null;
      }
      streams.incrementAndGet();
      return news.weather() == Weather.REFUSED
          ? PeerReply.error(429, 42910000, "too many requests.")
          : null;
    }

    @Override
    public void upgraded(PeerRequest request, PeerSocket socket) throws IOException {
      if (request.path().equals("/stream")) {
        news.serve(socket, refusesKey);
      } else {
        ticker.serve(request, socket);
      }
    }
  }
}
