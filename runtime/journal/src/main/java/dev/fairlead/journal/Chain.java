// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes that tie a journal together, all SHA-256. The root covers what the journal says of
 * itself, each row's hash covers the row and the hash before it, a snapshot's covers the snapshot
 * and the hash of the row that it follows. So the last hash stands for everything: who has noted it
 * can prove later that nothing before it was changed. Not thread-safe.
 */
final class Chain {
  private final MessageDigest sha256 = sha256();

  Hash root(int format, int instance, String created, String tables) {
    sha256.update(header('J', format, instance, 0));
    sha256.update((created + "\n").getBytes(StandardCharsets.UTF_8));
    return new Hash(sha256.digest(tables.getBytes(StandardCharsets.UTF_8)));
  }

  Hash row(Hash previous, int schema, long first, int count, byte[] inputs) {
    sha256.update(previous.bytes());
    sha256.update(header('R', schema, count, first));
    return new Hash(sha256.digest(inputs));
  }

  Hash snapshot(Hash head, int schema, long since, long sequence, byte[] state) {
    sha256.update(head.bytes());
    sha256.update(header('B', 0, 0, since));
    sha256.update(header('S', schema, 0, sequence));
    return new Hash(sha256.digest(state));
  }

  private static ByteBuffer header(char kind, int a, int b, long c) {
    return ByteBuffer.allocate(18).putChar(kind).putInt(a).putInt(b).putLong(c).flip();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
