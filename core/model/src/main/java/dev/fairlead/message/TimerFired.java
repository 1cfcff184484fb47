// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.PlacementId;

/** An instant has come that the engine asked to be told of: look at {@code placement} again. */
public record TimerFired(PlacementId placement) implements Input.Cause {}
