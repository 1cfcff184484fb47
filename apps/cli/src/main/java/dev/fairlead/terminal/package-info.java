// SPDX-License-Identifier: Apache-2.0
/**
 * What a person sees: {@link Table}s, colours where they are wanted, and a whole {@link Screen}.
 */
@NullMarked
package dev.fairlead.terminal;

import org.jspecify.annotations.NullMarked;
