// SPDX-License-Identifier: Apache-2.0
/**
 * The durable log of inputs: {@link Journal}, kept in SQLite. Also the codec, snapshots, recovery
 * and verification.
 */
@NullMarked
package dev.fairlead.journal;

import org.jspecify.annotations.NullMarked;
