// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.message.Denial;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.EngineState.Link;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links that have been seen, in the order in which they were. Not thread-safe. */
public final class Links {
  private final Map<BrokerAccount, Link> all = new LinkedHashMap<>();

  /** Whether any account is of class E: most gateways have none, and nobody needs to look. */
  private boolean someSerial;

  /** Those of a state. */
  public Links(List<Link> known) {
    known.forEach(link -> all.put(link.account(), link));
    someSerial = known.stream().map(Link::capabilities).anyMatch(Links::isSerial);
  }

  public List<Link> all() {
    return List.copyOf(all.values());
  }

  private Link link(BrokerAccount account) {
    Link link = all.get(account);
    return link == null ? Link.unseen(account) : link;
  }

  public void up(BrokerAccount account, Capabilities capabilities, Instant at) {
    all.put(account, link(account).up(capabilities, at));
    someSerial |= isSerial(capabilities);
  }

  /** A link that was down already has been so since then. */
  public void down(BrokerAccount account, Instant at) {
    all.put(account, link(account).down(at));
  }

  /** The accounts whose links are up. */
  public List<BrokerAccount> up() {
    return all.values().stream()
        .filter(link -> link.capabilities() != null)
        .map(Link::account)
        .toList();
  }

  /** All are down, as far as they were up. */
  public void allDown(Instant at) {
    all.replaceAll((_, link) -> link.down(at));
  }

  /** Takes a verdict; false where it is no news. */
  public boolean judge(LinkHealth verdict) {
    Link link = link(verdict.account());
    all.put(verdict.account(), link.judged(verdict));
    return !verdict.equals(link.health());
  }

  /** Takes what is said of an account's book; false where it is no news. */
  public boolean clear(Clearance said) {
    Link link = link(said.account());
    all.put(said.account(), link.cleared(said));
    return !said.equals(link.clearance());
  }

  /** The newest verdict on the link to {@code account}. */
  public LinkHealth health(BrokerAccount account) {
    return link(account).health();
  }

  /** What {@code account} takes, if its link is up. */
  public Optional<Capabilities> capabilities(BrokerAccount account) {
    return Optional.ofNullable(all.get(account)).map(Link::capabilities);
  }

  /**
   * What it takes of new orders as far as its link's health says: none while that is down or its
   * breaker is not closed. That its book is to be held against its broker first is no trouble of
   * the link's: no account loses its place by that.
   */
  public Optional<Capabilities> takes(BrokerAccount account) {
    Link link = all.get(account);
    return link != null && link.health().takesOrders()
        ? Optional.ofNullable(link.capabilities())
        : Optional.empty();
  }

  /**
   * Whether the account has nothing to tell our placements apart by, so that of those that are
   * alike one at most may be without an answer (class E of reliability 3.3).
   */
  public boolean isSerial(BrokerAccount account) {
    return someSerial && isSerial(link(account).capabilities());
  }

  private static boolean isSerial(@Nullable Capabilities can) {
    return can != null && can.doubtClass() == DoubtClass.E;
  }

  /**
   * Why no new orders go to {@code account}, as far as its book and its link's health say; null
   * where they may.
   */
  public @Nullable Denial keepsBack(BrokerAccount account) {
    Link link = all.get(account);
    if (link == null) {
      return null;
    }
    if (!link.clearance().takesOrders()) {
      return new Denial.NotCleared(link.clearance());
    }
    return link.health().takesOrders() ? null : new Denial.NoBrokerReady(link.health().sentence());
  }
}
