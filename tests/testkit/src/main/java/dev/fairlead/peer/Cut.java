// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.nio.charset.StandardCharsets;

/**
 * Where the next connection that begins a request like this is cut.
 *
 * @param begins how the request begins: {@code POST /v2/orders}
 * @param where in which of the two
 * @param at after so many bytes of it
 * @param resets by a reset, otherwise as one ends a connection in peace
 */
public record Cut(String begins, Where where, int at, boolean resets) {
  /** In which of the two. */
  public enum Where {
    /** What comes after is never read, and nothing is done. */
    REQUEST,
    /** The request is done, and so much of the reply is written. */
    REPLY
  }

  /** Whether what was read so far may be the beginning of such a request. */
  boolean mayBe(byte[] read, int length) {
    byte[] wanted = begins.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < Math.min(length, wanted.length); i++) {
      if (read[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
