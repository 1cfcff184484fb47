// SPDX-License-Identifier: Apache-2.0
/**
 * Talks to a running gateway, as any other program does: {@link GatewayClient} over HTTP, {@link
 * UpdateStream} for what happens.
 */
@NullMarked
package dev.fairlead.client;

import org.jspecify.annotations.NullMarked;
