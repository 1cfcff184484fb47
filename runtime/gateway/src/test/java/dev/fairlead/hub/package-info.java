// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.hub;

import org.jspecify.annotations.NullMarked;
