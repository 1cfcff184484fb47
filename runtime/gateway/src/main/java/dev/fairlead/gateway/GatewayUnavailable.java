// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import org.jspecify.annotations.Nullable;

/** The gateway did not take a command; nothing was done, unless the category says otherwise. */
public final class GatewayUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, for programs. */
  public enum Category {
    /** Too many commands are waiting; refused before it was accepted. Try again later. */
    OVERLOADED,
    /** Starting or stopping; refused before it was accepted. */
    NOT_READY,
    /** The journal failed; whether the command is durable is unknown until the restart. */
    STORAGE_FAILED,
    /** No answer within the limit; the command may still be done. Look before trying again. */
    NO_ANSWER
  }

  private final Category category;

  public GatewayUnavailable(Category category, String message) {
    this(category, message, null);
  }

  GatewayUnavailable(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** The same refusal with the caller's own stack. */
  GatewayUnavailable again() {
    return new GatewayUnavailable(category, String.valueOf(getMessage()), getCause());
  }

  public Category category() {
    return category;
  }
}
