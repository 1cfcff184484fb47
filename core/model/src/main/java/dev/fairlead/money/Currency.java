// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

/** A currency by its code of three to five capitals: {@code USD}, {@code INR}, {@code USDT}. */
public record Currency(String code) implements Comparable<Currency> {
  public static final Currency USD = new Currency("USD");
  public static final Currency INR = new Currency("INR");

  /** Refuses a code that is not three to five capital letters. */
  public Currency {
    if (code.length() < 3
        || code.length() > 5
        || !code.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new IllegalArgumentException(
          "currency '" + code + "' is not three to five capital letters, such as USD");
    }
  }

  @Override
  public int compareTo(Currency other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
