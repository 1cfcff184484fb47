// SPDX-License-Identifier: Apache-2.0
/** What a broker adapter is to the gateway. */
module dev.fairlead.broker {
  requires transitive dev.fairlead.model;
  requires static transitive org.jspecify;

  exports dev.fairlead.broker;
}
