// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.fairlead.doctor;

import org.jspecify.annotations.NullMarked;
