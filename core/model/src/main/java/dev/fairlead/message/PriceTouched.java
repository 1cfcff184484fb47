// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.OrderId;
import dev.fairlead.model.Quote;

/** The market has reached what was watched for {@code order}, as {@code quote} shows. */
public record PriceTouched(OrderId order, Quote quote) implements Input.Cause {}
