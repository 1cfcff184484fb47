// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.stamp;

import org.jspecify.annotations.NullMarked;
