// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.model.AssetClass;

/** Who is told what happens to symbols. Thread-safe. */
interface Follower {
  /** Whether it reads MessagePack, or else JSON. */
  boolean packed();

  /** Whether it hears of instruments of this class at all. */
  boolean hearsOf(AssetClass assetClass);

  /** Hands a piece over; never waits. */
  void offer(Piece piece);
}
