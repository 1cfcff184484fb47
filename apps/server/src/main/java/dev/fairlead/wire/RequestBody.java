// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/** Takes a request's body off the wire, with an end to how much and how long (S-30, S-32). */
final class RequestBody {
  /** Most bytes of one body; an order has some hundred. */
  static final int MAX_BYTES = 64 * 1024;

  /** Longest time that a client may take to send one. */
  private static final Duration MAX_TIME = Duration.ofSeconds(10);

  /** Most bytes of a body that is too large which are taken off the wire and thrown away. */
  private static final long MAX_DISCARDED = 64L * 1024 * 1024;

  private RequestBody() {}

  /**
   * The whole body.
   *
   * @param announced the length that the client announced; negative where it did not
   */
  static byte[] read(InputStream in, long announced) throws IOException {
    long deadlineNanos = System.nanoTime() + MAX_TIME.toNanos();
    byte[] buffer = new byte[announced >= 0 ? (int) Math.min(announced, MAX_BYTES) + 1 : 1024];
    int size = 0;
    while (announced <= MAX_BYTES) {
      int read = in.read(buffer, size, buffer.length - size);
      if (read < 0) {
        return Arrays.copyOf(buffer, size);
      }
      size += read;
      requireInTime(deadlineNanos);
      if (size > MAX_BYTES) {
        break;
      }
      if (size == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(2 * size, MAX_BYTES + 1));
      }
    }
    throw ApiError.ofStatus(
            Http.TOO_LARGE,
            "the body has more than "
                + MAX_BYTES
                + " bytes, the most that is taken; an order has"
                + " some hundred")
        .asException();
  }

  /** Throws away what is left of a body that was refused already, within reason. */
  static void discard(InputStream in) throws IOException {
    long deadlineNanos = System.nanoTime() + MAX_TIME.toNanos();
    byte[] buffer = new byte[MAX_BYTES];
    long discarded = 0;
    int read = 0;
    while (read >= 0 && discarded < MAX_DISCARDED && System.nanoTime() - deadlineNanos < 0) {
      read = in.read(buffer);
      discarded += read;
    }
  }

  private static void requireInTime(long deadlineNanos) {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw ApiError.ofStatus(
              408, "the body took longer than " + MAX_TIME.toSeconds() + " seconds to come")
          .asException();
    }
  }
}
