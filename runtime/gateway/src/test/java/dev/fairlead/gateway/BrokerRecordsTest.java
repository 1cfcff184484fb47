// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.records.BrokerRecord;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.ScriptedBroker;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole gateway at brokers that have no adapter yet, as their records say that they are. */
final class BrokerRecordsTest {
  static List<BrokerRecord> planned() {
    return BrokerRecord.planned();
  }

  @ParameterizedTest
  @MethodSource("planned")
  @DisplayName(
      "I-15 at every planned broker a lost placing is asked for, found, and not sent again")
  void aLostPlacingIsFoundAndNotSentAgain(BrokerRecord record) {
    ScriptedBroker broker = new ScriptedBroker(record.capabilities());
    try (Rig rig = Rig.open(new MemoryJournal(), broker).ready()) {
      broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            broker.obeySilently(command);
            answer.accept(new SendResult.InDoubt("the connection was reset"));
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(broker.commands(Attempt.Kind.PLACE)).hasSize(1);
      assertThat(broker.commands(Attempt.Kind.QUERY)).isNotEmpty();
    }
  }
}
