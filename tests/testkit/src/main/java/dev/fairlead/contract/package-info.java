// SPDX-License-Identifier: Apache-2.0
/**
 * What every broker adapter must do, as numbered cases. {@link BrokerContract} runs them for one
 * adapter; a subclass gives it a {@link FarSide}: the adapter, and whoever stands behind it, as far
 * as a test can direct that. A case names what it needs of the far side ({@link Directive}) and of
 * the account's capabilities; where that is missing it is skipped, and the report says so. No case
 * is skipped by hand.
 */
@NullMarked
package dev.fairlead.contract;

import org.jspecify.annotations.NullMarked;
