// SPDX-License-Identifier: Apache-2.0
/**
 * What is looked at before a command is taken, on its client's own thread: whether there is room
 * for an order at its broker, and what a request to close asks for. What is refused here was never
 * accepted, and what is let in is not refused for want of room later.
 */
@NullMarked
package dev.fairlead.door;

import org.jspecify.annotations.NullMarked;
