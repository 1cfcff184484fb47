// SPDX-License-Identifier: Apache-2.0
/** What the one who runs the gateway sees of doubts, and does about them. */
@NullMarked
package dev.fairlead.operator;

import org.jspecify.annotations.NullMarked;
