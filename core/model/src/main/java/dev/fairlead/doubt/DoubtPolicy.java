// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doubt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of an account has settled of its doubts.
 *
 * @param neverRelease that the broker has not got a placement is never taken as a proof (D-06);
 *     accounts of the classes B and E are never believed it anyway
 * @param closeAbsentAfter where an absence proves nothing (class B): a placement that was not to be
 *     found for so long is closed all the same, and never placed again; null for never
 */
public record DoubtPolicy(boolean neverRelease, @Nullable Duration closeAbsentAfter) {
  /** Where nothing is settled. */
  public static final DoubtPolicy USUAL = new DoubtPolicy(false, null);
}
