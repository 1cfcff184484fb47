// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.vitals;

import org.jspecify.annotations.NullMarked;
