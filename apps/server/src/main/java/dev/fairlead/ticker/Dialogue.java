// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said on one connection, and what it leads to (facts 6.2): a machine without threads, time
 * or sockets. Used by one thread at a time; {@link #principal} may be asked by any.
 */
final class Dialogue {
  /** Whether a pair of key and secret is let in. */
  @FunctionalInterface
  interface Door {
    Entrance enter(String keyId, String secret);
  }

  /** What the door says. */
  sealed interface Entrance {
    record Open(Principal principal) implements Entrance {}

    record Refused() implements Entrance {}

    /** The key is good, but has as many connections as it may. */
    record Full() implements Entrance {}
  }

  /**
   * What a message led to.
   *
   * @param notice the answer
   * @param ends whether the connection ends after it
   */
  record Step(Notice notice, boolean ends) {
    private static Step on(Notice notice) {
      return new Step(notice, false);
    }

    private static Step refused(Problem problem) {
      return new Step(new Notice.Failure(problem), false);
    }

    private static Step last(Problem problem) {
      return new Step(new Notice.Failure(problem), true);
    }
  }

  private final Feed.Kind kind;
  private final boolean packed;
  private final int symbolLimit;
  private final Door door;
  private volatile Subscriptions subscriptions = Subscriptions.NONE;
  private volatile @Nullable Principal principal;

  /**
   * A dialogue that has not begun.
   *
   * @param packed whether it is in MessagePack
   * @param symbolLimit most symbols of all channels together
   */
  Dialogue(Feed.Kind kind, boolean packed, int symbolLimit, Door door) {
    this.kind = kind;
    this.packed = packed;
    this.symbolLimit = symbolLimit;
    this.door = door;
  }

  /** Who it is; empty before that is known. */
  Optional<Principal> principal() {
    return Optional.ofNullable(principal);
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  Step on(ClientMessage message) {
    return switch (message) {
      case ClientMessage.Unreadable() -> Step.refused(Problem.SYNTAX);
      case ClientMessage.Auth(String keyId, String secret) -> authenticate(keyId, secret);
      case ClientMessage.Subscribe(Map<Channel, List<String>> symbols) ->
          principal == null ? Step.refused(Problem.NOT_AUTHENTICATED) : subscribe(symbols);
      case ClientMessage.Unsubscribe(Map<Channel, List<String>> symbols) ->
          principal == null ? Step.refused(Problem.NOT_AUTHENTICATED) : unsubscribe(symbols);
    };
  }

  private Step authenticate(String keyId, String secret) {
    if (principal != null) {
      return Step.refused(Problem.ALREADY_AUTHENTICATED);
    }
    return switch (door.enter(keyId, secret)) {
      case Entrance.Open(Principal known) -> {
        principal = known;
        yield Step.on(Notice.authenticated());
      }
      // A client that tries again and again leaves its old connections behind; we do not.
      case Entrance.Refused() -> Step.last(Problem.AUTH_FAILED);
      case Entrance.Full() -> Step.last(Problem.CONNECTION_LIMIT);
    };
  }

  private Step subscribe(Map<Channel, List<String>> asked) {
    Optional<Problem> problem = problem(asked);
    if (problem.isPresent()) {
      return Step.refused(problem.get());
    }
    Subscriptions more = subscriptions.with(asked).with(comesWithTrades(asked));
    return more.size() > symbolLimit ? Step.refused(Problem.SYMBOL_LIMIT) : changed(more);
  }

  /** What makes a subscription one that leaves everything as it is. */
  private Optional<Problem> problem(Map<Channel, List<String>> asked) {
    for (Map.Entry<Channel, List<String>> list : asked.entrySet()) {
      if (!list.getValue().isEmpty() && !kind.channels().contains(list.getKey())) {
        return Optional.of(Problem.NOT_OF_THIS_FEED);
      }
      if (!list.getValue().stream().allMatch(Dialogue::isFormed)) {
        return Optional.of(Problem.SYNTAX);
      }
    }
    if (kind == Feed.Kind.OPTIONS && !packed) {
      return Optional.of(Problem.OPTIONS_ARE_PACKED);
    }
    boolean starOptionQuotes =
        kind == Feed.Kind.OPTIONS
            && asked.getOrDefault(Channel.QUOTES, List.of()).contains(Subscriptions.STAR);
    return starOptionQuotes ? Optional.of(Problem.NO_STAR_OPTION_QUOTES) : Optional.empty();
  }

  private static boolean isFormed(String name) {
    return name.equals(Subscriptions.STAR) || Symbol.isWellFormed(name);
  }

  private Step unsubscribe(Map<Channel, List<String>> asked) {
    return changed(subscriptions.without(asked).without(comesWithTrades(asked)));
  }

  /** Feeds of shares add corrections and cancellations to whatever trades are subscribed to. */
  private Map<Channel, Collection<String>> comesWithTrades(Map<Channel, List<String>> asked) {
    Map<Channel, Collection<String>> added = new EnumMap<>(Channel.class);
    List<String> trades = asked.getOrDefault(Channel.TRADES, List.of());
    if (kind == Feed.Kind.SHARES && !trades.isEmpty()) {
      added.put(Channel.CORRECTIONS, trades);
      added.put(Channel.CANCEL_ERRORS, trades);
    }
    return added;
  }

  private Step changed(Subscriptions to) {
    subscriptions = to;
    return Step.on(new Notice.Subscribed(to.lists(kind)));
  }
}
