// SPDX-License-Identifier: Apache-2.0
/** What the gateway stamps on what it takes: instants that only grow, and ids of orders. */
@NullMarked
package dev.fairlead.stamp;

import org.jspecify.annotations.NullMarked;
