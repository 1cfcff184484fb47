// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, as Fairlead's own API tells it: to the orders of a key, and to the gateway itself.
 * Start at {@link EventApi}.
 */
@NullMarked
package dev.fairlead.events;

import org.jspecify.annotations.NullMarked;
