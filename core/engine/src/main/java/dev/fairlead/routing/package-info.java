// SPDX-License-Identifier: Apache-2.0
/** Which broker account an order goes to: one rule a class, pure and deterministic. */
@NullMarked
package dev.fairlead.routing;

import org.jspecify.annotations.NullMarked;
