// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.observe;

import org.jspecify.annotations.NullMarked;
