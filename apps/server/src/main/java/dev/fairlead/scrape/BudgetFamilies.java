// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.counter;
import static dev.fairlead.scrape.Family.gauge;
import static dev.fairlead.scrape.Family.label;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.scrape.Family.Label;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How the broker accounts stand with the limits on their requests. */
final class BudgetFamilies {
  private static final String PREFIX = "fairlead_broker_request_budget_";

  private BudgetFamilies() {}

  static Stream<Family> of(List<BrokerMetrics> all) {
    Family most = gauge(PREFIX + "limit", "Requests that are sent at most within a limit's time.");
    Family sent = gauge(PREFIX + "sent", "Requests that were sent within a limit's time.");
    Family left =
        gauge(PREFIX + "left_for_orders", "Orders that open something which may still go now.");
    Family waiting = gauge(PREFIX + "waiting", "Requests that wait to be let go.");
    Family turnedAway =
        counter(
            PREFIX + "turned_away_total", "Requests that were not let go in the time they had.");
    Family paused =
        gauge(
            PREFIX + "pause_seconds",
            "How long nothing is sent, because the broker has refused for too many.");
    for (BrokerMetrics metrics : all) {
      Label account = label("broker_account", metrics.account());
      for (BudgetState state : metrics.budgets()) {
        Label group = label("group", state.group());
        for (BudgetState.Limit limit : state.limits()) {
          Label lane = label("lane", limit.declared().lane().name().toLowerCase(Locale.ROOT));
          Label per = label("per", limit.declared().per());
          most.sample(limit.most(), account, group, lane, per);
          sent.sample(limit.sent(), account, group, lane, per);
          left.sample(limit.leftForOrders(), account, group, lane, per);
        }
        waiting.sample(state.waiting(), account, group);
        turnedAway.sample(state.turnedAway(), account, group);
        paused.sample(state.paused().orElse(Duration.ZERO), account, group);
      }
    }
    return Stream.of(most, sent, left, waiting, turnedAway, paused);
  }
}
