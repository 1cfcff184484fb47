// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** Kinds of instruments that follow different order rules. */
public enum AssetClass {
  /** Shares and funds listed on an exchange, in any country. */
  EQUITY,
  /** Currency pairs that trade round the clock; neither marginable nor shortable. */
  CRYPTO
}
