// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.util.function.UnaryOperator;

/**
 * A route that takes a body and answers bytes, behind the same guards and limits as the others:
 * what a benchmark compares the real ones with.
 */
public record PostRoute(String path, UnaryOperator<byte[]> answer) {}
