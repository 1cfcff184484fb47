// SPDX-License-Identifier: Apache-2.0
/**
 * The broker SPI. A {@link Broker} opens {@link BrokerLink}s, one for each account; a link takes
 * {@link dev.fairlead.message.BrokerCommand}s, answers each once, and feeds what follows as {@link
 * dev.fairlead.message.BrokerReport}s to its {@link LinkListener}. An adapter translates, it
 * decides nothing: no retry of a place or replace (D-03), no guess about an outcome (D-01), no
 * state that the gateway would miss.
 */
@NullMarked
package dev.fairlead.broker;

import org.jspecify.annotations.NullMarked;
