// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import static dev.fairlead.scrape.Family.counter;
import static dev.fairlead.scrape.Family.gauge;
import static dev.fairlead.scrape.Family.label;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside;
import dev.fairlead.desk.Inside.JournalState;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}, for Prometheus and whatever reads its format. Like every other route it
 * needs a key, one with the scope {@code read}; a scraper says it by HTTP Basic, the key's id as
 * the user and its secret as the password.
 */
public final class ScrapeRoute {
  /** Where Prometheus looks unless told otherwise. */
  public static final String PATH = "/metrics";

  private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Desk desk;
  private final InstantSource clock;
  private final IntSupplier tradeStreams;
  private final IntSupplier marketStreams;

  /**
   * One that tells of the gateway behind {@code desk}.
   *
   * @param clock what ages are told by
   * @param tradeStreams how many streams of trade updates are open
   * @param marketStreams how many streams of market data are
   */
  public ScrapeRoute(
      Desk desk, InstantSource clock, IntSupplier tradeStreams, IntSupplier marketStreams) {
    this.desk = desk;
    this.clock = clock;
    this.tradeStreams = tradeStreams;
    this.marketStreams = marketStreams;
  }

  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::scrape, Access.READ);
  }

  private void scrape(Context request) {
    Inside inside = desk.inside();
    List<String> unready = desk.unreadyReasons();
    List<BrokerMetrics> metrics = inside.metrics();
    String text =
        Stream.of(
                gateway(inside.journal(), unready.isEmpty()),
                BrokerFamilies.of(metrics),
                BudgetFamilies.of(metrics),
                BrokerFamilies.health(inside.health()),
                BrokerFamilies.acting(inside.health(), acting(inside)),
                ManagerFamilies.of(inside.observations(), clock.instant()),
                ManagerFamilies.drift(inside.reconciliations()),
                doubts(inside),
                ProcessFamilies.all())
            .flatMap(families -> families)
            .map(Family::toString)
            .collect(Collectors.joining());
    Http.answer(request, MEDIA_TYPE, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Null where none acts, or nobody says: a gateway that has stopped is scraped all the same. */
  private static @Nullable ActingAccount acting(Inside inside) {
    try {
      return inside.acting().orElse(null);
    } catch (GatewayUnavailable stopped) {
      return null;
    }
  }

  /** Of a gateway that has stopped nothing can be said, and what was said of others goes on. */
  private static Stream<Family> doubts(Inside inside) {
    try {
      List<BrokerAccount> accounts = inside.links().stream().map(LinkState::account).toList();
      return DoubtFamilies.of(accounts, inside.operator());
    } catch (GatewayUnavailable stopped) {
      return Stream.empty();
    }
  }

  private Stream<Family> gateway(JournalState journal, boolean ready) {
    return Stream.of(
        gauge("fairlead_ready", "1 while orders are taken.").sample(ready),
        counter("fairlead_journal_inputs_total", "Inputs that are durable, since it began.")
            .sample(journal.durable().sequence()),
        counter("fairlead_store_inputs_total", "Of those, the ones that the store has.")
            .sample(journal.store()),
        counter(
                "fairlead_snapshot_inputs_total",
                "Of the durable inputs, those that the newest snapshot has.")
            .sample(journal.durable().snapshot()),
        gauge("fairlead_streams", "Open streams of clients.")
            .sample(tradeStreams.getAsInt(), label("stream", "trade_updates"))
            .sample(marketStreams.getAsInt(), label("stream", "market_data")));
  }
}
