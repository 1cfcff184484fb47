// SPDX-License-Identifier: Apache-2.0
/**
 * The command line. {@link Fairlead} is {@code main}; every command is a class of its own, and ends
 * with an {@link ExitCode} that scripts can tell apart.
 */
@NullMarked
package dev.fairlead.cli;

import org.jspecify.annotations.NullMarked;
