// SPDX-License-Identifier: Apache-2.0
/**
 * A whole gateway with its brokers, clients and operator in one thread and virtual time, from one
 * seed ({@link Simulation}): the engine, codec and recovery are those that people trade with;
 * socket, disk, clock and chance are made up. Every fault is drawn from {@link Faults}, so a run
 * can be repeated, and repeated without some of its faults ({@link Shrinking}).
 */
@NullMarked
package dev.fairlead.simulator;

import org.jspecify.annotations.NullMarked;
