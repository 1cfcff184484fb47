// SPDX-License-Identifier: Apache-2.0
/** The deterministic heart: one function from an input to what it leads to. */
module dev.fairlead.engine {
  requires transitive dev.fairlead.model;
  requires static transitive org.jspecify;

  exports dev.fairlead.engine;
  exports dev.fairlead.exits;
  exports dev.fairlead.routing;
  exports dev.fairlead.state;
}
