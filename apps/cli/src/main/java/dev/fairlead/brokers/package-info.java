// SPDX-License-Identifier: Apache-2.0
/**
 * Which broker accounts a gateway trades with, and with whose keys: {@link BrokerPlan} says it from
 * the settings, the environment and the names in the key store; opened, it gives an {@link
 * AccountSetup} for each.
 */
@NullMarked
package dev.fairlead.brokers;

import org.jspecify.annotations.NullMarked;
