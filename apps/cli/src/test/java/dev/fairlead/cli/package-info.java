// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.cli;

import org.jspecify.annotations.NullMarked;
