// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.OrderForms.SIDE;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.INSTANT_OR_NULL;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.ORDER_ID_OR_NULL;
import static dev.fairlead.codec.ValueForms.PRICE;
import static dev.fairlead.codec.ValueForms.QUANTITY;
import static dev.fairlead.codec.ValueForms.SYMBOL;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTarget.Direction;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.Quote;
import org.jspecify.annotations.Nullable;

/** Forms of orders that belong together, and of what the market is watched for. */
final class GroupForms {
  static final Form<OrderClass> ORDER_CLASS = Form.codes(OrderClass.values(), GroupForms::code);

  private static final Form<Role> ROLE = Form.codes(Role.values(), GroupForms::code);

  private static final Form<Direction> DIRECTION = Form.codes(Direction.values(), GroupForms::code);

  static final Form<@Nullable Group> GROUP_OR_NULL =
      Form.nullable(
          Form.group(
              (out, group) -> {
                ORDER_ID.write(out, group.id());
                ORDER_CLASS.write(out, group.orderClass());
                ROLE.write(out, group.role());
              },
              in -> new Group(ORDER_ID.read(in), ORDER_CLASS.read(in), ROLE.read(in))));

  static final Form<Quote> QUOTE =
      Form.group(
          (out, quote) -> {
            SYMBOL.write(out, quote.symbol());
            PRICE.write(out, quote.bid());
            QUANTITY.write(out, quote.bidSize());
            PRICE.write(out, quote.ask());
            QUANTITY.write(out, quote.askSize());
            INSTANT.write(out, quote.at());
          },
          in ->
              new Quote(
                  SYMBOL.read(in),
                  PRICE.read(in),
                  QUANTITY.read(in),
                  PRICE.read(in),
                  QUANTITY.read(in),
                  INSTANT.read(in)));

  private static final Form<@Nullable PriceTarget> TARGET_OR_NULL =
      Form.nullable(
          Form.group(
              (out, target) -> {
                ORDER_ID.write(out, target.order());
                SYMBOL.write(out, target.symbol());
                SIDE.write(out, target.side());
                PRICE.write(out, target.price());
                DIRECTION.write(out, target.direction());
              },
              in ->
                  new PriceTarget(
                      ORDER_ID.read(in),
                      SYMBOL.read(in),
                      SIDE.read(in),
                      PRICE.read(in),
                      DIRECTION.read(in))));

  static final Form<ExitGroup> EXIT_GROUP =
      Form.group(
          (out, group) -> {
            ORDER_ID.write(out, group.id());
            ORDER_CLASS.write(out, group.orderClass());
            ORDER_ID_OR_NULL.write(out, group.entry());
            ORDER_ID_OR_NULL.write(out, group.takeProfit());
            ORDER_ID_OR_NULL.write(out, group.stopLoss());
            ROLE.write(out, group.active());
            out.flag(group.ending());
            TARGET_OR_NULL.write(out, group.watched());
            out.signed(group.setBacks());
            INSTANT_OR_NULL.write(out, group.retryAt());
            out.flag(group.carried());
          },
          in ->
              new ExitGroup(
                  ORDER_ID.read(in),
                  ORDER_CLASS.read(in),
                  ORDER_ID_OR_NULL.read(in),
                  ORDER_ID_OR_NULL.read(in),
                  ORDER_ID_OR_NULL.read(in),
                  ROLE.read(in),
                  in.flag(),
                  TARGET_OR_NULL.read(in),
                  in.integer(),
                  INSTANT_OR_NULL.read(in),
                  // Before brokers kept groups, the engine kept them all.
                  in.more() && in.flag()));

  private GroupForms() {}

  private static int code(OrderClass orderClass) {
    return switch (orderClass) {
      case SIMPLE -> 1;
      case BRACKET -> 2;
      case OCO -> 3;
      case OTO -> 4;
    };
  }

  private static int code(Role role) {
    return switch (role) {
      case ENTRY -> 1;
      case TAKE_PROFIT -> 2;
      case STOP_LOSS -> 3;
    };
  }

  private static int code(Direction direction) {
    return switch (direction) {
      case FROM_BELOW -> 1;
      case FROM_ABOVE -> 2;
    };
  }
}
