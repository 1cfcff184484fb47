// SPDX-License-Identifier: Apache-2.0
/**
 * Requests and answers as bytes: {@link Body} and {@link Query} read what a client wrote without
 * changing a digit of it, {@link ApiError} is a refusal as Alpaca's clients read it, {@link Json}
 * and {@link Http} write answers. Nothing here knows what an order is.
 */
@NullMarked
package dev.fairlead.wire;

import org.jspecify.annotations.NullMarked;
