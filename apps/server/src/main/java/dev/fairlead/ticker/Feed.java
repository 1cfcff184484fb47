// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.model.AssetClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of Alpaca's streams (facts 6.2).
 *
 * @param path where it is
 * @param kind what it speaks of
 * @param source whose market it shows
 */
record Feed(String path, Kind kind, Source source) {
  /** What a stream speaks of, and so what can be subscribed to. */
  enum Kind {
    SHARES(
        EnumSet.of(
            Channel.TRADES,
            Channel.QUOTES,
            Channel.BARS,
            Channel.UPDATED_BARS,
            Channel.DAILY_BARS,
            Channel.STATUSES,
            Channel.LULDS,
            Channel.IMBALANCES,
            Channel.CORRECTIONS,
            Channel.CANCEL_ERRORS)),
    PAIRS(
        EnumSet.of(
            Channel.TRADES,
            Channel.QUOTES,
            Channel.BARS,
            Channel.UPDATED_BARS,
            Channel.DAILY_BARS,
            Channel.ORDER_BOOKS)),
    OPTIONS(EnumSet.of(Channel.TRADES, Channel.QUOTES)),
    NEWS(EnumSet.of(Channel.NEWS));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<Channel> channels;

    Kind(Set<Channel> channels) {
      this.channels = channels;
    }

    Set<Channel> channels() {
      return channels;
    }

    /** Of which instruments it tells; empty for none that are traded here. */
    Optional<AssetClass> tells() {
      return switch (this) {
        case SHARES -> Optional.of(AssetClass.EQUITY);
        case PAIRS -> Optional.of(AssetClass.CRYPTO);
        case OPTIONS, NEWS -> Optional.empty();
      };
    }
  }

  /** Whose market a stream shows. */
  enum Source {
    /** What the gateway sees. */
    GATEWAY,
    /** One symbol that always moves, for programs to try themselves on. */
    TEST,
    /** Nothing: there is no such market here, but programs may ask for it. */
    NOTHING
  }

  /**
   * All of them. There is one market here, so the consolidated feeds are that market, the delayed
   * one too, without its delay; and so is every place of crypto.
   */
  static final List<Feed> ALL =
      List.of(
          new Feed("/v2/iex", Kind.SHARES, Source.GATEWAY),
          new Feed("/v2/sip", Kind.SHARES, Source.GATEWAY),
          new Feed("/v2/delayed_sip", Kind.SHARES, Source.GATEWAY),
          new Feed("/v2/test", Kind.SHARES, Source.TEST),
          new Feed("/v1beta1/boats", Kind.SHARES, Source.NOTHING),
          new Feed("/v1beta1/overnight", Kind.SHARES, Source.NOTHING),
          new Feed("/v1beta1/opra", Kind.OPTIONS, Source.NOTHING),
          new Feed("/v1beta1/indicative", Kind.OPTIONS, Source.NOTHING),
          new Feed("/v1beta1/news", Kind.NEWS, Source.NOTHING),
          new Feed("/v1beta3/crypto/us", Kind.PAIRS, Source.GATEWAY),
          new Feed("/v1beta3/crypto/us-1", Kind.PAIRS, Source.GATEWAY),
          new Feed("/v1beta3/crypto/us-2", Kind.PAIRS, Source.GATEWAY),
          new Feed("/v1beta3/crypto/eu-1", Kind.PAIRS, Source.GATEWAY),
          new Feed("/v1beta3/crypto/bs-1", Kind.PAIRS, Source.GATEWAY));
}
