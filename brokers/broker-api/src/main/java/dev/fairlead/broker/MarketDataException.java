// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import java.io.Serial;

/**
 * A broker could not be asked for its history, or did not answer what was asked: what happened then
 * is not known, which is not the same as nothing.
 */
public final class MarketDataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** For people: who did not answer what, and why. */
  public MarketDataException(String message) {
    super(message);
  }
}
