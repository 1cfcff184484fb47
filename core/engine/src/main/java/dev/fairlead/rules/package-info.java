// SPDX-License-Identifier: Apache-2.0
/** What an order must be like to be taken: rules that find all faults. Pure. */
@NullMarked
package dev.fairlead.rules;

import org.jspecify.annotations.NullMarked;
