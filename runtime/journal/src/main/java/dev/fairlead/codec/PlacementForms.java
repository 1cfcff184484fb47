// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.OrderForms.FILL;
import static dev.fairlead.codec.OrderForms.REQUEST;
import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.NOTIONAL;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRICE;
import static dev.fairlead.codec.ValueForms.PRICE_OR_NULL;
import static dev.fairlead.codec.ValueForms.QUANTITY;

import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forms of a placement, its attempts, and what a broker says of it. */
final class PlacementForms {
  static final Form<SendResult> RESULT =
      Form.group(PlacementForms::writeResult, PlacementForms::readResult);

  static final Form<OrderNews> NEWS =
      Form.group(PlacementForms::writeNews, PlacementForms::readNews);

  private static final Form<List<Fill>> FILLS = Form.list(FILL);

  private static final Form<OrderNews.Found.State> FOUND_STATE =
      Form.codes(OrderNews.Found.State.values(), PlacementForms::code);

  private static final Form<PlacementStatus> STATUS =
      Form.codes(PlacementStatus.values(), PlacementForms::code);

  private static final Form<Attempt.Kind> ATTEMPT_KIND =
      Form.codes(Attempt.Kind.values(), PlacementForms::code);

  private static final Form<@Nullable SendResult> RESULT_OR_NULL = Form.nullable(RESULT);

  private static final Form<Attempt> ATTEMPT =
      Form.group(
          (out, attempt) -> {
            out.signed(attempt.number());
            ATTEMPT_KIND.write(out, attempt.kind());
            INSTANT.write(out, attempt.at());
            RESULT_OR_NULL.write(out, attempt.result());
          },
          in ->
              new Attempt(
                  in.integer(), ATTEMPT_KIND.read(in), INSTANT.read(in), RESULT_OR_NULL.read(in)));

  private static final Form<List<Attempt>> ATTEMPTS = Form.list(ATTEMPT);

  private static final Form<@Nullable Replacement> REPLACEMENT_OR_NULL =
      Form.nullable(
          Form.group(
              (out, replacement) -> {
                ORDER_ID.write(out, replacement.successor());
                REQUEST.write(out, replacement.request());
                PRICE.write(out, replacement.reservePrice());
              },
              in -> new Replacement(ORDER_ID.read(in), REQUEST.read(in), PRICE.read(in))));

  static final Form<Placement> PLACEMENT =
      Form.group(
          (out, placement) -> {
            PLACEMENT_ID.write(out, placement.id());
            ORDER_ID.write(out, placement.order());
            ACCOUNT.write(out, placement.account());
            REQUEST.write(out, placement.request());
            PRICE.write(out, placement.reservePrice());
            STATUS.write(out, placement.status());
            QUANTITY.write(out, placement.filled());
            NOTIONAL.write(out, placement.filledValue());
            out.signed(placement.fills());
            out.text(placement.brokerOrderId());
            out.flag(placement.cancelWanted());
            REPLACEMENT_OR_NULL.write(out, placement.replacement());
            PRICE_OR_NULL.write(out, placement.watermark());
            out.signed(placement.absences());
            ATTEMPTS.write(out, placement.attempts());
            out.flag(placement.held());
          },
          in ->
              new Placement(
                  PLACEMENT_ID.read(in),
                  ORDER_ID.read(in),
                  ACCOUNT.read(in),
                  REQUEST.read(in),
                  PRICE.read(in),
                  STATUS.read(in),
                  QUANTITY.read(in),
                  NOTIONAL.read(in),
                  in.integer(),
                  in.text(),
                  in.flag(),
                  REPLACEMENT_OR_NULL.read(in),
                  PRICE_OR_NULL.read(in),
                  in.integer(),
                  ATTEMPTS.read(in),
                  // Before brokers kept groups, none was.
                  in.more() && in.flag()));

  private PlacementForms() {}

  private static void writeResult(ByteWriter out, SendResult result) {
    switch (result) {
      case SendResult.Accepted(var brokerOrderId) -> {
        out.unsigned(1);
        out.text(brokerOrderId);
      }
      case SendResult.Refused(var code, var reason) -> {
        out.unsigned(2);
        out.text(code);
        out.text(reason);
      }
      case SendResult.NotSent(var cause) -> {
        out.unsigned(3);
        out.text(cause);
      }
      case SendResult.InDoubt(var cause) -> {
        out.unsigned(4);
        out.text(cause);
      }
    }
  }

