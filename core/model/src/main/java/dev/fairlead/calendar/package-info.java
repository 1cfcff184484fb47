// SPDX-License-Identifier: Apache-2.0
/**
 * When markets are open; start at {@link TradingCalendar}. And how an instant is written.
 * Everything here is rules and data: no clock is read, the instant in question is an argument
 * (I-04).
 */
@NullMarked
package dev.fairlead.calendar;

import org.jspecify.annotations.NullMarked;
