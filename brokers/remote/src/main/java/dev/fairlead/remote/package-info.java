// SPDX-License-Identifier: Apache-2.0
/**
 * What adapters of brokers over a network share: requests that are sent once and tell what is
 * proven of them, sockets that come back, budgets, and waits that grow. None of it knows a broker.
 */
@NullMarked
package dev.fairlead.remote;

import org.jspecify.annotations.NullMarked;
