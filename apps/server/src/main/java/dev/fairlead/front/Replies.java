// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.account.Configuration;
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
      case Reply.DoneAll _, Reply.Configured _, Reply.Acts _, Reply.Trusted _ ->
          throw another(reply);
      case Reply.Denied(var denial) -> throw Refusals.of(denial).asException();
    };
  }

  /** Of a command for all orders. */
  static List<Order> orders(Reply reply) {
    return switch (reply) {
      case Reply.DoneAll(List<Order> orders) -> orders;
      case Reply.Denied(var denial) -> throw Refusals.of(denial).asException();
      case Reply.Done _, Reply.Repeated _, Reply.Configured _, Reply.Acts _, Reply.Trusted _ ->
          throw another(reply);
    };
  }

  /** Of a command that settles something. */
  static Configuration configuration(Reply reply) {
    return switch (reply) {
      case Reply.Configured(Configuration configuration) -> configuration;
      case Reply.Denied(var denial) -> throw Refusals.of(denial).asException();
      case Reply.Done _, Reply.Repeated _, Reply.DoneAll _, Reply.Acts _, Reply.Trusted _ ->
          throw another(reply);
    };
  }

  private static IllegalStateException another(Reply reply) {
    return new IllegalStateException(
        "a command was answered as another: " + reply.getClass().getSimpleName());
  }
}
