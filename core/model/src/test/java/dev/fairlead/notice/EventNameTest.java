// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.message.Event;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EventNameTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");

  private static LinkHealth health(Breaker breaker) {
    return new LinkHealth(ACCOUNT, 30, breaker, List.of(new Cause(Kind.ERRORS, 70, 100, 5)));
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItIsWritten(EventName name) {
    assertThat(EventName.parse(name.word())).isEqualTo(name);
    assertThat(name.word()).matches("[a-z]+(_[a-z]+)+|alarm");
    assertThat(name.isOfOrder()).isEqualTo(name.word().startsWith("order_"));
  }

  @Test
  void refusesWhatNamesNoEvent() {
    assertThatThrownBy(() -> EventName.parse("order_canceled"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'order_canceled' names no event");
  }

  @Test
  void whateverCanHappenToAnOrderHasAWord() {
    Set<String> all =
        Arrays.stream(Happened.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(EventName.ofOrders())
        .extracting(EventName::what)
        .containsOnlyOnceElementsOf(all.stream().filter(word -> !word.equals("filled")).toList());
    assertThat(EventName.ofOrders()).extracting(EventName::what).isSubsetOf(all);
  }

  @Test
  void aBreakerIsNamedByWhatItIsNow() {
    assertThat(EventName.of(new Event.BreakerMoved(Breaker.CLOSED, health(Breaker.OPEN))))
        .isEqualTo(EventName.BREAKER_OPENED);
    assertThat(EventName.of(new Event.BreakerMoved(Breaker.OPEN, health(Breaker.HALF_OPEN))))
        .isEqualTo(EventName.BREAKER_HALF_OPENED);
    assertThat(EventName.of(new Event.BreakerMoved(Breaker.HALF_OPEN, health(Breaker.CLOSED))))
        .isEqualTo(EventName.BREAKER_CLOSED);
  }

  @Test
  void aNoticeIsKnownByItsPlaceInTheJournal() {
    Outcome outcome =
        new Outcome(
            1042,
            Instant.EPOCH,
            null,
            List.of(
                new Event.HealthChanged(health(Breaker.OPEN)),
                new Event.BreakerMoved(Breaker.CLOSED, health(Breaker.OPEN)),
                new Event.LinkDown(ACCOUNT, "gone")),
            List.of());
    assertThat(Notice.of(outcome))
        .extracting(notice -> notice.id() + " " + notice.name().word())
        .containsExactly("1042-0 broker_health", "1042-1 breaker_opened", "1042-2 broker_down");
  }

  @Test
  void detailsSayWhatTheEventSays() {
    assertThat(Details.of(new Event.BreakerMoved(Breaker.CLOSED, health(Breaker.OPEN))))
        .containsEntry("before", "closed")
        .containsEntry("breaker", "open")
        .containsEntry("score", "30")
        .containsEntry("causes", "errors 100 % (limit 5 %)");
    assertThat(Details.of(new Event.LinkDown(ACCOUNT, "gone"))).containsEntry("reason", "gone");
    assertThat(Details.of(new Event.LinkUp(ACCOUNT))).isEmpty();
    Event.FailedOver over =
        new Event.FailedOver(
            BrokerAccount.parse("paper:first"),
            new ActingAccount(ACCOUNT, Instant.EPOCH, Turn.FAILED_OVER, "it is down", "", 3));
    assertThat(EventName.of(over)).isEqualTo(EventName.BROKER_FAILED_OVER);
    assertThat(Details.of(over))
        .containsEntry("from", "paper:first")
        .containsEntry("turn", "failed_over")
        .containsEntry("cause", "it is down")
        .containsEntry("count", "3");
  }

  @Test
  void detailsAreReadAsTheyWereWritten() {
    Random random = new Random(46);
    String letters = "ab\\\n\t \u00e9n";
    for (int round = 0; round < 2_000; round++) {
      SequencedMap<String, String> details = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        details.put(text(random, letters), text(random, letters));
      }
      SequencedMap<String, String> read = Details.read(Details.write(details));
      assertThat(List.copyOf(read.entrySet())).isEqualTo(List.copyOf(details.entrySet()));
    }
  }

  private static String text(Random random, String letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
