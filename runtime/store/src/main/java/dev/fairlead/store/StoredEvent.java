// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Event;
import java.time.Instant;

/**
 * An event as it was told, with what is needed to tell it again in the same words.
 *
 * @param at the gateway's time of the input that it came of
 */
public record StoredEvent<E extends Event>(EventPlace place, Instant at, E event) {}
