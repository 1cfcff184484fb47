// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.message.OrderNews;
import dev.fairlead.model.PlacementId;

/** News of one placement, in the order in which it happened. */
public record VenueReport(PlacementId placement, OrderNews news) {}
