// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

/**
 * What one kind of observation has come to lately.
 *
 * @param value in the kind's unit
 * @param of how many observations it is made of
 */
record Reading(long value, int of) {}
