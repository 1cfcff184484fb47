// SPDX-License-Identifier: Apache-2.0
/** What a client has settled for its own trading: {@link Configuration}. */
@NullMarked
package dev.fairlead.account;

import org.jspecify.annotations.NullMarked;
