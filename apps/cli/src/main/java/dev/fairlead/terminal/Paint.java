// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

/** Colours a text, or leaves it alone where colours are not wanted. */
public enum Paint {
  /** For files, pipes, and people who set {@code NO_COLOR}. */
  PLAIN,
  /** For a terminal. */
  COLOUR;

  public String heading(String text) {
    return wrap("1", text);
  }

  public String good(String text) {
    return wrap("32", text);
  }

  public String warning(String text) {
    return wrap("33", text);
  }

  public String bad(String text) {
    return wrap("31", text);
  }

  private String wrap(String code, String text) {
    return switch (this) {
      case PLAIN -> text;
      case COLOUR -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
