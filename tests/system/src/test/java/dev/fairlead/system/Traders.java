// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.system.TradingClient.Answer;
import dev.fairlead.testkit.Heard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several clients that trade at once, at random but seeded: market orders, limit orders that rest,
 * cancels and replaces. Each notes the answer to a command before it gives the next, so that after
 * a kill it is known what was promised, and what nobody can tell.
 */
final class Traders {
  private static final int MOST_RESTING = 150;

  /** Traded at the market: cheap, so that no walk of positions runs out of buying power. */
  private static final List<String> SYMBOLS = List.of("INTC", "KO", "XOM");

  /**
   * Orders for it rest far below the market. A symbol of its own: while a short position waits to
   * be bought back, orders that rest hold its units, and every other one is refused.
   */
  private static final String RESTING_SYMBOL = "F";

  private final Heard<Promise> promises = new Heard<>();
  private final Heard<Unanswered> unanswered = new Heard<>();
  private final Map<String, String> resting = new ConcurrentHashMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean stopping;

  /** What an answer promised. */
  sealed interface Promise {
    /** The order is there, under these ids. */
    record Placed(String clientOrderId, String orderId) implements Promise {}

    /** It is being cancelled, and will not rest again. */
    record CancelTaken(String orderId) implements Promise {}
  }

  /** A place that got no answer, to be tried again with the same body. */
  record Unanswered(Map<String, String> body) {}

  List<Promise> promises() {
    return promises.all();
  }

  List<Unanswered> unanswered() {
    return unanswered.all();
  }

  /** How many commands were answered, refusals among them. */
  int answers() {
    return answers.get();
  }

  /** Orders that rest as far as their traders know, by their client order ids. */
  Map<String, String> resting() {
    return resting;
  }

  void note(Promise promise) {
    promises.accept(promise);
  }

  /** Trades on {@code count} threads until the gateway is gone; the result ends the trading. */
  Running start(TradingClient client, int count, String prefix, SplittableRandom random) {
    stopping = false;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = prefix + "-" + i;
      SplittableRandom own = random.split();
      threads.add(Thread.ofPlatform().name(name).start(() -> trade(client, name, own)));
    }
    return new Running(threads);
  }

  /** Trading that is under way. */
  final class Running {
    private final List<Thread> threads;

    private Running(List<Thread> threads) {
      this.threads = threads;
    }

    /** Waits until every trader has noticed that the gateway is gone, or has been told to stop. */
    void end() throws InterruptedException {
      stopping = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void trade(TradingClient client, String name, SplittableRandom random) {
    try {
      for (int i = 0; !stopping; i++) {
        step(client, name + "-" + i, random);
        answers.incrementAndGet();
      }
    } catch (IOException gone) {
      // What was under way is noted by then.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step(TradingClient client, String id, SplittableRandom random)
      throws IOException, InterruptedException {
    int dice = resting.size() > MOST_RESTING ? 80 : random.nextInt(100);
    if (dice < 40) {
      place(client, order(id, random, "market"));
    } else if (dice < 70 || resting.isEmpty()) {
      Map<String, String> body = order(id, random, "limit");
      body.put("symbol", RESTING_SYMBOL);
      body.put("side", "buy");
      body.put("limit_price", "1." + (10 + random.nextInt(80)));
      body.put("time_in_force", "gtc");
      place(client, body);
    } else if (dice < 85) {
      cancel(client, anyResting(random));
    } else {
      replace(client, anyResting(random), id, random);
    }
  }

  private static Map<String, String> order(String id, SplittableRandom random, String type) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("client_order_id", id);
    body.put("symbol", SYMBOLS.get(random.nextInt(SYMBOLS.size())));
    body.put("qty", "1");
    body.put("side", random.nextBoolean() ? "buy" : "sell");
    body.put("type", type);
    body.put("time_in_force", "day");
    return body;
  }

  private String anyResting(SplittableRandom random) {
    List<String> ids = List.copyOf(resting.keySet());
    return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
  }

  /** Places, notes what is promised, and what is not known. */
  void place(TradingClient client, Map<String, String> body)
      throws IOException, InterruptedException {
    try {
      Answer answer = client.post("/v2/orders", body);
      if (answer.isOk()) {
        placed(answer);
      }
    } catch (IOException gone) {
      unanswered.accept(new Unanswered(body));
      throw gone;
    }
  }

  private void placed(Answer answer) {
    String clientOrderId = answer.text("client_order_id");
    promises.accept(new Promise.Placed(clientOrderId, answer.text("id")));
    if (answer.text("type").equals("limit")) {
      resting.put(clientOrderId, answer.text("id"));
    }
  }

  private void cancel(TradingClient client, String clientOrderId)
      throws IOException, InterruptedException {
    String order = resting.remove(clientOrderId);
    if (order != null && client.delete("/v2/orders/" + order).isOk()) {
      promises.accept(new Promise.CancelTaken(order));
    }
  }

  private void replace(
      TradingClient client, String clientOrderId, String successor, SplittableRandom random)
      throws IOException, InterruptedException {
    String order = resting.remove(clientOrderId);
    if (order == null) {
      return;
    }
    Map<String, String> body = new LinkedHashMap<>();
    body.put("qty", String.valueOf(2 + random.nextInt(3)));
    body.put("client_order_id", successor);
    Answer answer = client.patch("/v2/orders/" + order, body);
    if (answer.isOk()) {
      placed(answer);
    }
  }
}
