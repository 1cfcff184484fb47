// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.records;

import dev.fairlead.message.Capabilities;

/** One part of {@link Capabilities}, which has its own source. */
public enum Aspect {
  OFFERS,
  GROUPS,
  REPLACING,
  IDENTITY,
  ABSENCE,
  REACH,
  BUDGETS,
  PAUSES
}
