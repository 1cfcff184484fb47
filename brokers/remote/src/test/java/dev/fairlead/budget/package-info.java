// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.budget;

import org.jspecify.annotations.NullMarked;
