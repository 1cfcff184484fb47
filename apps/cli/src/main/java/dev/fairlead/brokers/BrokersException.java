// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import org.jspecify.annotations.Nullable;

/** Broker accounts that no gateway may trade with. The message is one line, and holds no key. */
public final class BrokersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** What is set does not fit together. */
    CONFIG,
    /** An account has no key, or half of one. */
    NO_KEY,
    /** Paper and live contradict each other (F-O06). */
    ENVIRONMENT,
    /** What has to be remembered cannot be written. */
    NOT_WRITABLE
  }

  private final Category category;

  BrokersException(Category category, String message) {
    this(category, message, null);
  }

  BrokersException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
