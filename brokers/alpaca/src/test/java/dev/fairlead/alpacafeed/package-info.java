// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.alpacafeed;

import org.jspecify.annotations.NullMarked;
