// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.reconcile;

import org.jspecify.annotations.NullMarked;
