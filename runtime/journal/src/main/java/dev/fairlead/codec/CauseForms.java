// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.AccountForms.CONFIGURATION_CHANGES;
import static dev.fairlead.codec.CapabilityForms.CAPABILITIES;
import static dev.fairlead.codec.GroupForms.QUOTE;
import static dev.fairlead.codec.HealthForms.CLEARANCE;
import static dev.fairlead.codec.HealthForms.HEALTH;
import static dev.fairlead.codec.MovementForms.FLOWED;
import static dev.fairlead.codec.MovementForms.INCLUDED;
import static dev.fairlead.codec.MovementForms.MOVED;
import static dev.fairlead.codec.OrderForms.CHANGES;
import static dev.fairlead.codec.OrderForms.INSTRUMENT;
import static dev.fairlead.codec.OrderForms.REQUEST;
import static dev.fairlead.codec.PlacementForms.NEWS;
import static dev.fairlead.codec.PlacementForms.RESULT;
import static dev.fairlead.codec.RouteForms.HINTS;
import static dev.fairlead.codec.RouteForms.ROUTING;
import static dev.fairlead.codec.RouteForms.RULED_ROUTING;
import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.MONEY;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.PERCENT;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRICE_OR_NULL;
import static dev.fairlead.codec.ValueForms.PRINCIPAL;
import static dev.fairlead.codec.ValueForms.QUANTITY;
import static dev.fairlead.codec.ValueForms.SYMBOL;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderId;
import java.util.List;

/** Forms of an input and of everything that can be its cause. */
final class CauseForms {
  private static final Form<Input.Cause> CAUSE =
      Form.group(CauseForms::writeCause, CauseForms::readCause);

  static final Form<Input> INPUT =
      Form.group(
          (out, input) -> {
            out.unsigned(input.sequence());
            INSTANT.write(out, input.at());
            CAUSE.write(out, input.cause());
          },
          in -> new Input(in.unsigned(), INSTANT.read(in), CAUSE.read(in)));

  private static final Form<ClientCommand.Portion> PORTION =
      Form.group(CauseForms::writePortion, CauseForms::readPortion);

  private static final Form<List<Instrument>> INSTRUMENTS = Form.list(INSTRUMENT);

  private static final Form<List<OrderId>> ORDER_IDS = Form.list(ORDER_ID);

  private CauseForms() {}

  private static void writeCause(ByteWriter out, Input.Cause cause) {
    switch (cause) {
      case ClientCommand command -> writeCommand(out, command);
      case BrokerReport report -> writeReport(out, report);
      case LinkChange.Up(var account, var capabilities) -> {
        out.unsigned(20);
        ACCOUNT.write(out, account);
        CAPABILITIES.write(out, capabilities);
      }
      case LinkChange.Down(var account, var reason) -> {
        out.unsigned(21);
        ACCOUNT.write(out, account);
        out.text(reason);
      }
      case LinkHealth verdict -> {
        out.unsigned(22);
        HEALTH.write(out, verdict);
      }
      case TimerFired(var placement) -> {
        out.unsigned(30);
        PLACEMENT_ID.write(out, placement);
      }
      case Input.TimePassed() -> out.unsigned(44);
      case PriceTouched(var order, var quote) -> {
        out.unsigned(31);
        ORDER_ID.write(out, order);
        QUOTE.write(out, quote);
      }
      case OperatorAction.Started(var instance, var epoch, var engineVersion, var routing) -> {
        boolean plain = RouteForms.isPlain(routing);
        out.unsigned(plain ? 40 : 41);
        out.signed(instance);
        out.signed(epoch);
        out.signed(engineVersion);
        (plain ? ROUTING : RULED_ROUTING).write(out, routing);
      }
      case OperatorAction.Promote(var account, var by, var why) -> {
        out.unsigned(42);
        ACCOUNT.write(out, account);
        out.text(by);
        out.text(why);
      }
      case OperatorAction.FailBack(var by, var why) -> {
        out.unsigned(43);
        out.text(by);
        out.text(why);
      }
      case OperatorAction.OfDoubt action -> DoubtForms.write(out, action);
    }
  }

