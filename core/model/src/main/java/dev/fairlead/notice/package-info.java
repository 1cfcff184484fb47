// SPDX-License-Identifier: Apache-2.0
/**
 * Events as they are told outside: each under its {@link EventName}, as a {@link Notice}, to
 * listeners in this process, on streams, and to webhooks. The names are here and nowhere else.
 */
@NullMarked
package dev.fairlead.notice;

import org.jspecify.annotations.NullMarked;