  private static SendResult readResult(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new SendResult.Accepted(in.text());
      case 2 -> new SendResult.Refused(in.text(), in.text());
      case 3 -> new SendResult.NotSent(in.text());
      case 4 -> new SendResult.InDoubt(in.text());
      default -> throw Form.tooNew("SendResult", tag);
    };
  }

  private static void writeNews(ByteWriter out, OrderNews news) {
    switch (news) {
      case OrderNews.Working(var brokerOrderId) -> {
        out.unsigned(1);
        out.text(brokerOrderId);
      }
      case OrderNews.Executed(var fill, var completes) -> {
        out.unsigned(2);
        FILL.write(out, fill);
        out.flag(completes);
      }
      case OrderNews.Canceled() -> out.unsigned(3);
      case OrderNews.Expired() -> out.unsigned(4);
      case OrderNews.Rejected(var reason) -> {
        out.unsigned(5);
        out.text(reason);
      }
      case OrderNews.CancelRefused(var reason) -> {
        out.unsigned(6);
        out.text(reason);
      }
      case OrderNews.Replaced(var brokerOrderId) -> {
        out.unsigned(7);
        out.text(brokerOrderId);
      }
      case OrderNews.ReplaceRefused(var reason) -> {
        out.unsigned(8);
        out.text(reason);
      }
      case OrderNews.Trailed(var watermark) -> {
        out.unsigned(9);
        PRICE.write(out, watermark);
      }
      case OrderNews.Busted(var executionId) -> {
        out.unsigned(10);
        out.text(executionId);
      }
      case OrderNews.Corrected(var fill) -> {
        out.unsigned(11);
        FILL.write(out, fill);
      }
      case OrderNews.Found(var brokerOrderId, var state, var request, var fills) -> {
        out.unsigned(12);
        out.text(brokerOrderId);
        FOUND_STATE.write(out, state);
        REQUEST.write(out, request);
        FILLS.write(out, fills);
      }
      case OrderNews.NotFound() -> out.unsigned(13);
      case OrderNews.Held(var brokerOrderId) -> {
        out.unsigned(14);
        out.text(brokerOrderId);
      }
    }
  }

  private static OrderNews readNews(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new OrderNews.Working(in.text());
      case 2 -> new OrderNews.Executed(FILL.read(in), in.flag());
      case 3 -> new OrderNews.Canceled();
      case 4 -> new OrderNews.Expired();
      case 5 -> new OrderNews.Rejected(in.text());
      case 6 -> new OrderNews.CancelRefused(in.text());
      case 7 -> new OrderNews.Replaced(in.text());
      case 8 -> new OrderNews.ReplaceRefused(in.text());
      case 9 -> new OrderNews.Trailed(PRICE.read(in));
      case 10 -> new OrderNews.Busted(in.text());
      case 11 -> new OrderNews.Corrected(FILL.read(in));
      case 12 ->
          new OrderNews.Found(in.text(), FOUND_STATE.read(in), REQUEST.read(in), FILLS.read(in));
      case 13 -> new OrderNews.NotFound();
      case 14 -> new OrderNews.Held(in.text());
      default -> throw Form.tooNew("OrderNews", tag);
    };
  }

  private static int code(OrderNews.Found.State state) {
    return switch (state) {
      case WORKING -> 1;
      case FILLED -> 2;
      case CANCELED -> 3;
      case EXPIRED -> 4;
      case REJECTED -> 5;
      case HELD -> 6;
    };
  }

  private static int code(PlacementStatus status) {
    return switch (status) {
      case SENT -> 1;
      case IN_DOUBT -> 2;
      case WORKING -> 3;
      case PARTIALLY_FILLED -> 4;
      case PENDING_CANCEL -> 5;
      case PENDING_REPLACE -> 6;
      case FILLED -> 7;
      case CANCELED -> 8;
      case EXPIRED -> 9;
      case REJECTED -> 10;
      case NOT_PLACED -> 11;
    };
  }

  private static int code(Attempt.Kind kind) {
    return switch (kind) {
      case PLACE -> 1;
      case CANCEL -> 2;
      case REPLACE -> 3;
      case QUERY -> 4;
    };
  }
}
