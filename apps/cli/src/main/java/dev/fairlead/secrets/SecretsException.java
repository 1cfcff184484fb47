// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import org.jspecify.annotations.Nullable;

/** The keys of brokers cannot be had. The message is one line, and never holds one of them. */
public final class SecretsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** Nothing that opens the store was given; say where it is. */
    LOCKED,
    /** What was given does not open it. */
    WRONG_KEY,
    /** The store has no key of that account. */
    UNKNOWN_ACCOUNT,
    /** Other users could read or change a file; mend its mode or owner. */
    TOO_OPEN,
    /** A file cannot be read; mend its permissions. */
    NOT_READABLE,
    /** A file or its folder cannot be written; mend its permissions, or make room. */
    NOT_WRITABLE,
    /** The store is not what we wrote; restore it, or set the keys again. */
    DAMAGED,
    /** A newer version wrote it. */
    TOO_NEW,
    /** Somebody else changes the store at this moment. */
    BUSY
  }

  private final Category category;

  SecretsException(Category category, String message) {
    this(category, message, null);
  }

  SecretsException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
