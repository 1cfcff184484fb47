// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watchlist;

/** The file of watchlists cannot be read or written. The message says what to do. */
public final class WatchlistsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WatchlistsException(String message, Exception cause) {
    super(message, cause);
  }
}
