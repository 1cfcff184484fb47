// SPDX-License-Identifier: Apache-2.0
/**
 * What brokers can do that have no adapter yet, as data: each value with where it is documented.
 * The pages in {@code docs/brokers} are written from them, and tests hold the engine and the API to
 * them, so that a broker that is different is met on paper first. When its adapter is written, the
 * record moves there.
 */
@NullMarked
package dev.fairlead.records;

import org.jspecify.annotations.NullMarked;
