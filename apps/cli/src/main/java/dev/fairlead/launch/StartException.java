// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import org.jspecify.annotations.Nullable;

/** A gateway that cannot start. The message is one line that says why and what to do. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    PORT_TAKEN,
    LOCKED,
    NOT_WRITABLE,
    DISK_FULL,
    DAMAGED,
    TOO_NEW,
    STORAGE_FAILED,
    NO_MARKET,
    ACCOUNT_REFUSED,
    BROKER_DOWN
  }

  private final Category category;

  StartException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
