// SPDX-License-Identifier: Apache-2.0
/** When markets are open, as Alpaca tells it: clocks and calendars. */
@NullMarked
package dev.fairlead.hours;

import org.jspecify.annotations.NullMarked;
