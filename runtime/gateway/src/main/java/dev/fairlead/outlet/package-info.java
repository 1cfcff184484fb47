// SPDX-License-Identifier: Apache-2.0
/** How commands leave for a broker's link, and how one link holds up no other. */
@NullMarked
package dev.fairlead.outlet;

import org.jspecify.annotations.NullMarked;
