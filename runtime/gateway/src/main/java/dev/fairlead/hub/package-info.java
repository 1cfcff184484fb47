// SPDX-License-Identifier: Apache-2.0
/**
 * One market out of many links': {@link MarketHub} reads each symbol where it is listed, and hears
 * it once, however many listen.
 */
@NullMarked
package dev.fairlead.hub;

import org.jspecify.annotations.NullMarked;
