// SPDX-License-Identifier: Apache-2.0
/** Where an order spent its time, from its client's request to its end: {@link OrderTrace}. */
@NullMarked
package dev.fairlead.trace;

import org.jspecify.annotations.NullMarked;
