// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.watch;

import org.jspecify.annotations.NullMarked;
