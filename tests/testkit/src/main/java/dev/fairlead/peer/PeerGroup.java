// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order with the legs that its class brings along (facts 3.1), and what they do to one another:
 * once the entry has filled, the first exit works; what ends an exit, or the entry without a fill,
 * ends the others. Guarded by its book.
 */
final class PeerGroup {
  private final PeerOrder parent;
  private final boolean entered;
  private final List<PeerOrder> legs = new ArrayList<>();

  PeerGroup(PeerOrder parent) {
    this.parent = parent;
    this.entered = isOco(parent.asked);
  }

  private static boolean isOco(JsonNode asked) {
    return PeerJson.text(asked, "order_class").filter("oco"::equals).isPresent();
  }

  /** What an order asks for besides itself, the take-profit first; itself is completed. */
  static List<ObjectNode> legs(JsonNode asked) {
    List<ObjectNode> legs = new ArrayList<>();
    if (asked.path("take_profit") instanceof ObjectNode profit) {
      if (isOco(asked)) {
        ((ObjectNode) asked).setAll(profit);
      } else {
        legs.add(leg(asked, "limit").setAll(profit));
      }
    }
    if (asked.path("stop_loss") instanceof ObjectNode loss) {
      legs.add(leg(asked, loss.has("limit_price") ? "stop_limit" : "stop").setAll(loss));
    }
    return legs;
  }

  private static ObjectNode leg(JsonNode asked, String type) {
    ObjectNode leg = PeerJson.object();
    for (String field : List.of("symbol", "qty", "time_in_force", "order_class")) {
      PeerJson.text(asked, field).ifPresent(value -> leg.put(field, value));
    }
    boolean buys = PeerJson.text(asked, "side").filter("buy"::equals).isPresent();
    return leg.put("side", buys == isOco(asked) ? "buy" : "sell").put("type", type);
  }

  /** Takes a leg in. */
  void add(PeerOrder leg) {
    legs.add(leg);
    leg.group = this;
    parent.group = this;
  }

  /** Another order has taken a leg's place. */
  void replaced(PeerOrder old, PeerOrder next) {
    legs.replaceAll(leg -> leg == old ? next : leg);
    next.group = this;
  }

  boolean isParent(PeerOrder order) {
    return order == parent;
  }

  List<PeerOrder> legs() {
    return List.copyOf(legs);
  }

  /** What others become once {@code order} is as it is now. */
  Map<PeerOrder, String> after(PeerOrder order) {
    Map<PeerOrder, String> changes = new LinkedHashMap<>();
    boolean entry = order == parent && !entered;
    if (entry && order.status.equals("filled")) {
      if (legs.getFirst().status.equals("held")) {
        changes.put(legs.getFirst(), "new");
      }
    } else if (!order.isOpen() && !order.status.equals("replaced")) {
      legs.forEach(leg -> endOf(leg, order, changes));
      endOf(parent, order, changes);
    }
    return changes;
  }

  private static void endOf(PeerOrder other, PeerOrder order, Map<PeerOrder, String> changes) {
    if (other != order && other.isOpen()) {
      changes.put(other, "canceled");
    }
  }
}
