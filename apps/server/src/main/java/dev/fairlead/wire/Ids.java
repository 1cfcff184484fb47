// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Ids on the wire. */
public final class Ids {
  private Ids() {}

  public static Optional<OrderId> order(String text) {
    try {
      return Optional.of(OrderId.parse(text));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  /** A UUID, with or without its dashes (facts 1.5). */
  public static Optional<UUID> uuid(String text) {
    return order(text).map(OrderId::value);
  }

  /** A broker's execution id as the UUID that SDKs insist on: the same id, the same UUID. */
  public static UUID execution(BrokerAccount account, Fill fill) {
    return named("execution", account + " " + fill.executionId());
  }

  public static UUID account(BrokerAccount account) {
    return named("account", account.toString());
  }

  /** A UUID made of a name. */
  public static UUID named(String kind, String name) {
    return UUID.nameUUIDFromBytes((kind + " " + name).getBytes(StandardCharsets.UTF_8));
  }
}
