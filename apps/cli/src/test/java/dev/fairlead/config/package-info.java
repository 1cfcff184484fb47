// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.config;

import org.jspecify.annotations.NullMarked;
