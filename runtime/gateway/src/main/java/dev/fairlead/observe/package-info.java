// SPDX-License-Identifier: Apache-2.0
/**
 * What a running gateway can be watched by: the hops of orders, what was decided and refused, what
 * waits.
 */
@NullMarked
package dev.fairlead.observe;

import org.jspecify.annotations.NullMarked;
