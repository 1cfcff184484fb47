// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.jspecify.annotations.Nullable;

/**
 * An order as its client wrote it, before anybody checked it: texts, null where nothing was said.
 * Field names in faults are Alpaca's ({@code limit_price}).
 */
public record OrderDraft(
    @Nullable String symbol,
    @Nullable String qty,
    @Nullable String notional,
    @Nullable String side,
    @Nullable String type,
    @Nullable String timeInForce,
    @Nullable String limitPrice,
    @Nullable String stopPrice,
    @Nullable String trailPrice,
    @Nullable String trailPercent,
    @Nullable String extendedHours,
    @Nullable String clientOrderId,
    @Nullable String orderClass) {}
