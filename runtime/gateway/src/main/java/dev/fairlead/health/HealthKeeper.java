// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.Told;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.model.BrokerAccount;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every link four times a second, and at once when something failed: keeps the verdicts,
 * tells those that matter, and lets half-open breakers be probed, by queries and never by orders.
 */
public final class HealthKeeper implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HealthKeeper.class.getName());
  private static final Duration BEAT = Duration.ofMillis(250);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final HealthRules rules;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ToIntFunction<BrokerAccount> drifts;
  private final Consumer<LinkHealth> engine;
  private final SequencedMap<BrokerAccount, Watched> links = new LinkedHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * One that watches no link yet.
   *
   * @param clock what time it is, for those who ask since when a breaker is open
   * @param nanos a monotone clock, that of the links' pulses
   * @param drifts in how much an account and the book differ for certain
   * @param engine where verdicts go that the engine has to know; may wait
   */
  public HealthKeeper(
      HealthRules rules,
      InstantSource clock,
      LongSupplier nanos,
      ToIntFunction<BrokerAccount> drifts,
      Consumer<LinkHealth> engine) {
    this.rules = rules;
    this.clock = clock;
    this.nanos = nanos;
    this.drifts = drifts;
    this.engine = engine;
    thread = Thread.ofPlatform().daemon().name("fairlead-health").unstarted(this::run);
  }

  /** A link as far as its health needs it. Thread-safe. */
  public interface Link {
    BrokerAccount account();

    boolean isUp();

    /** The account as the broker tells it; empty where there is none to ask. */
    Optional<AccountBook> book();
  }

  /** A link with what was seen and said of it; but for {@code shown} the keeper's thread's. */
  private static final class Watched {
    private final Link link;
    private final Pulse pulse;
    private final LinkJudge judge;
    private @Nullable Probe probe;
    private volatile BrokerHealth shown;

    Watched(Link link, Pulse pulse, LinkJudge judge, Instant since) {
      this.link = link;
      this.pulse = pulse;
      this.judge = judge;
      shown = shown(judge.now(), since);
    }

    private static BrokerHealth shown(LinkHealth now, Instant since) {
      return new BrokerHealth(now.account(), now.score(), now.breaker(), since, now.causes());
    }

    private void show(InstantSource clock) {
      LinkHealth now = judge.now();
      boolean same = now.breaker() == shown.breaker();
      shown = shown(now, same ? shown.since() : clock.instant());
    }
  }

  /** A query on its way. */
  private static final class Probe {
    private final long sinceNanos;
    private boolean counted;
    private volatile @Nullable Boolean good;

    Probe(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  /** Watches {@code link} too, from the verdict that the engine has of it; before the start. */
  public void watch(Link link, Pulse pulse, LinkHealth known) {
    LinkJudge judge = new LinkJudge(rules, pulse, known, nanos.getAsLong());
    links.put(link.account(), new Watched(link, pulse, judge, clock.instant()));
    pulse.whenTroubled(this::wake);
  }

  public void start() {
    thread.start();
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  /** How each link that is watched works, in the order in which they were named. */
  public SequencedMap<BrokerAccount, BrokerHealth> all() {
    SequencedMap<BrokerAccount, BrokerHealth> all = new LinkedHashMap<>();
    links.forEach((account, watched) -> all.put(account, watched.shown));
    return all;
  }

  /** What does not fit the book was told by {@code account}, which need not be watched. */
  public void odd(BrokerAccount account) {
    Watched watched = links.get(account);
    if (watched != null) {
      watched.pulse.odd();
    }
  }

  private void run() {
    while (!closed) {
      for (Map.Entry<BrokerAccount, Watched> each : links.entrySet()) {
        try {
          look(each.getValue());
        } catch (RuntimeException broken) {
          LOG.log(Level.ERROR, "health is not judged account=" + each.getKey(), broken);
        }
      }
      LockSupport.parkNanos(this, BEAT.toNanos());
    }
  }

  private void look(Watched watched) {
    count(watched);
    boolean up = watched.link.isUp();
    Optional<LinkHealth> verdict =
        watched.judge.look(up, drifts.applyAsInt(watched.link.account()), nanos.getAsLong());
    watched.show(clock);
    verdict.ifPresent(engine);
    if (up && watched.probe == null && watched.judge.wantsProbe(nanos.getAsLong())) {
      probe(watched);
    }
  }

  /** What has become of the query that is on its way; one that takes too long has failed. */
  private void count(Watched watched) {
    Probe probe = watched.probe;
    if (probe == null) {
      return;
    }
    long now = nanos.getAsLong();
    Boolean good = probe.good;
    boolean late = now - probe.sinceNanos > rules.closing().within().toNanos();
    // One that hangs fails again each time that another would be due.
    if (good != null ? !probe.counted : late && watched.judge.wantsProbe(now)) {
      probe.counted = true;
      watched.judge.probed(Boolean.TRUE.equals(good) && !late, now);
    }
    // One that still waits for its answer keeps the next one from being sent after it.
    if (good != null) {
      watched.probe = null;
    }
  }

  private void probe(Watched watched) {
    Probe probe = new Probe(nanos.getAsLong());
    watched.probe = probe;
    var _ =
        Thread.ofVirtual()
            .name("fairlead-probe-" + watched.link.account())
            .start(() -> {
              probe.good = answers(watched.link);
              wake();
            });
  }

  /** A broker that has nothing to be asked, as the embedded one, answers by being there. */
  private static boolean answers(Link link) {
    try {
      Optional<AccountBook> book = link.book();
      if (book.isEmpty()) {
        return link.isUp();
      }
      Told<Optional<AccountState>> told = book.get().account();
      return told.isComplete() && told.value().filter(a -> a.blocked().isEmpty()).isPresent();
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.WARNING, "a probe failed account=" + link.account(), broken);
      return false;
    }
  }

  /** Tells nothing more after it returns. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(CLOSE_LIMIT);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
