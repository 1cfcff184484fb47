// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.notice.EventName;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a running gateway beside its book: how often what was decided since the process
 * started, what is open and what waits now, and where the newest orders spent their time.
 * Thread-safe; never waits.
 */
public final class Observations {
  private final HopClock hops;
  private final OutcomeTally tally;
  private final List<? extends Queue.Source> queues;
  private final Path data;

  /**
   * How often orders were routed there by that.
   *
   * @param strategy the routing strategy that chose, or {@code pinned} where there was no choice
   */
  public record Choice(BrokerAccount account, String strategy, long count) {}

  /**
   * A disk, in bytes.
   *
   * @param usable what this process may still write
   */
  public record Disk(long usable, long total) {}

  /**
   * Those of a gateway that is about to start.
   *
   * @param times by account, of all that are configured
   * @param live the placements that live by now
   * @param data the folder of the journal, for the disk that it is on
   */
  public Observations(
      HopClock hops,
      Map<BrokerAccount, HopTimes> times,
      Collection<Placement> live,
      List<? extends Queue.Source> queues,
      Path data) {
    this.hops = hops;
    this.queues = List.copyOf(queues);
    this.data = data;
    tally = new OutcomeTally(times, live);
  }

  /** Counts what an input led to. On the sequencer's thread. */
  public void onOutcome(Outcome outcome) {
    tally.onOutcome(outcome);
  }

  /** How often each event was told, of orders and of the gateway; every one is there. */
  public Map<EventName, Long> events() {
    return tally.events();
  }

  /** How often a command was denied, by the name of the denial; every one is there. */
  public Map<String, Long> denials() {
    return tally.denials();
  }

  /** Where orders were routed, by account and strategy. */
  public List<Choice> choices() {
    return tally.choices();
  }

  /** The doubts that are open, in no order. */
  public List<OpenDoubt> doubts() {
    return tally.doubts();
  }

  public List<Queue> queues() {
    return queues.stream().flatMap(source -> source.queues().stream()).toList();
  }

  /** The disk that the journal is on; empty where the system does not say. */
  public Optional<Disk> disk() {
    try {
      FileStore store = Files.getFileStore(data);
      return Optional.of(new Disk(store.getUsableSpace(), store.getTotalSpace()));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** Where that placement spent its time, if it is one of the newest of this process. */
  public Optional<Passage> passage(PlacementId placement) {
    return hops.passage(placement);
  }
}
