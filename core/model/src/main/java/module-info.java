// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns: exact numbers, orders, trading days and what is said. Depends on nothing but the JDK.
 */
module dev.fairlead.model {
  requires static transitive org.jspecify;

  exports dev.fairlead.account;
  exports dev.fairlead.calendar;
  exports dev.fairlead.doubt;
  exports dev.fairlead.market;
  exports dev.fairlead.money;
  exports dev.fairlead.model;
  exports dev.fairlead.message;
  exports dev.fairlead.notice;
}
