// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

/** Ends a request with an {@link ApiError}. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  /** Cheap to throw: a refusal is no bug, so it has no stack trace. */
  public ApiException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public ApiError error() {
    return error;
  }
}
