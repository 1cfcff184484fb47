// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field as the client named it: {@code limit_price}
 * @param value what it said; empty when it said nothing
 * @param rule what it breaks, for programs: {@code tick}, {@code required}, {@code max-decimals}
 * @param limit what would be right, for people: {@code a multiple of 0.01}
 */
public record Fault(String field, String value, String rule, String limit) {
  /**
   * {@code limit_price '190.255' breaks rule tick: must be a multiple of 0.01}, or, as Alpaca says
   * it, {@code qty is required: give qty or notional}.
   */
  public String sentence() {
    if (rule.equals("required")) {
      return field + " is required: " + limit;
    }
    String said = value.isEmpty() ? field : field + " '" + value + "'";
    return said + " breaks rule " + rule + ": " + limit;
  }
}
