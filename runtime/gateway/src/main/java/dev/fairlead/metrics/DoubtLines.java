// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Event;
import dev.fairlead.model.PlacementStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Log lines about doubts: the longer one lasts, the louder. */
final class DoubtLines {
  private DoubtLines() {}

  static void log(Logger log, Event.OfDoubt told) {
    switch (told) {
      case Event.OfDoubt.Raised(Doubt doubt) -> raised(log, doubt);
      case Event.OfDoubt.Settled(Doubt doubt, PlacementStatus status, Resolution said) ->
          settled(log, doubt, status, said);
      case Event.OfDoubt.TrustChanged(Trust trust, String cause) ->
          log.log(
              trust.isReduceOnly() ? Level.ERROR : Level.INFO,
              "trust account={0} releases_on_absence={1} reduce_only={2} cause={3}",
              trust.account(),
              trust.releasesOnAbsence(),
              trust.isReduceOnly(),
              cause);
    }
  }

  private static void raised(Logger log, Doubt doubt) {
    log.log(
        level(doubt.level()),
        "doubt level={0} kind={1} order={2} account={3} placement={4} since={5} cause={6}",
        word(doubt.level()),
        word(doubt.kind()),
        doubt.order(),
        doubt.account(),
        doubt.placement(),
        doubt.since(),
        doubt.cause());
  }

  /** That it began is logged of its order, too. */
  private static Level level(Doubt.Level level) {
    return switch (level) {
      case NEW -> Level.INFO;
      case ALARM -> Level.WARNING;
      case PAGE, OPERATOR -> Level.ERROR;
    };
  }

  private static void settled(
      Logger log, Doubt doubt, PlacementStatus status, @Nullable Resolution said) {
    log.log(
        Level.INFO,
        "doubt settled kind={0} order={1} account={2} placement={3} status={4} by={5} detail={6}",
        word(doubt.kind()),
        doubt.order(),
        doubt.account(),
        doubt.placement(),
        word(status),
        said == null ? doubt.account() : said.who(),
        said == null ? "" : said.verdict().sentence() + ": " + said.proof());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
