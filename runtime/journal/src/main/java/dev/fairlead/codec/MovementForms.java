// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.INSTANT_OR_NULL;
import static dev.fairlead.codec.ValueForms.MONEY;
import static dev.fairlead.codec.ValueForms.NOTIONAL;
import static dev.fairlead.codec.ValueForms.QUANTITY;
import static dev.fairlead.codec.ValueForms.SYMBOL;

import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forms of what comes and goes without a fill. */
final class MovementForms {
  private static final Form<MovementKind> KIND =
      Form.codes(MovementKind.values(), MovementForms::code);

  private static final Form<@Nullable Symbol> SYMBOL_OR_NULL = Form.nullable(SYMBOL);

  private static final Form<List<String>> TEXTS =
      Form.list(Form.of(ByteWriter::text, ByteReader::text));

  static final Form<Moved> MOVED = Form.group(MovementForms::writeMoved, MovementForms::readMoved);

  static final Form<Flowed> FLOWED =
      Form.group(
          (out, flow) -> {
            ACCOUNT.write(out, flow.account());
            out.text(flow.id());
            KIND.write(out, flow.kind());
            MONEY.write(out, flow.amount());
            SYMBOL_OR_NULL.write(out, flow.symbol());
            INSTANT.write(out, flow.at());
            out.text(flow.cause());
          },
          in ->
              new Flowed(
                  ACCOUNT.read(in),
                  in.text(),
                  KIND.read(in),
                  MONEY.read(in),
                  SYMBOL_OR_NULL.read(in),
                  INSTANT.read(in),
                  in.text()));

  static final Form<Included> INCLUDED =
      Form.group(
          (out, included) -> {
            ACCOUNT.write(out, included.account());
            TEXTS.write(out, included.ids());
          },
          in -> new Included(ACCOUNT.read(in), TEXTS.read(in)));

  static final Form<List<Execution>> EXECUTION_LIST =
      Form.list(
          Form.group(
              (out, execution) -> {
                ACCOUNT.write(out, execution.account());
                out.text(execution.executionId());
              },
              in -> new Execution(ACCOUNT.read(in), in.text())));

  private MovementForms() {}

  private static void writeMoved(ByteWriter out, Moved moved) {
    ACCOUNT.write(out, moved.account());
    out.text(moved.id());
    SYMBOL.write(out, moved.symbol());
    QUANTITY.write(out, moved.quantity());
    NOTIONAL.write(out, moved.cost());
    out.text(moved.cause());
    KIND.write(out, moved.kind());
    INSTANT_OR_NULL.write(out, moved.at());
  }

  private static Moved readMoved(ByteReader in) {
    Moved opening =
        new Moved(
            ACCOUNT.read(in),
            in.text(),
            SYMBOL.read(in),
            QUANTITY.read(in),
            NOTIONAL.read(in),
            in.text());
    // Before they had kinds there were only openings.
    return in.more() ? opening.of(KIND.read(in), INSTANT_OR_NULL.read(in)) : opening;
  }

  private static int code(MovementKind kind) {
    return switch (kind) {
      case OPENING -> 1;
      case DEPOSIT -> 2;
      case WITHDRAWAL -> 3;
      case CASH_TRANSFER -> 4;
      case ACCOUNT_TRANSFER_CASH -> 5;
      case ACCOUNT_TRANSFER_SECURITIES -> 6;
      case FREE_DELIVERY -> 7;
      case ON_CHAIN_TRANSFER -> 8;
      case JOURNAL -> 9;
      case JOURNAL_CASH -> 10;
      case JOURNAL_SECURITIES -> 11;
      case DIVIDEND -> 12;
      case DIVIDEND_FEE -> 13;
      case DIVIDEND_FOREIGN_TAX -> 14;
      case DIVIDEND_NONRESIDENT_TAX -> 15;
      case DIVIDEND_WITHHOLDING -> 16;
      case DIVIDEND_TAX_EXEMPT -> 17;
      case DIVIDEND_RETURN_OF_CAPITAL -> 18;
      case CAPITAL_GAIN -> 19;
      case CAPITAL_GAIN_LONG_TERM -> 20;
      case CAPITAL_GAIN_SHORT_TERM -> 21;
      case INTEREST -> 22;
      case INTEREST_NONRESIDENT_TAX -> 23;
      case INTEREST_WITHHOLDING -> 24;
      case FEE -> 25;
      case CRYPTO_FEE -> 26;
      case PASS_THROUGH_CHARGE -> 27;
      case PASS_THROUGH_REBATE -> 28;
      case SPLIT -> 29;
      case SPIN_OFF -> 30;
      case MERGER -> 31;
      case NAME_CHANGE -> 32;
      case REORGANIZATION -> 33;
      case OPTION_ASSIGNMENT -> 34;
      case OPTION_CORPORATE_ACTION -> 35;
      case OPTION_CASH -> 36;
      case OPTION_EXERCISE -> 37;
      case OPTION_EXPIRATION -> 38;
      case OPTION_TRADE -> 39;
      case OTHER -> 40;
    };
  }
}
