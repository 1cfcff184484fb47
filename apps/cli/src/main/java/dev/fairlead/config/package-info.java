// SPDX-License-Identifier: Apache-2.0
/**
 * How a gateway is set up: {@link FairleadConfig}, read from a YAML file whose every fault is told
 * with its place, what is allowed, and the nearest name.
 */
@NullMarked
package dev.fairlead.config;

import org.jspecify.annotations.NullMarked;
