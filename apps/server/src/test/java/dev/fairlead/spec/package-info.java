// SPDX-License-Identifier: Apache-2.0
/**
 * Alpaca's OpenAPI documents as judges of our answers. {@link dev.fairlead.spec.SpecCheck} is the
 * door: a test's HTTP client hands it every answer that it gets. The documents are read from {@code
 * ../shared/data/alpaca}, beside the checkout; where they are not, nothing is judged and {@code
 * SpecCoverageTest} says so.
 */
@NullMarked
package dev.fairlead.spec;

import org.jspecify.annotations.NullMarked;
