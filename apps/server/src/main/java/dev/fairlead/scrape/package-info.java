// SPDX-License-Identifier: Apache-2.0
/**
 * {@code /metrics}: the gateway's numbers in the text format that Prometheus scrapes. {@link
 * dev.fairlead.scrape.ScrapeRoute} is the door; names and units follow Prometheus' conventions.
 */
@NullMarked
package dev.fairlead.scrape;

import org.jspecify.annotations.NullMarked;
