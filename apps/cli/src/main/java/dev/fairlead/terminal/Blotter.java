// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What the live blotter knows, and how it looks. Used by one thread. */
public final class Blotter {
  /** More orders than any screen has lines. */
  private static final int MAX_ORDERS = 500;

  private static final int LAST_NEWS = 5;
  private static final int FIXED_LINES = 6;

  private final JsonMapper json = new JsonMapper();
  private final SequencedMap<String, JsonNode> orders = new LinkedHashMap<>();
  private final List<String> news = new ArrayList<>();
  private JsonNode account = json.missingNode();
  private JsonNode positions = json.missingNode();
  private String trouble = "";

  /** Starts over from what the gateway lists, the newest order first. */
  public void reset(JsonNode listed) {
    orders.clear();
    for (int i = listed.size() - 1; i >= 0; i--) {
      put(listed.get(i));
    }
  }

  public void account(JsonNode told) {
    account = told;
  }

  public void positions(JsonNode told) {
    positions = told;
  }

  /** Why what is shown may be old; empty when it is not. */
  public void trouble(String told) {
    trouble = told;
  }

  /** An update of the stream. */
  public void update(JsonNode update) {
    put(update.path("order"));
    news.addFirst(line(update));
    if (news.size() > LAST_NEWS) {
      news.removeLast();
    }
  }

  private void put(JsonNode order) {
    String id = Listings.text(order, "id");
    if (!id.isEmpty()) {
      orders.putFirst(id, order);
    }
    if (orders.size() > MAX_ORDERS) {
      orders.pollLastEntry();
    }
  }

  /** {@code 13:43:53 fill 2 @ 190.21: buy 5 AAPL market day: filled}. */
  public static String line(JsonNode update) {
    String at = Listings.text(update, "timestamp");
    String price = Listings.text(update, "price");
    String fill = price.isEmpty() ? "" : " " + Listings.text(update, "qty") + " @ " + price;
    return Table.printable(
        (at.length() < 19 ? at : at.substring(11, 19))
            + " "
            + Listings.text(update, "event")
            + fill
            + ": "
            + Listings.sentence(update.path("order")));
  }

  /** The screen, {@code height} lines or fewer. */
  public List<String> lines(int height, Paint paint) {
    Table held = Listings.positions(positions);
    List<String> heldLines = held.isEmpty() ? List.of() : held.lines(paint);
    List<String> tail = new ArrayList<>();
    tail.addAll(heldLines.subList(0, Math.min(heldLines.size(), height / 3)));
    tail.add("");
    tail.addAll(news);
    int room = Math.max(1, height - tail.size() - FIXED_LINES);

    List<String> lines = new ArrayList<>();
    lines.add(paint.heading("Fairlead") + "  " + money());
    lines.add(trouble.isEmpty() ? "" : paint.warning(trouble));
    lines.addAll(Listings.orders(newest(room)).lines(paint));
    lines.add("");
    lines.addAll(tail);
    lines.add("q quits");
    return lines;
  }

  private ArrayNode newest(int count) {
    ArrayNode newest = json.createArrayNode();
    orders.values().stream().limit(count).forEach(newest::add);
    return newest;
  }

  private String money() {
    return "equity "
        + Listings.text(account, "equity")
        + "  cash "
        + Listings.text(account, "cash")
        + "  buying power "
        + Listings.text(account, "buying_power");
  }
}
