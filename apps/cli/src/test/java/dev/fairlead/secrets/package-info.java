// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.secrets;

import org.jspecify.annotations.NullMarked;
