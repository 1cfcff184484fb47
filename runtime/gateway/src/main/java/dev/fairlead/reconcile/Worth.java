// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;

/** What one unit of an instrument is worth. */
record Worth(Price price, Currency currency) {}
