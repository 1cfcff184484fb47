// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.gateway;

import org.jspecify.annotations.NullMarked;
