// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.records.Aspect;
import dev.fairlead.records.BrokerRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a broker's record says, in words: a part of its page in {@code docs/brokers}. */
final class CapabilityPages {
  private CapabilityPages() {}

  /** The part of one broker's page. */
  static String part(BrokerRecord broker) {
    Capabilities can = broker.capabilities();
    StringBuilder text = new StringBuilder();
    text.append(broker.summary()).append("\n");
    text.append("\n## What it takes\n\n");
    text.append("| Asset class | Type | Time in force | Fractions | By value | Extended hours |\n");
    text.append("|---|---|---|---|---|---|\n");
    rows(can).forEach((kind, offers) -> text.append(row(kind, offers)));
    text.append("\n## What holds of it, and how that is known\n\n");
    text.append("| | | Source |\n|---|---|---|\n");
    broker
        .sourcesInOrder()
        .forEach((aspect, source) ->
            text.append("| %s | %s | %s |\n".formatted(name(aspect), words(aspect, can), source)));
    return text.append("\n## A placing without an answer\n\n").append(doubt(can)).toString();
  }

  private static Map<String, List<Offer>> rows(Capabilities can) {
    return can.offers().list().stream()
        .collect(
            Collectors.groupingBy(
                offer -> word(offer.assetClass()) + " | " + word(offer.type()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String row(String kind, List<Offer> offers) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            kind,
            times(offers),
            times(with(offers, Trait.FRACTION)),
            times(with(offers, Trait.VALUE)),
            times(with(offers, Trait.EXTENDED_HOURS)));
  }

  private static List<Offer> with(List<Offer> offers, Trait trait) {
    return offers.stream().filter(offer -> offer.traits().contains(trait)).toList();
  }

  private static String times(List<Offer> offers) {
    return offers.isEmpty()
        ? "no"
        : offers.stream().map(offer -> word(offer.timeInForce())).collect(Collectors.joining(", "));
  }

  private static String name(Aspect aspect) {
    return switch (aspect) {
      case OFFERS -> "orders";
      case GROUPS -> "order classes";
      case REPLACING -> "replace";
      case IDENTITY -> "our id";
      case ABSENCE -> "proof of absence";
      case REACH -> "the past";
      case BUDGETS -> "limits";
      case PAUSES -> "pauses";
    };
  }

  private static String words(Aspect aspect, Capabilities can) {
    return switch (aspect) {
      case OFFERS -> "the table above";
      case GROUPS ->
          can.groups().isEmpty()
              ? "none; the engine keeps the exits"
              : can.groups().stream().map(CapabilityPages::word).collect(Collectors.joining(", "));
      case REPLACING ->
          switch (can.replacing()) {
            case NONE -> "none: cancel, and place another";
            case IN_PLACE -> "in place, under the same name";
            case NEW_ID -> "by another order, under a new name";
          };
      case IDENTITY -> identity(can.identity());
      case ABSENCE -> absence(can.absence());
      case REACH -> reach(can.reach());
      case BUDGETS ->
          can.budgets().isEmpty()
              ? "none"
              : can.budgets().stream()
                  .map(CapabilityPages::budget)
                  .collect(Collectors.joining("; "));
      case PAUSES ->
          can.pauses().isEmpty()
              ? "none"
              : can.pauses().stream().map(CapabilityPages::pause).collect(Collectors.joining("; "));
    };
  }

  private static String identity(Identity identity) {
    String kind =
        switch (identity.kind()) {
          case NONE -> "none";
          case TAG -> "a tag, taken again and again";
          case ENFORCED -> "taken once, " + within(identity.dedupe());
        };
    return kind
        + (identity.finds() ? "; finds orders" : "; finds nothing")
        + (identity.cancels() ? "; cancels" : "; cancels nothing");
  }

  private static String within(@Nullable Duration duration) {
    return duration == null ? "for ever" : "for " + length(duration);
  }

  private static String absence(@Nullable AbsenceProof proof) {
    return switch (proof) {
      case null -> "none";
      case AbsenceProof.LookUps(int answers, Duration settle) ->
          "%d look-ups in a row that find nothing, the last one %s after the placing"
              .formatted(answers, length(settle));
      case AbsenceProof.Lists(int times, Duration apart) ->
          "on no list %d times, %s apart, on one session".formatted(times, length(apart));
      case AbsenceProof.Sequence() -> "the session's own numbers";
    };
  }

  private static String reach(Reach reach) {
    String ended =
        reach.ended() ? "ended orders are listed, " + within(reach.history()) : "open orders only";
    return ended
        + (reach.fillsByOrder() ? "; fills by order" : "; fills of the account only")
        + (reach.replays() ? "; the stream tells again" : "; the stream does not tell again");
  }

  private static String budget(Budget budget) {
    return "%s: %d in %s".formatted(word(budget.lane()), budget.requests(), length(budget.per()));
  }

  private static String pause(Pause pause) {
    return "%s to %s %s: %s".formatted(pause.from(), pause.to(), pause.zone(), pause.why());
  }

  private static String doubt(Capabilities can) {
    DoubtClass doubtClass = can.doubtClass();
    String what =
        switch (doubtClass) {
          case A ->
              "It is looked up by our id until it is found, or proven absent and placed again";
          case B ->
              "It is looked for by our tag until it is found; that it is missing proves nothing";
          case C -> "It is asked for, and the session's numbers tell whether it was received";
          case D -> "The lists are read until it is found, or proven absent and placed again";
          case E -> "Nothing can be asked: the order stays in doubt until the broker shows it";
        };
    return "Class %s. %s. Until then it counts as working, and is never sent again.\n"
        .formatted(doubtClass, what);
  }

  /** {@code 30 s}, {@code 24 h}. */
  private static String length(Duration duration) {
    if (duration.toSeconds() % 3_600 == 0 && !duration.isZero()) {
      return duration.toHours() + " h";
    }
    return duration.toSeconds() % 60 == 0 && !duration.isZero()
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
