// SPDX-License-Identifier: Apache-2.0
/**
 * Inputs and states as bytes. {@link Codec} is the door; {@code ValueForms}, {@code OrderForms},
 * {@code PlacementForms}, {@code CapabilityForms}, {@code CauseForms} and {@code StateForms} say
 * how, by the rules of {@code Form}: what was once written can be read for ever (J-09).
 */
@NullMarked
package dev.fairlead.codec;

import org.jspecify.annotations.NullMarked;
