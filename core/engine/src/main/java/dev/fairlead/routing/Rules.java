// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rule an order is routed by: what it says itself, what its key, its symbol, its asset class
 * are set to, or what holds for all; the first of these that there is. Pure.
 */
public final class Rules {
  private Rules() {}

  /** The accounts of the rule that an order's own strategy overrules stay the only ones. */
  public static Rule of(Routing routing, Place place, Instrument instrument) {
    Rule rule = routing.rules().isEmpty() ? null : settled(routing.rules(), place, instrument);
    String asked = place.hints().strategy();
    if (rule == null) {
      return all(asked == null ? routing.strategy() : asked, place);
    }
    return asked == null ? rule : new Rule(rule.scope(), asked, rule.accounts());
  }

  private static Rule all(String strategy, Place place) {
    return new Rule(new Scope.Key(place.principal()), strategy, List.of());
  }

  private static @Nullable Rule settled(List<Rule> rules, Place place, Instrument instrument) {
    Rule best = null;
    int bestRank = Integer.MAX_VALUE;
    for (Rule rule : rules) {
      int rank = rank(rule.scope(), place, instrument);
      if (rank < bestRank) {
        best = rule;
        bestRank = rank;
      }
    }
    return best;
  }

  /** The lower, the more it is about this order; the most for one that is not about it. */
  private static int rank(Scope scope, Place place, Instrument instrument) {
    return switch (scope) {
      case Scope.Key(Principal key) when key.equals(place.principal()) -> 0;
      case Scope.OfSymbol(Symbol symbol) when symbol.equals(instrument.symbol()) -> 1;
      case Scope.OfClass(AssetClass assets) when assets == instrument.assetClass() -> 2;
      case Scope.Key _, Scope.OfSymbol _, Scope.OfClass _ -> Integer.MAX_VALUE;
    };
  }
}
