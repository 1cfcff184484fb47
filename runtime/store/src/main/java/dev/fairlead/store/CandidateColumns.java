// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of {@code route_candidates}. */
final class CandidateColumns {
  static final List<String> NAMES =
      List.of(
          "sequence",
          "route_index",
          "candidate_index",
          "order_id",
          "account",
          "passed_over",
          "expected_price",
          "slippage_ppb",
          "fee_ppb",
          "filled_ppm",
          "rejected_ppm",
          "latency_micros",
          "outstanding",
          "weight",
          "last_used",
          "last_turn",
          "health");

  private static final int FIGURES = 10;

  /**
   * A row.
   *
   * @param place that of the decision
   * @param index its place among the candidates
   */
  record Listed(EventPlace place, int index, OrderId order, RouteCandidate candidate) {}

  private CandidateColumns() {}

  static void list(EventPlace place, Routed routed, List<Listed> into) {
    List<RouteCandidate> candidates = routed.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      into.add(new Listed(place, i, routed.order(), candidates.get(i)));
    }
  }

  static void write(NewRow row, Listed listed) {
    RouteCandidate candidate = listed.candidate();
    row.place(listed.place()).number(listed.index()).text(listed.order());
    row.text(candidate.account()).textOrNull(candidate.passedOver());
    Figures figures = candidate.figures();
    if (figures == null) {
      row.nothing(FIGURES + 1);
    } else {
      row.textOrNull(figures.expected())
          .number(figures.slippagePpb())
          .number(figures.feePpb())
          .number(figures.filledPpm())
          .number(figures.rejectedPpm())
          .number(figures.latencyMicros())
          .number(figures.outstanding())
          .number(figures.weight())
          .number(figures.lastUsed())
          .number(figures.lastTurn())
          .number(figures.health());
    }
  }

  static Listed read(Row row) throws SQLException {
    EventPlace place = row.place();
    int index = (int) row.number();
    OrderId order = row.orderId();
    BrokerAccount account = row.account();
    String passedOver = row.textOrNull();
    return new Listed(
        place, index, order, new RouteCandidate(account, passedOver, readFigures(row, passedOver)));
  }

  /** One that was not passed over has them. */
  private static @Nullable Figures readFigures(Row row, @Nullable String passedOver)
      throws SQLException {
    return passedOver != null
        ? null
        : new Figures(
            row.priceOrNull(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            (int) row.number(),
            (int) row.number(),
            row.number(),
            row.number(),
            (int) row.number());
  }

  /** The decision with those of its candidates that are among {@code all}, which are in order. */
  static StoredEvent<Routed> with(StoredEvent<Routed> decided, List<Listed> all) {
    List<RouteCandidate> own = new ArrayList<>();
    for (Listed listed : all) {
      if (listed.place().equals(decided.place())) {
        own.add(listed.candidate());
      }
    }
    Routed routed = decided.event();
    return new StoredEvent<>(
        decided.place(),
        decided.at(),
        new Routed(
            routed.order(),
            routed.placement(),
            routed.account(),
            routed.strategy(),
            routed.reason(),
            own));
  }
}
