// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may be asked (S-40): for a hook on the public internet none that leads to this
 * machine, its network or its cloud's metadata, however the name was written that led to it.
 */
final class Addresses {
  /** First address and length of prefix, of what is not for everybody in IPv4. */
  private record Block(int first, int bits) {
    static Block of(int a, int b, int c, int bits) {
      return new Block((a << 24) | (b << 16) | (c << 8), bits);
    }

    boolean has(int address) {
      int mask = -1 << (32 - bits);
      return (address & mask) == (first & mask);
    }
  }

  private static final List<Block> NOT_PUBLIC =
      List.of(
          Block.of(0, 0, 0, 8),
          Block.of(10, 0, 0, 8),
          Block.of(100, 64, 0, 10),
          Block.of(127, 0, 0, 8),
          Block.of(169, 254, 0, 16),
          Block.of(172, 16, 0, 12),
          Block.of(192, 0, 0, 24),
          Block.of(192, 0, 2, 24),
          Block.of(192, 88, 99, 24),
          Block.of(192, 168, 0, 16),
          Block.of(198, 18, 0, 15),
          Block.of(198, 51, 100, 24),
          Block.of(203, 0, 113, 24),
          Block.of(224, 0, 0, 4),
          Block.of(240, 0, 0, 4));

  private Addresses() {}

  /** Whether such a hook may be there: on this machine, or on the public internet. */
  static boolean isAllowed(InetAddress address, boolean local) {
    return local ? address.isLoopbackAddress() : isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic(word(bytes, 0)) : isPublic(bytes);
  }

  private static boolean isPublic(int address) {
    return NOT_PUBLIC.stream().noneMatch(block -> block.has(address));
  }

  /**
   * Of IPv6 only global unicast, 2000::/3: that leaves out loopback, link-local, unique local,
   * multicast, and the forms that have an IPv4 address in them, save for Teredo (2001::/32) and
   * 6to4 (2002::/16), which are refused too, as documentation (2001:db8::/32) is.
   */
  private static boolean isPublic(byte[] address) {
    int first = word(address, 0);
    boolean global = first >>> 29 == 1;
    boolean teredo = first == 0x2001_0000;
    boolean sixToFour = first >>> 16 == 0x2002;
    boolean documentation = first == 0x2001_0db8;
    return global && !teredo && !sixToFour && !documentation;
  }

  private static int word(byte[] bytes, int from) {
    int word = 0;
    for (int i = from; i < from + Integer.BYTES; i++) {
      word = (word << Byte.SIZE) | Byte.toUnsignedInt(bytes[i]);
    }
    return word;
  }
}
