// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input led to.
 *
 * @param sequence the input's
 * @param reply the answer to the client; null where no client asked
 */
public record Outcome(
    long sequence, Instant at, @Nullable Reply reply, List<Event> events, List<Effect> effects) {}
