// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.door.Allowance;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Samples;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S-13 what a principal may have orders of")
final class AllowanceTest {
  private static final Principal ANN = new Principal("ann");
  private static final Symbol TRADED = Samples.resting("1").symbol();
  private static final Allowance ELSEWHERE =
      new Allowance(Set.of(), BrokerAccount.parse("paper:other"));
  private static final Allowance OTHER = new Allowance(Set.of(new Symbol("OTHER")), null);

  private static List<String> rules(Reply reply) {
    return reply instanceof Reply.Denied(Denial.NotAllowed(List<Fault> faults))
        ? faults.stream().map(Fault::rule).toList()
        : List.of(reply.toString());
  }

  @Test
  void anOrderOfAnotherSymbolOrElsewhereIsDeniedAndNotWrittenDown() {
    try (Rig rig = Rig.open()) {
      int before = rig.journal.inputs().size();
      assertThat(rules(rig.manager.client(ANN, OTHER).place(Samples.resting("1"))))
          .containsExactly("key-symbols");
      assertThat(rules(rig.manager.client(ANN, ELSEWHERE).place(Samples.resting("1"))))
          .containsExactly("key-account");
      Allowance neither = new Allowance(OTHER.symbols(), ELSEWHERE.account());
      assertThat(rules(rig.manager.client(ANN, neither).close(TRADED, new Portion.All())))
          .containsExactly("key-symbols", "key-account");
      assertThat(rig.journal.inputs()).hasSize(before);
    }
  }

  @Test
  void whatIsAllowedIsPlacedReplacedAndCanceled() {
    try (Rig rig = Rig.open()) {
      Allowance exactly = new Allowance(Set.of(TRADED), Samples.ACCOUNT);
      ClientSession client = rig.manager.client(ANN, exactly);
      Order order = Rig.done(client.place(Samples.resting("10")));
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      Reply replaced = client.replace(order.id(), OrderChanges.NONE.quantity("5"));
      assertThat(replaced).isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  void anOrderThatWasAllowedOnceIsNotReplacedButMayBeCanceled() {
    try (Rig rig = Rig.open()) {
      Order order = Rig.done(rig.manager.client(ANN).place(Samples.resting("10")));
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      ClientSession client = rig.manager.client(ANN, OTHER);
      assertThat(rules(client.replace(order.id(), OrderChanges.NONE.quantity("5"))))
          .containsExactly("key-symbols");
      assertThat(client.cancel(order.id())).isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  @DisplayName("S-11 nothing is said of what another has")
  void anothersOrderIsUnknownWhateverItIsOf() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      ClientSession client = rig.manager.client(ANN, OTHER);
      assertThat(client.replace(order.id(), OrderChanges.NONE.quantity("5")))
          .isEqualTo(new Reply.Denied(new Denial.UnknownOrder(order.id().toString())));
    }
  }

  @Test
  void aRefusalNamesTenSymbolsAndCountsTheRest() {
    Set<Symbol> many =
        IntStream.range(10, 25).mapToObj(i -> new Symbol("S" + i)).collect(Collectors.toSet());
    Fault fault = new Allowance(many, null).faults(TRADED, Samples.ACCOUNT).getFirst();
    assertThat(fault.limit()).startsWith("this key trades only S10, S11").endsWith("and 5 more");
  }
}
