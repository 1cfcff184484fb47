// SPDX-License-Identifier: Apache-2.0
/**
 * Groups of orders as plain data and pure rules: an entry and its exits, or the two exits of a
 * position. The engine keeps them by what is here.
 */
@NullMarked
package dev.fairlead.exits;

import org.jspecify.annotations.NullMarked;
