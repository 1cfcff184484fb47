// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.terminal;

import org.jspecify.annotations.NullMarked;
