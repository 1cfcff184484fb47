// SPDX-License-Identifier: Apache-2.0
/** The gateway and its book, as a client's requests need them: {@link Desk}. */
@NullMarked
package dev.fairlead.desk;

import org.jspecify.annotations.NullMarked;
