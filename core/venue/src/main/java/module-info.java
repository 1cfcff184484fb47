// SPDX-License-Identifier: Apache-2.0
/**
 * A market: what it shows, and how it fills orders. Pure: time is an argument, chance is a hash.
 */
module dev.fairlead.venue {
  requires transitive dev.fairlead.model;
  requires static transitive org.jspecify;

  exports dev.fairlead.feed;
  exports dev.fairlead.venue;
}
