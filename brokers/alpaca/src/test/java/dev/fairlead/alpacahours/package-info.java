// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.alpacahours;

import org.jspecify.annotations.NullMarked;
