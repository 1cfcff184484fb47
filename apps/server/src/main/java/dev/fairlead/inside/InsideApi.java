// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.keys.ClientKeys;
import io.javalin.config.RoutesConfig;

/**
 * The routes of Fairlead's own API. Every one is for a caller whose key has been checked; a refusal
 * ends a request as a {@link dev.fairlead.wire.ApiException}, and is told as problem details.
 */
public final class InsideApi {
  /** What all of its paths begin with. */
  public static final String ROOT = "/fairlead/v1";

  private final BrokerRoutes brokers;
  private final MetricsRoutes metrics;
  private final DriftRoutes drift;
  private final DoubtRoutes doubts;
  private final HealthRoutes health;
  private final FailoverRoutes failovers;
  private final OrderRoutes orders;
  private final TraceRoutes trace;
  private final RouteRoutes route;
  private final JournalRoutes journal;
  private final KeyRoutes keys;
  private final DocumentRoutes document;

  /** The API in front of {@code desk}, where those with the scope for it manage {@code keys}. */
  public InsideApi(Desk desk, ClientKeys keys) {
    this.brokers = new BrokerRoutes(desk);
    this.metrics = new MetricsRoutes(desk);
    this.drift = new DriftRoutes(desk);
    this.doubts = new DoubtRoutes(desk);
    this.health = new HealthRoutes(desk);
    this.failovers = new FailoverRoutes(desk);
    this.orders = new OrderRoutes(desk);
    this.trace = new TraceRoutes(desk);
    this.route = new RouteRoutes(desk);
    this.journal = new JournalRoutes(desk);
    this.keys = new KeyRoutes(desk, keys);
    this.document = new DocumentRoutes();
  }

  public void addTo(RoutesConfig routes) {
    document.addTo(routes);
    brokers.addTo(routes);
    metrics.addTo(routes);
    drift.addTo(routes);
    doubts.addTo(routes);
    health.addTo(routes);
    failovers.addTo(routes);
    orders.addTo(routes);
    trace.addTo(routes);
    route.addTo(routes);
    journal.addTo(routes);
    keys.addTo(routes);
  }
}
