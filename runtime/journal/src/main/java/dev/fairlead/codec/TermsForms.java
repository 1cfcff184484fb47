// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.ValueForms.PERCENT;
import static dev.fairlead.codec.ValueForms.PRICE;

import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;

/**
 * Forms of how an order trades, and of how its position is left again. Exits go where a request's
 * terms are, as terms of another kind: who does not know them refuses the request, and does not
 * take it for an order without.
 */
final class TermsForms {
  /** The terms of a request, and its exits if it has any. */
  record Trading(OrderTerms terms, Exits exits) {}

  private static final int WITH_EXITS = 7;

  private static final Form<OrderTerms> TERMS =
      Form.group(TermsForms::writeTerms, in -> readTerms(in, in.tag()));

  private static final Form<Exits> EXITS =
      Form.group(TermsForms::writeExits, TermsForms::readExits);

  static final Form<Trading> TRADING = Form.group(TermsForms::write, TermsForms::read);

  private TermsForms() {}

  private static void write(ByteWriter out, Trading trading) {
    if (trading.exits() instanceof Exits.None) {
      writeTerms(out, trading.terms());
    } else {
      out.unsigned(WITH_EXITS);
      TERMS.write(out, trading.terms());
      EXITS.write(out, trading.exits());
    }
  }

  private static Trading read(ByteReader in) {
    int tag = in.tag();
    return tag == WITH_EXITS
        ? new Trading(TERMS.read(in), EXITS.read(in))
        : new Trading(readTerms(in, tag), new Exits.None());
  }

  private static void writeTerms(ByteWriter out, OrderTerms terms) {
    switch (terms) {
      case OrderTerms.Market() -> out.unsigned(1);
      case OrderTerms.Limit(var limit) -> {
        out.unsigned(2);
        PRICE.write(out, limit);
      }
      case OrderTerms.Stop(var stop) -> {
        out.unsigned(3);
        PRICE.write(out, stop);
      }
      case OrderTerms.StopLimit(var stop, var limit) -> {
        out.unsigned(4);
        PRICE.write(out, stop);
        PRICE.write(out, limit);
      }
      case OrderTerms.TrailingAmount(var trail) -> {
        out.unsigned(5);
        PRICE.write(out, trail);
      }
      case OrderTerms.TrailingPercent(var trail) -> {
        out.unsigned(6);
        PERCENT.write(out, trail);
      }
    }
  }

  private static OrderTerms readTerms(ByteReader in, int tag) {
    return switch (tag) {
      case 1 -> new OrderTerms.Market();
      case 2 -> new OrderTerms.Limit(PRICE.read(in));
      case 3 -> new OrderTerms.Stop(PRICE.read(in));
      case 4 -> new OrderTerms.StopLimit(PRICE.read(in), PRICE.read(in));
      case 5 -> new OrderTerms.TrailingAmount(PRICE.read(in));
      case 6 -> new OrderTerms.TrailingPercent(PERCENT.read(in));
      default -> throw Form.tooNew("OrderTerms", tag);
    };
  }

  private static void writeExits(ByteWriter out, Exits exits) {
    switch (exits) {
      case Exits.None() -> out.unsigned(1);
      case Exits.Bracket(var profit, var loss) -> {
        out.unsigned(2);
        PRICE.write(out, profit.limit());
        TERMS.write(out, loss);
      }
      case Exits.Oco(var loss) -> {
        out.unsigned(3);
        TERMS.write(out, loss);
      }
      case Exits.Oto(var exit) -> {
        out.unsigned(4);
        TERMS.write(out, exit);
      }
    }
  }

  private static Exits readExits(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Exits.None();
      case 2 -> new Exits.Bracket(new OrderTerms.Limit(PRICE.read(in)), TERMS.read(in));
      case 3 -> new Exits.Oco(TERMS.read(in));
      case 4 -> new Exits.Oto(TERMS.read(in));
      default -> throw Form.tooNew("Exits", tag);
    };
  }
}
