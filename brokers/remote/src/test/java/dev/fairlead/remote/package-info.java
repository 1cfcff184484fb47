// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.remote;

import org.jspecify.annotations.NullMarked;
