// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.broker.MarketData;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One symbol that somebody follows. Followers change under the board's lock; they are read without
 * one.
 */
final class Spot {
  /** What there is anything to tell of. */
  static final List<Channel> TOLD =
      List.of(
          Channel.TRADES, Channel.QUOTES, Channel.BARS, Channel.DAILY_BARS, Channel.ORDER_BOOKS);

  static final Follower[] NOBODY = {};

  /** Never changed, but exchanged for another. */
  private volatile Map<Channel, Follower[]> followers = new EnumMap<>(Channel.class);

  private MarketData.@Nullable Subscription subscription;

  Follower[] followers(Channel channel) {
    return followers.getOrDefault(channel, NOBODY);
  }

  void add(Channel channel, Follower follower) {
    Follower[] before = followers(channel);
    Follower[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = follower;
    set(channel, after);
  }

  void remove(Channel channel, Follower follower) {
    set(
        channel,
        Arrays.stream(followers(channel))
            .filter(other -> !other.equals(follower))
            .toArray(Follower[]::new));
  }

  private void set(Channel channel, Follower[] to) {
    Map<Channel, Follower[]> changed = new EnumMap<>(followers);
    if (to.length == 0) {
      changed.remove(channel);
    } else {
      changed.put(channel, to);
    }
    followers = changed;
  }

  boolean isEmpty() {
    return followers.isEmpty();
  }

  void opened(MarketData.Subscription opened) {
    subscription = opened;
  }

  void close() {
    if (subscription != null) {
      subscription.close();
    }
  }
}
