// SPDX-License-Identifier: Apache-2.0
/** A gateway under strain: more than it can take, and a broker that hangs. */
@NullMarked
package dev.fairlead.strain;

import org.jspecify.annotations.NullMarked;
