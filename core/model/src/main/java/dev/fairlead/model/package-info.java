// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns of trading, immutable: {@link Instrument} and its market, the {@link OrderRequest} a
 * client makes, the {@link Order} that it becomes, the {@link Placement} of that order at one
 * broker account, its {@link Attempt}s, the {@link Fill}s that come back, and the {@link Position}
 * and {@link Balance} that they leave. Three different things, never one record: an order is what
 * the client asked for, once; a placement is one intended placing of it, with a broker-visible id
 * of ours; an attempt is one outbound request.
 */
@NullMarked
package dev.fairlead.model;

import org.jspecify.annotations.NullMarked;
