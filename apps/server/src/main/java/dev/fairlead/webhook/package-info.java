// SPDX-License-Identifier: Apache-2.0
/**
 * Events told to other programs by POST requests to their addresses, signed as Standard Webhooks
 * are. Start at {@link Webhooks}. Each hook has its own thread, its own place in the journal and
 * its own pauses; none of them holds up an order, or another hook.
 */
@NullMarked
package dev.fairlead.webhook;

import org.jspecify.annotations.NullMarked;
