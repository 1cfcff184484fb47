// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

/** Bytes that cannot be read. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with them. */
  public enum Kind {
    /** No version wrote them so. */
    DAMAGED,
    /** A newer version than this one wrote them. */
    TOO_NEW
  }

  private final Kind kind;

  CodecException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  CodecException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
