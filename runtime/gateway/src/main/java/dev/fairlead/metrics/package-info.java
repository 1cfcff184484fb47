// SPDX-License-Identifier: Apache-2.0
/**
 * What each broker account does, in numbers and in log lines. {@link BrokerMetrics} is what is
 * read; a {@link LinkRecorder} beside each link counts while it happens, {@link Metrics} puts the
 * two halves together: what the book knows, which is exact and survives a restart, and what only
 * this process has seen.
 *
 * <p>Nothing here decides anything, waits, or throws for what it is told.
 */
@NullMarked
package dev.fairlead.metrics;

import org.jspecify.annotations.NullMarked;
