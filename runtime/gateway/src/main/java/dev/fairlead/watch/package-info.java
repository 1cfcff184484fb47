// SPDX-License-Identifier: Apache-2.0
/**
 * What the engine waits for: instants and prices. Both are told once, and neither is remembered.
 */
@NullMarked
package dev.fairlead.watch;

import org.jspecify.annotations.NullMarked;
