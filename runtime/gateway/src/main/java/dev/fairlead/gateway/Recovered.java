// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;

/**
 * An engine at the end of the journal.
 *
 * @param snapshotAt the sequence of the snapshot that it began from; 0 where there was none
 * @param recent the last outcomes of the replay
 */
record Recovered(OrderEngine engine, long snapshotAt, Recent recent) {}
