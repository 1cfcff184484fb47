// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** What one connection is subscribed to. Immutable: a change makes another. */
final class Subscriptions {
  /** Every symbol. */
  static final String STAR = "*";

  static final Subscriptions NONE = new Subscriptions(new EnumMap<>(Channel.class));

  private final Map<Channel, SequencedSet<String>> symbols;

  private Subscriptions(Map<Channel, SequencedSet<String>> symbols) {
    this.symbols = symbols;
  }

  Subscriptions with(Map<Channel, ? extends Collection<String>> more) {
    Map<Channel, SequencedSet<String>> changed = copy();
    more.forEach((channel, names) ->
        changed.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).addAll(names));
    return new Subscriptions(changed);
  }

  Subscriptions without(Map<Channel, ? extends Collection<String>> less) {
    Map<Channel, SequencedSet<String>> changed = copy();
    less.forEach((channel, names) -> {
      SequencedSet<String> left = changed.get(channel);
      if (left != null) {
        names.forEach(left::remove);
      }
    });
    return new Subscriptions(changed);
  }

  private Map<Channel, SequencedSet<String>> copy() {
    Map<Channel, SequencedSet<String>> copy = new EnumMap<>(Channel.class);
    symbols.forEach((channel, names) -> copy.put(channel, new LinkedHashSet<>(names)));
    return copy;
  }

  Collection<String> of(Channel channel) {
    SequencedSet<String> names = symbols.get(channel);
    return names == null ? List.of() : names;
  }

  boolean hasStar() {
    return symbols.values().stream().anyMatch(names -> names.contains(STAR));
  }

  /** How many symbols there are in all channels together, but for what comes with trades. */
  int size() {
    return Arrays.stream(Channel.values()).mapToInt(this::size).sum();
  }

  private int size(Channel channel) {
    return switch (channel) {
      case CORRECTIONS, CANCEL_ERRORS ->
          (int) of(channel).stream().filter(name -> !of(Channel.TRADES).contains(name)).count();
      case TRADES,
          QUOTES,
          BARS,
          UPDATED_BARS,
          DAILY_BARS,
          STATUSES,
          LULDS,
          IMBALANCES,
          ORDER_BOOKS,
          NEWS ->
          of(channel).size();
    };
  }

  /** The lists of a kind of feed, those that are empty too. */
  Map<Channel, List<String>> lists(Feed.Kind kind) {
    Map<Channel, List<String>> lists = new EnumMap<>(Channel.class);
    kind.channels().forEach(channel -> lists.put(channel, List.copyOf(of(channel))));
    return lists;
  }
}
