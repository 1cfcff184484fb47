// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Trust;
import dev.fairlead.message.Capabilities.DoubtClass;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A doubt with all that somebody needs who is to settle it.
 *
 * @param doubtClass its account's; null while its link is down
 * @param needs what would settle it, for people
 */
public record DoubtCase(
    Doubt doubt,
    Order order,
    Placement placement,
    @Nullable DoubtClass doubtClass,
    Trust trust,
    String needs) {}
