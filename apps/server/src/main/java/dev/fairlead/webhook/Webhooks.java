// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.BrokerManager.Subscription;
import dev.fairlead.gateway.OutcomeListener;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All webhooks of a gateway. Thread-safe. Closing it ends them; the next start goes on. */
public final class Webhooks implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** More than a gateway tells at once to who follows from not far behind. */
  private static final int ROOM = 8_192;

  private final List<Hook> hooks;
  private final Sender sender;

  /** Where events come from: the gateway. */
  interface Source {
    /** As {@link BrokerManager#follow}. */
    Subscription follow(long sequence, OutcomeListener listener);

    /** As {@link BrokerManager#lastSequence}. */
    long lastSequence();

    static Source of(BrokerManager gateway) {
      return new Source() {
        @Override
        public Subscription follow(long sequence, OutcomeListener listener) {
          return gateway.follow(sequence, listener);
        }

        @Override
        public long lastSequence() {
          return gateway.lastSequence();
        }
      };
    }
  }

  Webhooks(
      List<Webhook> wanted,
      Source source,
      Path data,
      InstantSource clock,
      Pauses pauses,
      int room,
      Sender.Names names) {
    sender = new Sender(names);
    hooks =
        wanted.stream()
            .map(hook ->
                new Hook(hook, source, sender, pauses, room, clock, Bookmark.in(data, hook.name())))
            .toList();
  }

  /**
   * Tells {@code wanted} what happens in {@code gateway}, each from where it was in {@code data};
   * one that is new from now on.
   */
  public static Webhooks start(
      List<Webhook> wanted, BrokerManager gateway, Path data, InstantSource clock) {
    Webhooks webhooks =
        new Webhooks(
            wanted,
            Source.of(gateway),
            data,
            clock,
            Pauses.USUAL,
            ROOM,
            host -> InetAddress.getAllByName(host));
    webhooks.start();
    return webhooks;
  }

  void start() {
    hooks.forEach(Hook::start);
  }

  /** How each stands, in the order of the configuration. */
  public List<HookState> states() {
    return hooks.stream().map(Hook::state).toList();
  }

  /**
   * Has a hook try again at once, if it is parked or pausing; false where there is none so named.
   */
  public boolean resume(String name) {
    List<Hook> found = hooks.stream().filter(hook -> hook.state().name().equals(name)).toList();
    found.forEach(Hook::resume);
    return !found.isEmpty();
  }

  @Override
  public void close() {
    hooks.forEach(Hook::close);
    try {
      for (Hook hook : hooks) {
        hook.awaitEnd(CLOSE_LIMIT);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
