// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.model.Instrument;

/** Alpaca's usual margin rates, for the fields that SDKs want; nothing is decided by them. */
final class Margin {
  private static final int USUAL = 30;
  private static final int NONE_LENT = 100;

  private Margin() {}

  /** Per cent of a position's value that must be one's own money. */
  static int maintenancePercent(Instrument asset) {
    return asset.marginable() ? USUAL : NONE_LENT;
  }
}
