// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.doubt.Doubt.Kind;
import dev.fairlead.doubt.Doubt.Level;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.rules.Waits;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in doubt, and how far accounts are believed. It follows every change of a placement, so
 * that a doubt begins and ends with what the placement's state says, and by nothing else. Not
 * thread-safe.
 */
public final class DoubtBook {
  private static final String UNTOLD =
      "the broker took the request and has not told what came of it";

  private final Map<PlacementId, Doubt> open = new LinkedHashMap<>();
  private final Set<PlacementId> resolved = new LinkedHashSet<>();
  private final Map<BrokerAccount, Trust> trusts = new TreeMap<>();

  /**
   * What became of a doubt.
   *
   * @param settled it is over
   */
  public record Change(Doubt doubt, boolean settled) {}

  /** That of a state. */
  public DoubtBook(DoubtMemory memory) {
    memory.open().forEach(doubt -> open.put(doubt.placement(), doubt));
    resolved.addAll(memory.resolved());
    memory.trusts().forEach(trust -> trusts.put(trust.account(), trust));
  }

  /** All of it, as plain data. */
  public DoubtMemory memory() {
    return open.isEmpty() && resolved.isEmpty() && trusts.isEmpty()
        ? DoubtMemory.NONE
        : new DoubtMemory(
            List.copyOf(open.values()), List.copyOf(resolved), List.copyOf(trusts.values()));
  }

  /** What is in doubt, in the order in which it came to be. */
  public List<Doubt> open() {
    return List.copyOf(open.values());
  }

  public Optional<Doubt> find(PlacementId placement) {
    return Optional.ofNullable(open.get(placement));
  }

  /** Whether {@link #follow} may have something to do with it: mostly not. */
  public boolean concerns(Placement placement) {
    return !open.isEmpty() || isPending(placement);
  }

  /**
   * What a placement's new state makes of its doubt; null where nothing that anybody is told of.
   *
   * @param can what its account can do; null while that is not known
   */
  public @Nullable Change follow(Placement now, Instant at, @Nullable Capabilities can) {
    Kind kind = kind(now);
    Doubt known = open.get(now.id());
    if (known == null) {
      return kind == null ? null : begin(now, kind, cause(now, kind), at, can);
    }
    if (!isPending(now)) {
      open.remove(now.id());
      return new Change(known.of(now.order()), true);
    }
    Doubt next = kind == null || kind == known.kind() ? known : known.kind(kind, cause(now, kind));
    boolean other = next.kind() != known.kind();
    next = next.order().equals(now.order()) ? next : next.of(now.order());
    if (now.absences() == 0) {
      next = next.absentSince() == null ? next : next.absentSince(null);
    } else if (next.absentSince() == null) {
      next = next.absentSince(at);
    }
    open.put(now.id(), next);
    return other ? new Change(next, false) : null;
  }

  /** Of a placement that waits for what the broker was asked, that it waits for too long. */
  public @Nullable Change overdue(Placement now, Instant at, @Nullable Capabilities can) {
    if (open.containsKey(now.id()) || !isPending(now)) {
      return null;
    }
    Kind kind = now.replacement() == null ? Kind.CANCEL : Kind.REPLACE;
    return begin(now, kind, UNTOLD, at, can);
  }

  private Change begin(
      Placement now, Kind kind, String cause, Instant at, @Nullable Capabilities can) {
    List<Pause> pauses = can == null ? List.of() : can.pauses();
    Doubt doubt =
        new Doubt(
            now.id(),
            now.order(),
            now.account(),
            kind,
            at,
            cause,
            Level.NEW,
            Waits.escalation(at, pauses),
            null,
            now.absences() > 0 ? at : null);
    open.put(now.id(), doubt);
    return new Change(doubt, false);
  }

  private static boolean isPending(Placement placement) {
    return switch (placement.status()) {
      case IN_DOUBT, PENDING_CANCEL, PENDING_REPLACE -> true;
      case SENT, WORKING, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED ->
          false;
    };
  }

  private static @Nullable Kind kind(Placement placement) {
    return switch (placement.status()) {
      case IN_DOUBT -> placement.isAcknowledged() ? Kind.FILLS : Kind.PLACE;
      case PENDING_CANCEL -> doubted(placement, Attempt.Kind.CANCEL) == null ? null : Kind.CANCEL;
      case PENDING_REPLACE ->
          doubted(placement, Attempt.Kind.REPLACE) == null ? null : Kind.REPLACE;
      case SENT, WORKING, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> null;
    };
  }

  private static @Nullable String doubted(Placement placement, Attempt.Kind kind) {
    return placement.latest(kind).map(Attempt::result).orElse(null)
            instanceof SendResult.InDoubt(String cause)
        ? cause
        : null;
  }

  private static String cause(Placement placement, Kind kind) {
    String cause =
        switch (kind) {
          case PLACE -> doubted(placement, Attempt.Kind.PLACE);
          case CANCEL -> doubted(placement, Attempt.Kind.CANCEL);
          case REPLACE -> doubted(placement, Attempt.Kind.REPLACE);
          case FILLS -> "filled at the broker, which has not told all fills";
        };
    return cause == null ? UNTOLD : cause;
  }

  /** Notes what a look has shown, where something is in doubt. */
  public void heard(PlacementId placement, Instant at, Finding finding) {
    open.computeIfPresent(placement, (_, doubt) -> doubt.heard(at, finding));
  }

  /** The doubt, where it has lasted for so long that it is to be told louder; else null. */
  public @Nullable Doubt raise(PlacementId placement, Instant at) {
    Doubt doubt = open.get(placement);
    if (doubt == null || doubt.levelAt(at).compareTo(doubt.level()) <= 0) {
      return null;
    }
    Doubt raised = doubt.level(doubt.levelAt(at));
    open.put(placement, raised);
    return raised;
  }

  /** An operator has said what became of the placement. */
  public void resolve(PlacementId placement) {
    resolved.add(placement);
  }

  /** Whether what is known of the placement's end is an operator's word. */
  public boolean isResolved(PlacementId placement) {
    return !resolved.isEmpty() && resolved.contains(placement);
  }

  /** How far the account is believed. */
  public Trust trust(BrokerAccount account) {
    Trust known = trusts.isEmpty() ? null : trusts.get(account);
    return known == null ? Trust.usual(account) : known;
  }

  /** Whether the account takes only what makes a position smaller. */
  public boolean isReduceOnly(BrokerAccount account) {
    return !trusts.isEmpty() && trust(account).isReduceOnly();
  }

  /** From here on an account is believed so; false where it was before. */
  public boolean put(Trust trust) {
    if (trust.equals(trust(trust.account()))) {
      return false;
    }
    if (trust.isUsual()) {
      trusts.remove(trust.account());
    } else {
      trusts.put(trust.account(), trust);
    }
    return true;
  }
}
