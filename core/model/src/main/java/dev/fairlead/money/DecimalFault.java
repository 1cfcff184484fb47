// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

/** A text that is not a decimal number, or not one that the type can hold exactly. */
public final class DecimalFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the text. */
  public enum Kind {
    /** Not a decimal number at all: empty, {@code NaN}, letters, or over 40 characters. */
    NOT_A_NUMBER,
    /** More digits after the point than the type keeps. */
    TOO_MANY_DECIMALS,
    /** Further from zero than the type reaches. */
    TOO_LARGE
  }

  private final Kind kind;
  private final String limit;

  DecimalFault(Kind kind, String text, String limit) {
    super(kind + ": '" + text + "', " + limit);
    this.kind = kind;
    this.limit = limit;
  }

  public Kind kind() {
    return kind;
  }

  /** What would have been right, for people: {@code at most 9 decimals}. */
  public String limit() {
    return limit;
  }
}
