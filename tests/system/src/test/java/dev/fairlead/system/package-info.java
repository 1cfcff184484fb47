// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the whole: real processes, real clients, and the rules of the code base itself ({@link
 * dev.fairlead.system.ArchitectureTest}, {@link dev.fairlead.system.TidyTest}).
 */
@NullMarked
package dev.fairlead.system;

import org.jspecify.annotations.NullMarked;