  private static void writeCommand(ByteWriter out, ClientCommand command) {
    switch (command) {
      case ClientCommand.Place place -> {
        boolean alone = place.legs().isEmpty();
        boolean plain = place.hints().equals(RouteHints.NONE);
        out.unsigned(!plain ? 8 : alone ? 1 : 7);
        PRINCIPAL.write(out, place.principal());
        ORDER_ID.write(out, place.order());
        out.text(place.clientOrderId());
        REQUEST.write(out, place.request());
        PRICE_OR_NULL.write(out, place.reference());
        if (!alone || !plain) {
          ORDER_IDS.write(out, place.legs());
        }
        if (!plain) {
          HINTS.write(out, place.hints());
        }
      }
      case ClientCommand.Cancel(var who, var order) -> {
        out.unsigned(2);
        PRINCIPAL.write(out, who);
        ORDER_ID.write(out, order);
      }
      case ClientCommand.CancelAll(var who) -> {
        out.unsigned(3);
        PRINCIPAL.write(out, who);
      }
      case ClientCommand.Replace replace -> {
        out.unsigned(4);
        PRINCIPAL.write(out, replace.principal());
        ORDER_ID.write(out, replace.order());
        ORDER_ID.write(out, replace.successor());
        out.text(replace.clientOrderId());
        CHANGES.write(out, replace.changes());
        PRICE_OR_NULL.write(out, replace.reference());
      }
      case ClientCommand.Close close -> {
        out.unsigned(5);
        PRINCIPAL.write(out, close.principal());
        ORDER_ID.write(out, close.order());
        out.text(close.clientOrderId());
        SYMBOL.write(out, close.symbol());
        PORTION.write(out, close.portion());
        PRICE_OR_NULL.write(out, close.reference());
      }
      case ClientCommand.Configure(var who, var changes) -> {
        out.unsigned(6);
        PRINCIPAL.write(out, who);
        CONFIGURATION_CHANGES.write(out, changes);
      }
    }
  }

  private static void writeReport(ByteWriter out, BrokerReport report) {
    switch (report) {
      case BrokerReport.Answered(var account, var placement, var attempt, var result) -> {
        out.unsigned(10);
        ACCOUNT.write(out, account);
        PLACEMENT_ID.write(out, placement);
        out.signed(attempt);
        RESULT.write(out, result);
      }
      case BrokerReport.OrderReport(var account, var placement, var news) -> {
        out.unsigned(11);
        ACCOUNT.write(out, account);
        PLACEMENT_ID.write(out, placement);
        NEWS.write(out, news);
      }
      case BrokerReport.Listed(var account, var instruments) -> {
        out.unsigned(12);
        ACCOUNT.write(out, account);
        INSTRUMENTS.write(out, instruments);
      }
      case BrokerReport.Funded(var account, var amount, var multiplier, var why) -> {
        out.unsigned(13);
        ACCOUNT.write(out, account);
        MONEY.write(out, amount);
        out.signed(multiplier);
        out.text(why);
      }
      case BrokerReport.Moved moved -> {
        out.unsigned(14);
        MOVED.write(out, moved);
      }
      case BrokerReport.Unread(var account, var channel, var raw) -> {
        out.unsigned(15);
        ACCOUNT.write(out, account);
        out.text(channel);
        out.text(raw);
      }
      case BrokerReport.Flowed flow -> {
        out.unsigned(16);
        FLOWED.write(out, flow);
      }
      case BrokerReport.Clearance said -> {
        out.unsigned(60);
        CLEARANCE.write(out, said);
      }
      case BrokerReport.Included included -> {
        out.unsigned(17);
        INCLUDED.write(out, included);
      }
    }
  }

