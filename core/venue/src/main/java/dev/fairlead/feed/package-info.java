// SPDX-License-Identifier: Apache-2.0
/**
 * Where quotes and trades come from. Start at {@link Market}: {@link SyntheticMarket} makes them
 * up, {@link ReplayMarket} repeats recorded ones. What has happened is read as a {@link Series},
 * backwards or onwards from any instant.
 *
 * <p>Pure: time is an argument, chance is a hash (I-04).
 */
@NullMarked
package dev.fairlead.feed;

import org.jspecify.annotations.NullMarked;
