// SPDX-License-Identifier: Apache-2.0
/** How each part of a running gateway is, for whoever watches it: {@link Checks}. */
@NullMarked
package dev.fairlead.vitals;

import org.jspecify.annotations.NullMarked;
