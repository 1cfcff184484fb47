// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.metrics;

import org.jspecify.annotations.NullMarked;
