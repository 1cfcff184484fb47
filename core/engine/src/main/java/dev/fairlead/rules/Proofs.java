// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.AbsenceProof.Lists;
import dev.fairlead.message.Capabilities.AbsenceProof.LookUps;
import dev.fairlead.message.Capabilities.AbsenceProof.Sequence;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What proves that a placement never arrived (reliability 3.3), and what would. Pure: it is decided
 * by what was asked, what was told, and when. Time alone proves nothing (I-16).
 */
public final class Proofs {
  /** Of a broker whose absences prove nothing: from so many on something is worth a human look. */
  private static final int ABSENT_ANSWERS = 3;

  /** And over so long. */
  private static final Duration ABSENT_FOR = Duration.ofSeconds(60);

  /** A request's result whose placement ended before its answer came. */
  public static final SendResult OVERTAKEN = new SendResult.InDoubt("overtaken by the end");

  private Proofs() {}

  /** Whether the broker's answer may still come. */
  public static boolean isWaiting(Attempt attempt) {
    return attempt.result() == null || isOvertaken(attempt);
  }

  /** Whether it asked before the placement ended, and its answer may still come. */
  public static boolean isOvertaken(Attempt attempt) {
    return OVERTAKEN.equals(attempt.result());
  }

  /** An absence from lists counts where they were read long enough after the time before. */
  public static boolean counts(Placement placement, @Nullable AbsenceProof proof, Instant now) {
    if (!(proof instanceof Lists(int _, Duration apart))) {
      return true;
    }
    Instant seen = seen(placement, now);
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.PLACE || isAnswered(attempt))
        .noneMatch(attempt -> seen.isBefore(attempt.at().plus(apart)));
  }

  private static boolean isAnswered(Attempt attempt) {
    return attempt.kind() == Attempt.Kind.QUERY && attempt.result() != null;
  }

  /** Whether it is proven that the broker never got it. */
  public static boolean isAbsent(
      Placement placement, @Nullable AbsenceProof proof, Trust trust, Instant now) {
    if (!trust.releasesOnAbsence()) {
      return false;
    }
    return switch (proof) {
      case null -> false;
      case LookUps(int answers, Duration settle) ->
          placement.absences() >= answers && isSince(placement, Attempt.Kind.PLACE, settle, now);
      case Lists(int times, Duration _) -> placement.absences() >= times;
      case Sequence() -> false;
    };
  }

  /**
   * Whether a placement was not to be found for so long that its owner wants it closed, though that
   * proves nothing (class B; off unless it is settled).
   */
  public static boolean isGivenUp(Placement placement, Doubt doubt, Trust trust, Instant now) {
    Duration after = trust.policy().closeAbsentAfter();
    return after != null
        && isUnresolved(placement, doubt, now)
        && isAbsentFor(placement, doubt, after, now);
  }

  /** Whether it was looked for often and long enough without a trace of it (class B). */
  public static boolean isUnresolved(Placement placement, Doubt doubt, Instant now) {
    return placement.absences() >= ABSENT_ANSWERS && isAbsentFor(placement, doubt, ABSENT_FOR, now);
  }

  private static boolean isAbsentFor(Placement placement, Doubt doubt, Duration time, Instant now) {
    Instant first = doubt.absentSince();
    return first != null && !seen(placement, now).isBefore(first.plus(time));
  }

  /** Whether the broker shows what it has by now: long enough after the replace was asked. */
  public static boolean isSettled(Placement placement, @Nullable AbsenceProof proof, Instant now) {
    Duration settle =
        switch (proof) {
          case null -> null;
          case LookUps(int _, Duration wait) -> wait;
          case Lists(int _, Duration apart) -> apart;
          case Sequence() -> null;
        };
    return settle != null && isSince(placement, Attempt.Kind.REPLACE, settle, now);
  }

  /** Whether what is told now is of at least so long after the newest request of that kind. */
  public static boolean isSince(
      Placement placement, Attempt.Kind kind, Duration settle, Instant now) {
    Instant seen = seen(placement, now);
    return placement
        .latest(kind)
        .filter(attempt -> !seen.isBefore(attempt.at().plus(settle)))
        .isPresent();
  }

  /**
   * Since when the broker may have seen what it tells now: it may be the late answer to the oldest
   * query that waits for one.
   */
  private static Instant seen(Placement placement, Instant now) {
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.QUERY && isWaiting(attempt))
        .map(Attempt::at)
        .findFirst()
        .orElse(now);
  }

  /**
   * What would settle a doubt, for people.
   *
   * @param can what the account can do; null while its link is down
   */
  public static String needs(
      Placement placement, Doubt doubt, @Nullable Capabilities can, Trust trust) {
    String word =
        switch (doubt.kind()) {
          case PLACE -> "the broker shows the order";
          case CANCEL -> "the broker says that the order has ended, or refuses the cancel";
          case REPLACE -> "the broker shows the new terms, or the old ones for good";
          case FILLS -> "the broker tells all fills";
        };
    if (can == null) {
      return "the link comes up, and " + word;
    }
    String found = can.answersQueries() ? word : word + " by itself, for it cannot be asked";
    return doubt.kind() == Doubt.Kind.PLACE
        ? found + ", or " + absence(placement, can.absence(), trust)
        : found + ", or an operator says what became of it";
  }

  private static String absence(Placement placement, @Nullable AbsenceProof proof, Trust trust) {
    String operator = "an operator says what became of it";
    if (!trust.releasesOnAbsence()) {
      return operator + "; that the broker has it not is no longer believed";
    }
    return switch (proof) {
      case null -> operator + "; that the broker has it not proves nothing there";
      case LookUps(int answers, Duration settle) ->
          answers
              + " look-ups in a row over "
              + settle.toSeconds()
              + " s do not find it ("
              + placement.absences()
              + " so far)";
      case Lists(int times, Duration apart) ->
          "it is missing from all lists "
              + times
              + " times, "
              + apart.toSeconds()
              + " s apart ("
              + placement.absences()
              + " so far)";
      case Sequence() -> "the session's numbers show that it never arrived";
    };
  }
}
