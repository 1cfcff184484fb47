// SPDX-License-Identifier: Apache-2.0
/**
 * Who may talk to the gateway: {@link ClientKeys}, kept as hashes in {@code DATA/keys.json}, and
 * {@link ClientEnv}, the file that lets any SDK use one of them. A secret exists in clear text only
 * in {@link IssuedKey}, once, and in {@code DATA/client.env}; neither prints it (S-14, S-23).
 */
@NullMarked
package dev.fairlead.keys;

import org.jspecify.annotations.NullMarked;
