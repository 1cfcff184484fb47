// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/** Where an instrument is listed. */
public enum Exchange {
  NYSE,
  NASDAQ,
  ARCA,
  AMEX,
  BATS,
  OTC,
  NSE,
  BSE,
  CRYPTO
}
