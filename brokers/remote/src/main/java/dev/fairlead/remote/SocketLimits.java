// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.time.Duration;

/**
 * The limits of a connection that comes back.
 *
 * @param connect how long it may take to open it, TLS and handshake included
 * @param dialogue how long it may take from there until it is ready
 * @param stable how long it must have been ready for its failures to be forgotten
 */
public record SocketLimits(
    Duration connect, Duration dialogue, Duration stable, Watch watch, Room room, Waits waits) {

  /** As streams of brokers need it: a dead one is found in less than half a minute. */
  public static final SocketLimits DEFAULT =
      new SocketLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          new Watch(
              Duration.ofSeconds(8),
              Duration.ofSeconds(20),
              Duration.ofSeconds(30),
              Duration.ofSeconds(10)),
          new Room(65_536, 64L << 20, 4 << 20, Duration.ZERO),
          new Waits(
              new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
              new Backoff(Duration.ofSeconds(15), Duration.ofSeconds(90)),
              new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5))));

  /** Refuses more patience with a message than with silence. */
  public SocketLimits {
    if (room.patience().compareTo(watch.silence()) >= 0) {
      throw new IllegalArgumentException(
          "patience of "
              + room.patience()
              + " must be shorter than the silence of "
              + watch.silence());
    }
  }

  /**
   * How a peer that falls silent is found out.
   *
   * @param pingEvery how often we ping
   * @param silence how long nothing at all may come, pongs included
   * @param probeEvery how long the peer's application may say nothing before it is asked
   * @param probeAnswer how long its answer may take
   */
  public record Watch(
      Duration pingEvery, Duration silence, Duration probeEvery, Duration probeAnswer) {
    /** Refuses limits that leave no time for a pong. */
    public Watch {
      if (silence.compareTo(pingEvery) <= 0) {
        throw new IllegalArgumentException(
            "silence of " + silence + " must be longer than the pause between pings, " + pingEvery);
      }
    }
  }

  /**
   * Room for messages.
   *
   * @param messages how many may wait for who hears them
   * @param bytes how many bytes they may have
   * @param messageBytes the largest message that is taken
   * @param patience how long the socket is not read where a message finds no room, until it is
   *     given up; shorter than the silence
   */
  public record Room(int messages, long bytes, int messageBytes, Duration patience) {
    /** Refuses room that does not hold one message. */
    public Room {
      if (messages < 1 || bytes < messageBytes || messageBytes < 1) {
        throw new IllegalArgumentException(
            "a queue of "
                + messages
                + " messages and "
                + bytes
                + " bytes must hold one message of "
                + messageBytes
                + " bytes");
      }
    }
  }

  /** Waits before another attempt, after each {@link Loss.Pace}. */
  public record Waits(Backoff soon, Backoff crowded, Backoff refused) {
    Backoff after(Loss.Pace pace) {
      return switch (pace) {
        case SOON -> soon;
        case CROWDED -> crowded;
        case REFUSED -> refused;
      };
    }
  }

  /** The same, with other waits before another attempt; each pace waits alike. */
  public SocketLimits withBackoff(Backoff each) {
    return new SocketLimits(connect, dialogue, stable, watch, room, new Waits(each, each, each));
  }

  /** The same, with another watch over a peer that falls silent. */
  public SocketLimits withWatch(
      Duration ping, Duration longestSilence, Duration askAfter, Duration answerWithin) {
    return new SocketLimits(
        connect,
        dialogue,
        stable,
        new Watch(ping, longestSilence, askAfter, answerWithin),
        room,
        waits);
  }

  /** The same, with room for fewer or more messages. */
  public SocketLimits withQueue(int messages) {
    return with(new Room(messages, room.bytes(), room.messageBytes(), room.patience()));
  }

  /** The same, that slows its peer down for so long before it gives up what finds no room. */
  public SocketLimits withPatience(Duration changed) {
    return with(new Room(room.messages(), room.bytes(), room.messageBytes(), changed));
  }

  private SocketLimits with(Room changed) {
    return new SocketLimits(connect, dialogue, stable, watch, changed, waits);
  }
}
