// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.calendar.Timestamps;
import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Event;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the gateway says besides its name and its account, as texts under names: one
 * form for the store, streams, webhooks and logs, so that a new kind of event needs no other.
 */
public final class Details {
  private final SequencedMap<String, String> all = new LinkedHashMap<>();

  private Details() {}

  /** In the order in which they are written; no text is null, one may be empty. */
  public static SequencedMap<String, String> of(Event.GatewayEvent told) {
    Details details =
        switch (told) {
          case Event.LinkUp _ -> new Details();
          case Event.LinkDown(var _, String reason) -> new Details().with("reason", reason);
          case Event.HealthChanged(LinkHealth health) -> new Details().with(health);
          case Event.BreakerMoved(var before, LinkHealth health) ->
              new Details().with("before", before.word()).with(health);
          case Event.FailedOver(BrokerAccount from, ActingAccount acting) ->
              new Details()
                  .with("from", from.toString())
                  .with("turn", acting.turn().word())
                  .with("cause", acting.cause())
                  .with("by", acting.by())
                  .with("count", Long.toString(acting.count()));
          case Event.OfDoubt.Raised(Doubt doubt) -> new Details().with(doubt);
          case Event.OfDoubt.Settled(Doubt doubt, PlacementStatus status, Resolution said) ->
              new Details().with(doubt).with("status", word(status)).with(said);
          case Event.OfDoubt.TrustChanged(Trust trust, String cause) ->
              new Details()
                  .with("releases_on_absence", String.valueOf(trust.releasesOnAbsence()))
                  .with("reduce_only", String.valueOf(trust.isReduceOnly()))
                  .with("cause", cause);
          case Event.ClearanceChanged(var clearance) ->
              new Details()
                  .with("standing", clearance.standing().word())
                  .with("why", clearance.why());
          case Event.Alarm alarm ->
              new Details()
                  .with("rule", alarm.rule())
                  .with("placement", alarm.placement())
                  .with("detail", alarm.detail());
        };
    return Collections.unmodifiableSequencedMap(details.all);
  }

  /**
   * These details as one text, to be kept: {@code name<tab>text} a line, with backslash, tab and
   * line feed escaped.
   */
  public static String write(SequencedMap<String, String> details) {
    return details.entrySet().stream()
        .map(detail -> escaped(detail.getKey()) + "\t" + escaped(detail.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** Reads what {@link #write} has written. */
  public static SequencedMap<String, String> read(String written) {
    SequencedMap<String, String> details = new LinkedHashMap<>();
    if (!written.isEmpty()) {
      for (String line : written.split("\n", -1)) {
        int tab = line.indexOf('\t');
        details.put(plain(line.substring(0, tab)), plain(line.substring(tab + 1)));
      }
    }
    return Collections.unmodifiableSequencedMap(details);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '\\') {
        i++;
        plain.append(
            switch (escaped.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              default -> escaped.charAt(i);
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private Details with(Doubt doubt) {
    return with("placement", doubt.placement().text())
        .with("order", doubt.order().toString())
        .with("kind", word(doubt.kind()))
        .with("level", word(doubt.level()))
        .with("since", Timestamps.text(doubt.since()))
        .with("cause", doubt.cause());
  }

  private Details with(@Nullable Resolution said) {
    return said == null
        ? this
        : with("by", said.who())
            .with("verdict", said.verdict().sentence())
            .with("proof", said.proof());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Details with(LinkHealth health) {
    return with("score", Integer.toString(health.score()))
        .with("breaker", health.breaker().word())
        .with(
            "causes",
            health.causes().stream()
                .map(LinkHealth.Cause::toString)
                .collect(Collectors.joining("; ")));
  }

  private Details with(String name, String text) {
    all.put(name, text);
    return this;
  }
}
