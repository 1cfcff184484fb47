// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.broker.MarketData;
import java.util.Arrays;
import java.util.List;
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

  private volatile Follower[][] followers = new Follower[Channel.values().length][];
  private MarketData.@Nullable Subscription subscription;

  Spot() {
    Arrays.fill(followers, NOBODY);
  }

  Follower[] followers(Channel channel) {
    return followers[channel.ordinal()];
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
            .filter(other -> other != follower)
            .toArray(Follower[]::new));
  }

  private void set(Channel channel, Follower[] to) {
    Follower[][] changed = followers.clone();
    changed[channel.ordinal()] = to;
    followers = changed;
  }

  boolean isEmpty() {
    return Arrays.stream(followers).allMatch(channel -> channel.length == 0);
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
