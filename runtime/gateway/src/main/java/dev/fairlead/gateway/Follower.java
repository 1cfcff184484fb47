// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

/**
 * Someone who must hear every outcome after a sequence, once and in order, across restarts.
 *
 * @param after the last sequence that it has already
 * @param past hears what the journal holds beyond that, on the thread that opens the gateway; may
 *     wait
 * @param live hears what happens from then on, on the sequencer's thread; must not wait
 */
public record Follower(long after, OutcomeListener past, OutcomeListener live) {}
