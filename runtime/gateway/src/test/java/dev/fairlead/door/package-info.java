// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.door;

import org.jspecify.annotations.NullMarked;
