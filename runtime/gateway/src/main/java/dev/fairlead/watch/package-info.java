// SPDX-License-Identifier: Apache-2.0
/**
 * What is waited for: instants, prices, answers that are owed. Each is told once, and none is
 * remembered.
 */
@NullMarked
package dev.fairlead.watch;

import org.jspecify.annotations.NullMarked;
