// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.brokers;

import org.jspecify.annotations.NullMarked;
