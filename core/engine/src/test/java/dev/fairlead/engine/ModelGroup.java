// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A group as a {@link ModelBroker} keeps it: its exits are held until the entry has filled, one of
 * them works at a time, and what ends one ends the others.
 */
final class ModelGroup {
  private final Truth parent;
  private final boolean entered;
  private final List<Truth> legs = new ArrayList<>();

  ModelGroup(Truth parent, OrderRequest request, List<Leg> ids, Supplier<String> names) {
    this.parent = parent;
    // The parent of an OCO is an exit itself.
    entered = request.exits() instanceof Exits.Oco;
    Side side = entered ? request.side() : request.side().opposite();
    List<OrderTerms> terms = request.exits().terms();
    for (int i = 0; i < ids.size(); i++) {
      OrderRequest asked =
          new OrderRequest(
              request.symbol(), side, request.size(), terms.get(i), request.timeInForce(), false);
      Truth leg = new Truth(ids.get(i).placement(), asked, names.get());
      leg.held = true;
      legs.add(leg);
    }
  }

  List<Truth> legs() {
    return legs;
  }

  /** What the others do once something happened to {@code truth}. */
  Map<Truth, OrderNews> after(Truth truth) {
    Map<Truth, OrderNews> news = new LinkedHashMap<>();
    boolean entryFilled = truth == parent && !entered && truth.state == Found.State.FILLED;
    if (entryFilled) {
      letGo(legs.getFirst(), news);
    } else if (!truth.isWorking()) {
      all().stream()
          .filter(other -> other != truth && other.isWorking())
          .forEach(other -> {
            other.state = Found.State.CANCELED;
            news.put(other, new OrderNews.Canceled());
          });
    }
    return news;
  }

  /** The market has come to a leg that was held: it works, and the other one does not. */
  Map<Truth, OrderNews> swap(Truth leg) {
    Map<Truth, OrderNews> news = new LinkedHashMap<>();
    if (leg.isWorking() && (entered || parent.state == Found.State.FILLED)) {
      for (Truth other : all()) {
        boolean exit = other != parent || entered;
        if (other != leg && exit && other.isWorking() && !other.held) {
          if (other == parent) {
            return news; // A broker that has let it go keeps no order back.
          }
          other.held = true;
          news.put(other, new OrderNews.Held(other.name));
        }
      }
      letGo(leg, news);
    }
    return news;
  }

  private static void letGo(Truth leg, Map<Truth, OrderNews> news) {
    if (leg.isWorking() && leg.held) {
      leg.held = false;
      news.put(leg, new OrderNews.Working(leg.name));
    }
  }

  private List<Truth> all() {
    List<Truth> all = new ArrayList<>(legs);
    all.addFirst(parent);
    return all;
  }
}
