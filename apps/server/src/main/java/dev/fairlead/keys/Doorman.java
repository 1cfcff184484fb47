// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import dev.fairlead.model.Principal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets clients in by their key, and slows down those who guess (S-17): after ten failures in a
 * minute from one address for one key id, or a hundred for whatever ids, more of them are told to
 * wait. The right secret is let in all the same, so nobody can lock out another.
 *
 * <p>New streams are rationed as well, by key where the handshake tells a good one, else by
 * address: a client that connects again ten thousand times a minute is refused before anything is
 * made for it. Thread-safe.
 */
public final class Doorman {
  static final int MAX_FAILURES = 10;
  static final int MAX_FAILURES_OF_ADDRESS = 100;

  /** How long a failure is held against whoever guesses. */
  public static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);

  private static final long MINUTE_NANOS = FORGIVEN_AFTER.toNanos();
  private static final int MAX_REMEMBERED = 4_096;
  private static final int MAX_ID_LENGTH = 64;
  private static final String ANY_ID = "";

  private final ClientKeys keys;
  private final Knocks knocks;
  private final long secondsBetweenStreams;
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

  /**
   * One who lets in the holders of {@code keys}.
   *
   * @param streamBurst new streams that one key, or one address, may ask for at once
   * @param streamsPerMinute new streams that it may ask for in the long run
   */
  public Doorman(ClientKeys keys, int streamBurst, int streamsPerMinute) {
    this.keys = keys;
    this.secondsBetweenStreams = Math.ceilDiv(Duration.ofMinutes(1).toSeconds(), streamsPerMinute);
    this.knocks = new Knocks(streamBurst, streamsPerMinute, System::nanoTime);
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
    int ofId = countFailure(new Guesser(address, shortId));
    int ofAddress = countFailure(new Guesser(address, ANY_ID));
    return ofId > MAX_FAILURES || ofAddress > MAX_FAILURES_OF_ADDRESS
        ? new Admission.TooMany()
        : new Admission.Refused();
  }

  /** The same for a pair that opens a stream, or is said on one: these are rationed by key. */
  public Admission admitToStream(String address, String id, String secret) {
    Admission admission = admit(address, id, secret);
    return switch (admission) {
      case Admission.Admitted(Principal principal) ->
          mayOpenStream(principal) ? admission : new Admission.TooMany();
      case Admission.Refused _, Admission.TooMany _ -> admission;
    };
  }

  /** Whether one who has been admitted already may open a stream. */
  public boolean mayOpenStream(Principal principal) {
    return knocks.take("key " + principal.keyId());
  }

  /** Whether somebody at {@code address} who has not said yet who it is may open a stream. */
  public boolean mayOpenStream(String address) {
    return knocks.take("address " + address);
  }

  /**
   * Whether somebody at {@code address} may open a stream with this pair, which is judged only once
   * the stream is open: where it is good its key is what counts, so that whoever shares an address
   * with a client gone wild still comes in.
   */
  public boolean mayOpenStream(String address, String id, String secret) {
    return keys.authenticate(id, secret)
        .map(this::mayOpenStream)
        .orElseGet(() -> mayOpenStream(address));
  }

  /** Whether {@link #mayOpenStream(String)} would say yes now; takes nothing of the ration. */
  public boolean hasStreamsFor(String address) {
    return knocks.has("address " + address);
  }

  /** How long it takes, in whole seconds, until a ration that is used up allows one more. */
  public long secondsBetweenStreams() {
    return secondsBetweenStreams;
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
