// SPDX-License-Identifier: Apache-2.0
/** Alpaca as a broker. */
module dev.fairlead.alpaca {
  requires transitive dev.fairlead.broker;
  requires static transitive org.jspecify;

  exports dev.fairlead.alpaca;
}
