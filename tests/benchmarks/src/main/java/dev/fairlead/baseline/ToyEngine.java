// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.baseline;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** The least that a step of any engine does: find, change, encode 256 bytes, sum them up. */
public final class ToyEngine {
  private static final int KEYS = 100_000;
  private static final int BYTES = 256;

  private final Map<Long, long[]> states = new HashMap<>();
  private final ByteBuffer encoded = ByteBuffer.allocate(BYTES);
  private final CRC32C sum = new CRC32C();

  /** Takes {@code steps} steps; the result is there so that none can be optimised away. */
  public long run(int steps) {
    long check = 0;
    for (int i = 0; i < steps; i++) {
      long key = i % KEYS;
      long[] state = states.computeIfAbsent(key, _ -> new long[4]);
      state[i & 3] += i;
      encoded.clear();
      while (encoded.hasRemaining()) {
        encoded.putLong(state[(encoded.position() >> 3) & 3]);
      }
      sum.reset();
      sum.update(encoded.array(), 0, BYTES);
      check += sum.getValue();
    }
    return check;
  }
}