  private static Input.Cause readCause(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1, 7, 8 -> readPlace(in, tag);
      case 2 -> new ClientCommand.Cancel(PRINCIPAL.read(in), ORDER_ID.read(in));
      case 3 -> new ClientCommand.CancelAll(PRINCIPAL.read(in));
      case 4 ->
          new ClientCommand.Replace(
              PRINCIPAL.read(in),
              ORDER_ID.read(in),
              ORDER_ID.read(in),
              in.text(),
              CHANGES.read(in),
              PRICE_OR_NULL.read(in));
      case 5 ->
          new ClientCommand.Close(
              PRINCIPAL.read(in),
              ORDER_ID.read(in),
              in.text(),
              SYMBOL.read(in),
              PORTION.read(in),
              PRICE_OR_NULL.read(in));
      case 6 -> new ClientCommand.Configure(PRINCIPAL.read(in), CONFIGURATION_CHANGES.read(in));
      case 10 ->
          new BrokerReport.Answered(
              ACCOUNT.read(in), PLACEMENT_ID.read(in), in.integer(), RESULT.read(in));
      case 11 ->
          new BrokerReport.OrderReport(ACCOUNT.read(in), PLACEMENT_ID.read(in), NEWS.read(in));
      case 12 -> new BrokerReport.Listed(ACCOUNT.read(in), INSTRUMENTS.read(in));
      case 13 -> new BrokerReport.Funded(ACCOUNT.read(in), MONEY.read(in), in.integer(), in.text());
      case 14 -> MOVED.read(in);
      case 15 -> new BrokerReport.Unread(ACCOUNT.read(in), in.text(), in.text());
      case 16 -> FLOWED.read(in);
      case 17 -> INCLUDED.read(in);
      case 20 -> new LinkChange.Up(ACCOUNT.read(in), CAPABILITIES.read(in));
      case 21 -> new LinkChange.Down(ACCOUNT.read(in), in.text());
      case 22 -> HEALTH.read(in);
      case 30 -> new TimerFired(PLACEMENT_ID.read(in));
      case 31 -> new PriceTouched(ORDER_ID.read(in), QUOTE.read(in));
      case 40 ->
          new OperatorAction.Started(in.integer(), in.integer(), in.integer(), ROUTING.read(in));
      case 41 ->
          new OperatorAction.Started(
              in.integer(), in.integer(), in.integer(), RULED_ROUTING.read(in));
      case 42 -> new OperatorAction.Promote(ACCOUNT.read(in), in.text(), in.text());
      case 43 -> new OperatorAction.FailBack(in.text(), in.text());
      case 44 -> new Input.TimePassed();
      case DoubtForms.LOOK, DoubtForms.RESOLVE, DoubtForms.SETTLE, DoubtForms.RESTORE ->
          DoubtForms.read(in, tag);
      case 60 -> CLEARANCE.read(in);
      default -> throw Form.tooNew("Input.Cause", tag);
    };
  }

  /** 7 is one with exits, 8 one with hints as well. */
  private static ClientCommand.Place readPlace(ByteReader in, int tag) {
    return new ClientCommand.Place(
        PRINCIPAL.read(in),
        ORDER_ID.read(in),
        in.text(),
        REQUEST.read(in),
        PRICE_OR_NULL.read(in),
        tag == 1 ? List.of() : ORDER_IDS.read(in),
        tag == 8 ? HINTS.read(in) : RouteHints.NONE);
  }

  private static void writePortion(ByteWriter out, ClientCommand.Portion portion) {
    switch (portion) {
      case ClientCommand.Portion.All() -> out.unsigned(1);
      case ClientCommand.Portion.Units(var quantity) -> {
        out.unsigned(2);
        QUANTITY.write(out, quantity);
      }
      case ClientCommand.Portion.Share(var percent) -> {
        out.unsigned(3);
        PERCENT.write(out, percent);
      }
    }
  }

  private static ClientCommand.Portion readPortion(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new ClientCommand.Portion.All();
      case 2 -> new ClientCommand.Portion.Units(QUANTITY.read(in));
      case 3 -> new ClientCommand.Portion.Share(PERCENT.read(in));
      default -> throw Form.tooNew("Portion", tag);
    };
  }
}
