// SPDX-License-Identifier: Apache-2.0
/**
 * How well each link works: what was observed of it lately, condensed to a score with its causes,
 * and the breaker that keeps new orders from an account whose link has failed too often. Rules are
 * data, scoring and breaker pure; only the keeper has a thread.
 */
@NullMarked
package dev.fairlead.health;

import org.jspecify.annotations.NullMarked;
