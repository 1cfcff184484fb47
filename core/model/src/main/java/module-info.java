// SPDX-License-Identifier: Apache-2.0
/** The nouns: exact numbers, orders and what is said about them. Depends on nothing but the JDK. */
module dev.fairlead.model {
  requires static transitive org.jspecify;

  exports dev.fairlead.money;
  exports dev.fairlead.model;
  exports dev.fairlead.message;
}
