// SPDX-License-Identifier: Apache-2.0
/** Which broker account acts, as those who run a gateway see and change it. */
@NullMarked
package dev.fairlead.acting;

import org.jspecify.annotations.NullMarked;
