// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.jspecify.annotations.Nullable;

/** What a replace asks to change, as its client wrote it: texts, null where nothing was said. */
public record ChangesDraft(
    @Nullable String qty,
    @Nullable String timeInForce,
    @Nullable String limitPrice,
    @Nullable String stopPrice,
    @Nullable String trail,
    @Nullable String clientOrderId) {}
