// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.util.Locale;

/**
 * What a figure must keep to.
 *
 * @param of which figure of the line
 * @param kind from which side
 */
record Bar(Of of, Kind kind, double limit) {
  /** The figure that is held against the bar. */
  enum Of {
    MEASURED,
    RATIO
  }

  /** On which side of the bar it must be. */
  enum Kind {
    AT_MOST,
    AT_LEAST
  }

  static Bar atMost(double limit) {
    return new Bar(Of.MEASURED, Kind.AT_MOST, limit);
  }

  static Bar atLeast(double limit) {
    return new Bar(Of.MEASURED, Kind.AT_LEAST, limit);
  }

  static Bar ratioAtMost(double limit) {
    return new Bar(Of.RATIO, Kind.AT_MOST, limit);
  }

  static Bar ratioAtLeast(double limit) {
    return new Bar(Of.RATIO, Kind.AT_LEAST, limit);
  }

  boolean isKept(double measured, double ratio) {
    double figure =
        switch (of) {
          case MEASURED -> measured;
          case RATIO -> ratio;
        };
    return switch (kind) {
      case AT_MOST -> figure <= limit;
      case AT_LEAST -> figure >= limit;
    };
  }

  /** {@code ≤ 1.6 ×} for a ratio, {@code ≥ 10,000} for a figure. */
  String text() {
    String sign =
        switch (kind) {
          case AT_MOST -> "≤ ";
          case AT_LEAST -> "≥ ";
        };
    return switch (of) {
      case MEASURED -> sign + String.format(Locale.ROOT, limit < 100 ? "%.4g" : "%,.0f", limit);
      case RATIO -> sign + String.format(Locale.ROOT, "%.2f ×", limit);
    };
  }
}
