// SPDX-License-Identifier: Apache-2.0
/** All that the engine knows, as plain data: whole, and as what has changed. */
@NullMarked
package dev.fairlead.state;

import org.jspecify.annotations.NullMarked;
