// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A doubt that outlasts all that is remembered of what was asked because of it. */
final class LongDoubtTest {
  private final Desk desk = Desk.open("100000", 2);

  @Test
  @DisplayName("I-24 a replace in doubt is asked after for hours, and none of it is forgotten")
  void aReplaceInDoubtIsAskedAfterForHours() {
    new Scenario(desk).step(new Words("place o1 buy 10 AAPL limit 100 gtc"));
    Order order = desk.state().orders().getFirst();
    answer(1, new SendResult.Accepted("B1"));
    OrderChanges changes = new OrderChanges(Quantity.of(20), null, null, null, null);
    desk.apply(
        new ClientCommand.Replace(
            order.principal(),
            order.id(),
            new OrderId(new UUID(1, 1)),
            "c2",
            changes,
            Price.parse("100")));
    answer(2, new SendResult.InDoubt("reset"));

    for (int minute = 0; minute < 200; minute++) {
      desk.letPass(Duration.ofSeconds(61));
      desk.apply(new TimerFired(placement().id()));
    }

    assertThat(placement().status()).isEqualTo(PlacementStatus.PENDING_REPLACE);
    assertThat(placement().lastAttempt()).isGreaterThan(200);
    assertThat(placement().attempts()).hasSizeLessThanOrEqualTo(32);
    assertThat(placement().latest(Attempt.Kind.REPLACE).orElseThrow().number()).isEqualTo(2);
    assertThat(placement().attempts().getFirst().kind()).isEqualTo(Attempt.Kind.PLACE);
  }

  private void answer(int attempt, SendResult result) {
    desk.apply(new Answered(Desk.ACCOUNT, placement().id(), attempt, result));
  }

  private Placement placement() {
    return desk.state().placements().getFirst();
  }
}
