// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offers;
import java.time.Duration;

/**
 * What kind of broker an account is at: how a doubt about a placing can be ended there (the classes
 * of reliability 3.2), and whether it keeps its word.
 */
@SuppressWarnings("ImmutableEnumChecker") // its record is, though its type does not say so
enum Personality {
  /** A unique id that can be looked up. */
  A(lookUps(), Duration.ofSeconds(20), Duration.ofSeconds(9), false),
  /** A tag that it repeats and does not check. */
  B(tag(), Duration.ofMinutes(4), Duration.ofMinutes(1), false),
  /** Numbered messages: what has not arrived when a session ends never will. */
  C(
      tag().provingAbsence(new AbsenceProof.Sequence()),
      Duration.ofSeconds(20),
      Duration.ZERO,
      false),
  /** Three lists. */
  D(lists(), Duration.ofSeconds(20), Duration.ofSeconds(9), false),
  /** Nothing to ask by. */
  E(nothing(), Duration.ofMinutes(4), Duration.ZERO, false),
  /** Says that it is like A, and is not. */
  LIAR_A(lookUps(), Duration.ofSeconds(20), Duration.ofSeconds(9), true),
  /** Says that it is like D, and is not. */
  LIAR_D(lists(), Duration.ofSeconds(20), Duration.ofSeconds(9), true);

  private final Capabilities can;
  private final Duration latestArrival;
  private final Duration latestView;
  private final boolean lies;

  Personality(Capabilities can, Duration latestArrival, Duration latestView, boolean lies) {
    this.can = can;
    this.latestArrival = latestArrival;
    this.latestView = latestView;
    this.lies = lies;
  }

  private static Capabilities everything() {
    return Capabilities.taking(Offers.all()).replacing(Replacing.NEW_ID);
  }

  private static Capabilities lookUps() {
    return everything()
        .knowing(Identity.ENFORCED)
        .provingAbsence(new AbsenceProof.LookUps(3, Duration.ofSeconds(30)));
  }

  private static Capabilities tag() {
    return everything().knowing(new Identity(Identity.Kind.TAG, Duration.ZERO, true, true));
  }

  private static Capabilities lists() {
    return everything()
        .knowing(Identity.NONE)
        .provingAbsence(new AbsenceProof.Lists(2, Duration.ofSeconds(30)));
  }

  private static Capabilities nothing() {
    return Capabilities.taking(Offers.all()).knowing(Identity.NONE);
  }

  Capabilities can() {
    return can;
  }

  /** Its word: a request arrives within this, or never. */
  Duration latestArrival() {
    return latestArrival;
  }

  /** Its word: what has arrived is shown within this. */
  Duration latestView() {
    return latestView;
  }

  boolean lies() {
    return lies;
  }

  /** Refuses an id that it knows. */
  boolean enforcesIds() {
    return can.identity().kind() == Identity.Kind.ENFORCED;
  }

  /** That nobody finds a placing there is no evidence: an operator has to end it. */
  boolean needsOperator() {
    return switch (can.doubtClass()) {
      case B, E -> true;
      case A, C, D -> false;
    };
  }

  /** It gives an order a name, and knows it by nothing else. */
  boolean knowsNamesOnly() {
    return can.doubtClass() == Capabilities.DoubtClass.E;
  }
}
