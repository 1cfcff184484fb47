// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import dev.fairlead.model.Principal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets clients in by their key, and slows down those who guess (S-17): after ten failures in a
 * minute from one address for one key id, more of them are told to wait. The right secret is let in
 * all the same, so nobody can lock out another. Thread-safe.
 */
public final class Doorman {
  static final int MAX_FAILURES = 10;

  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_REMEMBERED = 4_096;
  private static final int MAX_ID_LENGTH = 64;

  private final ClientKeys keys;
  private final Map<Guesser, Failures> failures = new LinkedHashMap<>();

  private record Guesser(String address, String keyId) {}

  private record Failures(long sinceNanos, int count) {}

  /** What became of an attempt to be let in. */
  public sealed interface Admission {
    record Admitted(Principal principal) implements Admission {}

    record Refused() implements Admission {}

    /** Refused, and too often of late. */
    record TooMany() implements Admission {}
  }

  public Doorman(ClientKeys keys) {
    this.keys = keys;
  }

  /**
   * Judges a pair of id and secret that came from {@code address} for a socket, on which everything
   * is told to whoever was let in: only a key with the scope {@code read} is.
   */
  public Admission admit(String address, String id, String secret) {
    Admission admission = identify(address, id, secret);
    return admission instanceof Admission.Admitted(Principal known) && !stillAdmits(known)
        ? new Admission.Refused()
        : admission;
  }

  /** Judges a pair for a request, whose route says what more its key needs. */
  public Admission identify(String address, String id, String secret) {
    Optional<Principal> principal = keys.authenticate(id, secret);
    if (principal.isPresent()) {
      return new Admission.Admitted(principal.get());
    }
    String shortId = id.length() > MAX_ID_LENGTH ? id.substring(0, MAX_ID_LENGTH) : id;
    return countFailure(new Guesser(address, shortId)) > MAX_FAILURES
        ? new Admission.TooMany()
        : new Admission.Refused();
  }

  /** Whether a socket that the principal was let in to may go on. */
  public boolean stillAdmits(Principal principal) {
    return allows(principal, Scope.READ);
  }

  /** Whether the principal's key is good still, and for this. */
  public boolean allows(Principal principal, Scope scope) {
    return keys.allows(principal, scope);
  }

  private synchronized int countFailure(Guesser guesser) {
    long now = System.nanoTime();
    Failures before = failures.remove(guesser);
    Failures after =
        before != null && now - before.sinceNanos() < MINUTE_NANOS
            ? new Failures(before.sinceNanos(), before.count() + 1)
            : new Failures(now, 1);
    failures.put(guesser, after);
    if (failures.size() > MAX_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
    return after.count();
  }
}
