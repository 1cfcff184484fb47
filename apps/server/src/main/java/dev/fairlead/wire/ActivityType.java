// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.message.MovementKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Alpaca's types of activities (facts 2.3), and what comes and goes here under each. */
public final class ActivityType {
  public static final String FILL = "FILL";

  private static final String TRANSFERS = "TRANS";
  private static final String MISCELLANEOUS = "MISC";
  private static final Map<MovementKind, String> WORDS = words();

  private ActivityType() {}

  private static Map<MovementKind, String> words() {
    Map<MovementKind, String> words = new EnumMap<>(MovementKind.class);
    for (MovementKind kind : MovementKind.values()) {
      words.put(kind, of(kind));
    }
    return words;
  }

  /** Alpaca's word for a kind. */
  public static String of(MovementKind kind) {
    return switch (kind) {
      // Held when the account was opened: as securities that were put there.
      case OPENING, JOURNAL_SECURITIES -> "JNLS";
      case DEPOSIT -> "CSD";
      case WITHDRAWAL -> "CSW";
      case CASH_TRANSFER -> TRANSFERS;
      case ACCOUNT_TRANSFER_CASH -> "ACATC";
      case ACCOUNT_TRANSFER_SECURITIES -> "ACATS";
      case FREE_DELIVERY -> "FOPT";
      case ON_CHAIN_TRANSFER -> "OCT";
      case JOURNAL -> "JNL";
      case JOURNAL_CASH -> "JNLC";
      case DIVIDEND -> "DIV";
      case DIVIDEND_FEE -> "DIVFEE";
      case DIVIDEND_FOREIGN_TAX -> "DIVFT";
      case DIVIDEND_NONRESIDENT_TAX -> "DIVNRA";
      case DIVIDEND_WITHHOLDING -> "DIVTW";
      case DIVIDEND_TAX_EXEMPT -> "DIVTXEX";
      case DIVIDEND_RETURN_OF_CAPITAL -> "DIVROC";
      case CAPITAL_GAIN -> "CGD";
      case CAPITAL_GAIN_LONG_TERM -> "DIVCGL";
      case CAPITAL_GAIN_SHORT_TERM -> "DIVCGS";
      case INTEREST -> "INT";
      case INTEREST_NONRESIDENT_TAX -> "INTNRA";
      case INTEREST_WITHHOLDING -> "INTTW";
      case FEE -> "FEE";
      case CRYPTO_FEE -> "CFEE";
      case PASS_THROUGH_CHARGE -> "PTC";
      case PASS_THROUGH_REBATE -> "PTR";
      case SPLIT -> "SPLIT";
      case SPIN_OFF -> "SPIN";
      case MERGER -> "MA";
      case NAME_CHANGE -> "NC";
      case REORGANIZATION -> "REORG";
      case OPTION_ASSIGNMENT -> "OPASN";
      case OPTION_CORPORATE_ACTION -> "OPCA";
      case OPTION_CASH -> "OPCSH";
      case OPTION_EXERCISE -> "OPEXC";
      case OPTION_EXPIRATION -> "OPEXP";
      case OPTION_TRADE -> "OPTRD";
      case OTHER -> MISCELLANEOUS;
    };
  }

  /** All types that occur, in the order of the kinds, but for fills. */
  public static Set<String> all() {
    return new LinkedHashSet<>(WORDS.values());
  }

  public static boolean isKnown(String type) {
    return type.equals(FILL) || type.equals("REO") || WORDS.containsValue(type);
  }

  /**
   * What a client asks for with {@code type}: two of them stand for several others. Empty for fills
   * and what is not known.
   */
  public static Set<MovementKind> kinds(String type) {
    Set<MovementKind> kinds = EnumSet.noneOf(MovementKind.class);
    WORDS.forEach((kind, word) -> {
      boolean transfer = kind == MovementKind.DEPOSIT || kind == MovementKind.WITHDRAWAL;
      if (word.equals(type)
          || (type.equals("REO") && kind == MovementKind.REORGANIZATION)
          || (type.equals(TRANSFERS) && transfer)
          || (type.equals(MISCELLANEOUS)
              && !transfer
              && kind != MovementKind.CASH_TRANSFER
              && kind != MovementKind.DIVIDEND)) {
        kinds.add(kind);
      }
    });
    return kinds;
  }
}
