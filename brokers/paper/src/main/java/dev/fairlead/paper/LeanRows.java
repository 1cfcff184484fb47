// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

/** Takes the rows of one recorded day. */
interface LeanRows {
  /**
   * Takes the next row.
   *
   * @throws IllegalArgumentException if it is not what its columns say, with the reason
   */
  void add(String row);

  /** How much is on the tape so far, that of earlier days too. */
  int size();
}
