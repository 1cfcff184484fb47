// SPDX-License-Identifier: Apache-2.0
/**
 * How fast Fairlead is, against what the same machine can do in the same minutes: {@link
 * dev.fairlead.benchmarks.Bench}. A row is one question; a line of the table is one figure with its
 * baseline and its bar.
 */
@NullMarked
package dev.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
