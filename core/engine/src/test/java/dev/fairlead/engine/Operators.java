// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What operators do about doubts, as scripts write it: {@code look p1}, {@code resolve p1
 * never-placed}, {@code resolve p1 filled 10 @ 100}, {@code restore}, {@code settle never-release};
 * and what they are told.
 */
final class Operators {
  private static final String PROOF = "their telephone";

  private Operators() {}

  static OfDoubt read(String action, PlacementId placement, Words words) {
    return action.equals("look")
        ? new OfDoubt.Look(placement, "op")
        : new OfDoubt.Resolve(placement, new Resolution("op", PROOF, verdict(words)));
  }

  static OfDoubt read(String action, Words words) {
    return action.equals("restore")
        ? new OfDoubt.Restore(Desk.ACCOUNT, "op", PROOF)
        : new OfDoubt.Settle(Desk.ACCOUNT, policy(words));
  }

  private static DoubtPolicy policy(Words words) {
    String policy = words.next();
    return switch (policy) {
      case "usual" -> DoubtPolicy.USUAL;
      case "never-release" -> new DoubtPolicy(true, null);
      default -> new DoubtPolicy(false, Duration.parse("PT" + policy.toUpperCase(Locale.ROOT)));
    };
  }

  private static Verdict verdict(Words words) {
    String verdict = words.next();
    return switch (verdict) {
      case "placed" -> new Verdict.Placed(words.rest());
      case "never-placed" -> new Verdict.NeverPlaced();
      case "filled" -> {
        Quantity quantity = Quantity.parse(words.next());
        words.next();
        yield new Verdict.Filled(quantity, Price.parse(words.next()));
      }
      case "ended" -> new Verdict.Ended();
      default -> throw new IllegalArgumentException(verdict);
    };
  }

  /** Empty for what goes along with what is told of the order. */
  static String text(Event.OfDoubt told) {
    return switch (told) {
      case Event.OfDoubt.Raised _, Event.OfDoubt.TrustChanged _ -> "";
      case Event.OfDoubt.Settled(var _, var _, var resolution) ->
          resolution == null ? "" : "resolved " + resolution.verdict().word();
    };
  }

  /** The effects without the timers of alarms, which every doubt has. */
  static List<Effect> withoutAlarms(Desk desk, Outcome outcome) {
    List<Effect> shown = new ArrayList<>(outcome.effects());
    List<Doubt> told = new ArrayList<>();
    if (desk.inputs().getLast().cause() instanceof Started) {
      told.addAll(desk.state().doubts().open());
    }
    for (Event event : outcome.events()) {
      if (event instanceof Event.OfDoubt.Raised(Doubt doubt) && !told.contains(doubt)) {
        told.add(doubt);
      }
    }
    for (Doubt doubt : told) {
      Instant next = doubt.louderAfter(desk.now());
      if (next != null) {
        shown.remove(new Effect.StartTimer(doubt.placement(), next));
      }
    }
    return shown;
  }

  /** Its owner restores an account that was caught (D-06), so that orders go on. */
  static void restoreIfCaught(Desk desk) {
    if (desk.engine().trusts().stream().anyMatch(Trust::isReduceOnly)) {
      desk.apply(new OfDoubt.Restore(Desk.ACCOUNT, "op", PROOF));
    }
  }
}
