// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.time.Instant;

/** What is on a tape, as it is played: the numbers are the places on the tape, counted from 1. */
record TapeSeries<T>(Timeline tape, Playback playback, Reader<T> reader) implements Series<T> {
  /** Reads what is at an index, which is played at that instant. */
  interface Reader<T> {
    T read(int index, Instant playedAt);
  }

  @Override
  public long latest(Instant at) {
    int index = playback.hasBegun(at) ? tape.latest(playback.recorded(at)) : -1;
    return index < 0 ? NONE : index + 1;
  }

  @Override
  public long after(long number) {
    long next = number == NONE ? 1 : number + 1;
    return next > tape.size() ? END : next;
  }

  @Override
  public long before(long number) {
    return number == 1 ? NONE : number - 1;
  }

  @Override
  public Instant at(long number) {
    return playback.playedAt(tape.at((int) number - 1)).orElseThrow();
  }

  @Override
  public T get(long number) {
    return reader.read((int) number - 1, at(number));
  }
}
