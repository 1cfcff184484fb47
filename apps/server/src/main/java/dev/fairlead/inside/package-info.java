// SPDX-License-Identifier: Apache-2.0
/**
 * Fairlead's own API, {@code /fairlead/v1}, in the words of the glossary: what the gateway knows
 * and Alpaca's API has no words for. {@link InsideApi} has its routes, {@code openapi.json} beside
 * it describes them, and a test holds the two together.
 */
@NullMarked
package dev.fairlead.inside;

import org.jspecify.annotations.NullMarked;
