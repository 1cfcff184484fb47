// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of broker accounts at rest: {@link KeyStore} is one file, sealed, that a {@link
 * StoreKey} opens. The only package that knows the library that does the sums.
 */
@NullMarked
package dev.fairlead.secrets;

import org.jspecify.annotations.NullMarked;
