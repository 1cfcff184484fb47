// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.client;

import org.jspecify.annotations.NullMarked;
