// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

/** The server cannot be started. The category tells the caller what to do. */
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** Another program listens there; choose another port, or 0. */
    PORT_TAKEN,
    /** Ports of this number are for privileged programs; choose one from 1024 on. */
    PORT_NOT_ALLOWED,
    /** Anything else. */
    FAILED
  }

  private final Category category;

  ServerException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
