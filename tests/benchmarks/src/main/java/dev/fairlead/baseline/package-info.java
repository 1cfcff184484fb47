// SPDX-License-Identifier: Apache-2.0
/** What Fairlead is measured against: plain programs that do the least that the work needs. */
@NullMarked
package dev.fairlead.baseline;

import org.jspecify.annotations.NullMarked;
