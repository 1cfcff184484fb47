// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway's door: {@link FairleadServer} opens it, {@link ServerConfig} says how. It listens on
 * the loopback address only (S-01), wants a key for every route but health (S-10), and believes no
 * browser that was sent here by another site (S-04, S-05).
 */
@NullMarked
package dev.fairlead.server;

import org.jspecify.annotations.NullMarked;
