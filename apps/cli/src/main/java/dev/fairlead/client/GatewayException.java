// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import org.jspecify.annotations.Nullable;

/** The gateway could not be asked. The message is one line that says what to do. */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** Nobody listens; nothing was sent. */
    NOT_RUNNING,
    /** There is no client key to ask with, or it is not one of this gateway. */
    NO_KEY,
    /** It was asked and did not answer in time; what was asked may still be done. */
    NO_ANSWER
  }

  private final Category category;

  GatewayException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
