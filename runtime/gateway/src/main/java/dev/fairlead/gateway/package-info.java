// SPDX-License-Identifier: Apache-2.0
/** The running gateway: {@link BrokerManager} and the threads behind it. */
@NullMarked
package dev.fairlead.gateway;

import org.jspecify.annotations.NullMarked;
