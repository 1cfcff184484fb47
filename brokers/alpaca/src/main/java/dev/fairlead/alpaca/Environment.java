// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import java.net.URI;
import java.util.Locale;

/** Whether an account trades with money. Alpaca has different keys and hosts for each. */
public enum Environment {
  /** Alpaca's simulation. */
  PAPER(URI.create("https://paper-api.alpaca.markets")),
  /** Real money. */
  LIVE(URI.create("https://api.alpaca.markets"));

  private final URI trading;

  Environment(URI trading) {
    this.trading = trading;
  }

  /** The address of Alpaca's trading API there. */
  public URI trading() {
    return trading;
  }

  /** {@code paper} or {@code live}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
