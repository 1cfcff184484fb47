// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.launch;

import org.jspecify.annotations.NullMarked;
