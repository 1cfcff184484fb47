// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import java.util.List;

/** The gateway's answers: the orders in them, or the refusal thrown. */
final class Replies {
  private Replies() {}

  /** Of a command for one order. A repeated one is answered like the first time (I-06). */
  static Order order(Reply reply) {
    return switch (reply) {
      case Reply.Done(Order order) -> order;
      case Reply.Repeated(Order order) -> order;
      case Reply.DoneAll _ ->
          throw new IllegalStateException("a command for one order was answered for many");
      case Reply.Denied(var denial) -> throw Refusals.of(denial).asException();
    };
  }

  /** Of a command for all orders. */
  static List<Order> orders(Reply reply) {
    return switch (reply) {
      case Reply.DoneAll(List<Order> orders) -> orders;
      case Reply.Denied(var denial) -> throw Refusals.of(denial).asException();
      case Reply.Done _, Reply.Repeated _ ->
          throw new IllegalStateException("a command for all orders was answered for one");
    };
  }
}
