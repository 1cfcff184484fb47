// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.journal;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash, or whatever stands in its place in a damaged file. */
final class Hash {
  static final int BYTES = 32;

  private final byte[] bytes;

  Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  static Hash read(ResultSet row, int column) throws SQLException {
    return new Hash(Batches.bytes(row, column));
  }

  /** Takes the next bytes. */
  static Hash read(ByteBuffer in) {
    byte[] bytes = new byte[BYTES];
    in.get(bytes);
    return new Hash(bytes);
  }

  void write(PreparedStatement statement, int parameter) throws SQLException {
    statement.setBytes(parameter, bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
