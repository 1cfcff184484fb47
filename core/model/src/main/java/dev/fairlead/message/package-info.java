// SPDX-License-Identifier: Apache-2.0
/**
 * What is said. Into the engine go {@link Input}s: what a client asked ({@link ClientCommand}),
 * what a broker told us ({@link BrokerReport}), a change of a link, a timer, an operator's action.
 * Out of it come an {@link Outcome}'s {@link Event}s (what happened), {@link Effect}s (what to do,
 * among them {@link BrokerCommand}s) and {@link Reply}. Asked, told, happened and to-do are four
 * families that do not overlap; all are immutable from birth.
 */
@NullMarked
package dev.fairlead.message;

import org.jspecify.annotations.NullMarked;
