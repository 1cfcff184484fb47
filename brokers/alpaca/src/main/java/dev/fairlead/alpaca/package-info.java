// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca as a broker. {@link AlpacaConfig} says which account is traded, where, and with which key;
 * {@link EnvironmentCheck} that paper is paper and live is live.
 */
@NullMarked
package dev.fairlead.alpaca;

import org.jspecify.annotations.NullMarked;
