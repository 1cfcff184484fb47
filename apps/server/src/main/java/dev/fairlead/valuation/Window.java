// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A stretch of a history, from {@code start} to {@code end}, for whose end the account is valued.
 *
 * @param label what stands for it in the answer
 * @param day the trading day that it belongs to; after it, until the next begins
 */
record Window(Instant label, Instant start, Instant end, LocalDate day) {}
