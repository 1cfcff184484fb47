// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.gateway.BrokerManager.Subscription;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FollowTest {
  @Test
  void hearsPastAndPresentOnceUnderLoad() throws Exception {
    try (Rig rig = Rig.open()) {
      List<Future<Order>> clients = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String name = "t" + thread + "-";
        clients.add(
            rig.async(() -> {
              for (int i = 0; i < 999; i++) {
                rig.place(name + i);
              }
              return rig.place(name + "last");
            }));
      }
      List<Followed> followers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long enough = i * 800L;
        Await.until("some more is done", () -> rig.manager.lastSequence() > enough);
        followers.add(new Followed(i % 2 == 0 ? 0 : rig.manager.lastSequence() / 2, rig.manager));
      }
      for (Future<Order> client : clients) {
        rig.awaitStatus(client.get(30, TimeUnit.SECONDS).id(), OrderStatus.WORKING);
      }

      long last = rig.manager.lastSequence();
      for (Followed follower : followers) {
        Await.until("it has heard all", () -> follower.sequences().getLast() == last);
        assertThat(follower.sequences())
            .containsExactlyElementsOf(
                LongStream.rangeClosed(follower.after + 1, last).boxed().toList());
      }
      assertThat(followers.getLast().heard.all())
          .as("what is replayed is what was told live")
          .endsWith(followers.getFirst().heard.all().getLast());
      List<Outcome> whole = followers.getFirst().heard.all();
      assertThat(whole).isEqualTo(new Followed(0, rig.manager).heard.all());
    }
  }

  @Test
  void aFollowerThatFailsFailsAlone() {
    try (Rig rig = Rig.open()) {
      OutcomeListener broken =
          _ -> {
            throw new IllegalStateException("planted");
          };
      assertThatThrownBy(() -> rig.manager.follow(0, broken)).hasStackTraceContaining("planted");
      rig.place("a");
      assertThat(rig.manager.unreadyReason()).isEmpty();
    }
  }

  @Test
  void aListenerThatThrowsIsCutOffAndTradingGoesOn() {
    try (Rig rig = Rig.open()) {
      List<Long> heard = new CopyOnWriteArrayList<>();
      rig.manager.onOutcome(outcome -> {
        heard.add(outcome.sequence());
        throw new IllegalStateException("planted");
      });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(heard).as("a gap would be worse than an end").hasSize(1);
      assertThat(rig.manager.unreadyReason()).isEmpty();
    }
  }

  @Test
  void anEndedFollowerHearsNothing() {
    try (Rig rig = Rig.open()) {
      Followed follower = new Followed(0, rig.manager);
      follower.subscription.close();
      int before = follower.heard.size();
      rig.place("a");
      assertThat(follower.heard.all()).hasSize(before);
    }
  }

  private static final class Followed {
    final long after;
    final Heard<Outcome> heard = new Heard<>();
    final Subscription subscription;

    Followed(long after, BrokerManager manager) {
      this.after = after;
      subscription = manager.follow(after, heard::accept);
    }

    List<Long> sequences() {
      return heard.all().stream().map(Outcome::sequence).toList();
    }
  }
}
