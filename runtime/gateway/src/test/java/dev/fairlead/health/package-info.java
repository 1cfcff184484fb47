// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.health;

import org.jspecify.annotations.NullMarked;
