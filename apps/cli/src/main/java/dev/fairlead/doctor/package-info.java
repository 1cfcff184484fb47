// SPDX-License-Identifier: Apache-2.0
/** Looks a machine and a data folder over: {@link Checkup} makes {@link Check}s. */
@NullMarked
package dev.fairlead.doctor;

import org.jspecify.annotations.NullMarked;
