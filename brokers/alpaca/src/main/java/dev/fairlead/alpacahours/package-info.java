// SPDX-License-Identifier: Apache-2.0
/** What time it is at Alpaca, and on which days its market trades. */
@NullMarked
package dev.fairlead.alpacahours;

import org.jspecify.annotations.NullMarked;
