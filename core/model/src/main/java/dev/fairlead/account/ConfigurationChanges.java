// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.account;

import dev.fairlead.account.Configuration.ConfirmEmail;
import dev.fairlead.account.Configuration.DayTradeCheck;
import dev.fairlead.account.Configuration.Multiplier;
import dev.fairlead.account.Configuration.OptionsLevel;
import org.jspecify.annotations.Nullable;

/**
 * What of a {@link Configuration} is to be otherwise; null leaves it as it is. A change and not the
 * whole, so that two clients of one key that change different things both get their way.
 */
public record ConfigurationChanges(
    @Nullable Boolean suspendTrade,
    @Nullable Boolean noShorting,
    @Nullable Boolean fractionalTrading,
    @Nullable Boolean ptpNoExceptionEntry,
    @Nullable Boolean disableOvernightTrading,
    @Nullable Multiplier maxMultiplier,
    @Nullable ConfirmEmail confirmEmail,
    @Nullable OptionsLevel maxOptionsLevel,
    @Nullable DayTradeCheck dayTradeCheck,
    @Nullable DayTradeCheck patternCheck) {}
