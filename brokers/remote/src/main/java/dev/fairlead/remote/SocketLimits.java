// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.time.Duration;

/**
 * The limits of a connection that comes back.
 *
 * @param connect how long it may take to open it, TLS and handshake included
 * @param dialogue how long it may take from there until it is ready
 * @param pingEvery how often we ping
 * @param silence how long nothing at all may come, pongs included
 * @param probeEvery how long the peer's application may say nothing before it is asked
 * @param probeAnswer how long its answer may take
 * @param stable how long it must have been ready for its failures to be forgotten
 * @param patience how long the socket is not read where a message finds no room, until it is given
 *     up; shorter than the silence
 * @param queueMessages how many messages may wait for who hears them
 * @param queueBytes how many bytes they may have
 * @param messageBytes the largest message that is taken
 * @param soon waits after {@link Loss.Pace#SOON}
 * @param crowded waits after {@link Loss.Pace#CROWDED}
 * @param refused waits after {@link Loss.Pace#REFUSED}
 */
public record SocketLimits(
    Duration connect,
    Duration dialogue,
    Duration pingEvery,
    Duration silence,
    Duration probeEvery,
    Duration probeAnswer,
    Duration stable,
    Duration patience,
    int queueMessages,
    long queueBytes,
    int messageBytes,
    Backoff soon,
    Backoff crowded,
    Backoff refused) {

  /** As streams of brokers need it: a dead one is found in less than half a minute. */
  public static final SocketLimits DEFAULT =
      new SocketLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(8),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ZERO,
          65_536,
          64L << 20,
          4 << 20,
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
          new Backoff(Duration.ofSeconds(15), Duration.ofSeconds(90)),
          new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5)));

  /** Refuses limits that leave no time for a pong. */
  public SocketLimits {
    if (silence.compareTo(pingEvery) <= 0) {
      throw new IllegalArgumentException(
          "silence of " + silence + " must be longer than the pause between pings, " + pingEvery);
    }
    if (patience.compareTo(silence) >= 0) {
      throw new IllegalArgumentException(
          "patience of " + patience + " must be shorter than the silence of " + silence);
    }
    if (queueMessages < 1 || queueBytes < messageBytes || messageBytes < 1) {
      throw new IllegalArgumentException(
          "a queue of "
              + queueMessages
              + " messages and "
              + queueBytes
              + " bytes must hold one message of "
              + messageBytes
              + " bytes");
    }
  }

  /** The same, with other waits before another attempt; each pace waits alike. */
  public SocketLimits withBackoff(Backoff each) {
    return new SocketLimits(
        connect,
        dialogue,
        pingEvery,
        silence,
        probeEvery,
        probeAnswer,
        stable,
        patience,
        queueMessages,
        queueBytes,
        messageBytes,
        each,
        each,
        each);
  }

  /** The same, with another watch over a peer that falls silent. */
  public SocketLimits withWatch(
      Duration ping, Duration longestSilence, Duration askAfter, Duration answerWithin) {
    return new SocketLimits(
        connect,
        dialogue,
        ping,
        longestSilence,
        askAfter,
        answerWithin,
        stable,
        patience,
        queueMessages,
        queueBytes,
        messageBytes,
        soon,
        crowded,
        refused);
  }

  /** The same, with room for fewer or more messages. */
  public SocketLimits withQueue(int messages) {
    return new SocketLimits(
        connect,
        dialogue,
        pingEvery,
        silence,
        probeEvery,
        probeAnswer,
        stable,
        patience,
        messages,
        queueBytes,
        messageBytes,
        soon,
        crowded,
        refused);
  }

  /** The same, that slows its peer down for so long before it gives up what finds no room. */
  public SocketLimits withPatience(Duration changed) {
    return new SocketLimits(
        connect,
        dialogue,
        pingEvery,
        silence,
        probeEvery,
        probeAnswer,
        stable,
        changed,
        queueMessages,
        queueBytes,
        messageBytes,
        soon,
        crowded,
        refused);
  }

  Backoff backoff(Loss.Pace pace) {
    return switch (pace) {
      case SOON -> soon;
      case CROWDED -> crowded;
      case REFUSED -> refused;
    };
  }
}
