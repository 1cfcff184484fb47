// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.util.List;

/** One question of the table. */
interface Row {
  /** What {@code --row} calls it. */
  String name();

  /** Measures it; some questions take several lines to answer. */
  List<Line> measure(Lab lab) throws Exception;
}
