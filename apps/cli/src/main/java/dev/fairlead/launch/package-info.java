// SPDX-License-Identifier: Apache-2.0
/**
 * Puts a gateway together and takes it apart again: {@link RunningGateway}. The only place that
 * names every broker. Whatever keeps a gateway from starting is a {@link StartException}.
 */
@NullMarked
package dev.fairlead.launch;

import org.jspecify.annotations.NullMarked;
