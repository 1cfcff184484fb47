// SPDX-License-Identifier: Apache-2.0
/** Load, and who it is put on: generators bounded in count and time, and gateway processes. */
@NullMarked
package dev.fairlead.load;

import org.jspecify.annotations.NullMarked;
