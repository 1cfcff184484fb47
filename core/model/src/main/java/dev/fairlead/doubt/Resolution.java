// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doubt;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;

/**
 * What an operator says of something in doubt. It is believed until the broker shows otherwise.
 *
 * @param who says it: a key id, or a name
 * @param proof what it rests on, in words; never empty
 */
public record Resolution(String who, String proof, Verdict verdict) {
  /** What became of the placement. */
  public sealed interface Verdict {
    /** The broker has it, by this name. */
    record Placed(String brokerOrderId) implements Verdict {}

    /** The broker never got it. */
    record NeverPlaced() implements Verdict {}

    /**
     * So much of it has executed in all, and nothing more will.
     *
     * @param quantity all units, those that the book has among them
     * @param price the average of those that the book has not
     */
    record Filled(Quantity quantity, Price price) implements Verdict {}

    /** Nothing more of it will execute than the book has. */
    record Ended() implements Verdict {}

    /** As JSON and tables write it. */
    default String word() {
      return switch (this) {
        case Placed _ -> "placed";
        case NeverPlaced() -> "never_placed";
        case Filled _ -> "filled";
        case Ended() -> "ended";
      };
    }

    /** {@code filled 10 at 190.2}. */
    default String sentence() {
      return switch (this) {
        case Placed(String name) -> "placed as " + name;
        case NeverPlaced() -> "never placed";
        case Filled(Quantity quantity, Price price) -> "filled " + quantity + " at " + price;
        case Ended() -> "ended";
      };
    }
  }
}
