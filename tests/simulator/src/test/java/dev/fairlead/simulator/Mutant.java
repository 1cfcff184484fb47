// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Corrected;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Fill;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.SendResult.InDoubt;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bugs that others have had, each as a gateway with that bug (T-06). */
@SuppressWarnings("ImmutableEnumChecker") // each makes its bug anew
enum Mutant {
  TIME_OUT_IS_FAILURE(
      "D-01: a placing without an answer counts as not sent (Hummingbot #493)",
      () -> new Answering(Ask.Place.class, new SendResult.NotSent("time-out"))),
  TIME_OUT_IS_REFUSAL(
      "I-17: a placing without an answer counts as refused (Nautilus, LEAN)",
      () -> new Answering(Ask.Place.class, new SendResult.Refused("time-out", "time-out"))),
  SENDS_AGAIN("F-N04: a placing without an answer is sent again", SendsAgain::new),
  CANCEL_IN_DOUBT_IS_DONE(
      "I-22: a cancel without an answer counts as cancelled",
      () -> new Concluding(Ask.Cancel.class, new OrderNews.Canceled())),
  REPLACE_IN_DOUBT_IS_DONE(
      "I-21: a replace without an answer counts as done",
      () -> new Concluding(Ask.Replace.class, new OrderNews.Replaced(""))),
  FAILED_QUERY_IS_ABSENCE(
      "I-16: a question that failed counts as an answer that there is nothing",
      () -> new Concluding(Ask.Query.class, new OrderNews.NotFound())),
  DROPS_LATE_FILLS("I-12: a fill after the end is dropped (Hummingbot)", DropsLateFills::new),
  CORRECTION_IS_A_FILL(
      "I-23: a correction books a second fill (Nautilus, ib_async)",
      () ->
          new Told() {
            @Override
            OrderNews news(OrderNews news) {
              return news instanceof Corrected(Fill fill)
                  ? new Executed(named(fill, fill.executionId() + ".02"), false)
                  : news;
            }
          }),
  FILL_TWICE("F-B10: a fill told twice is booked twice", FillTwice::new),
  BUST_IS_IGNORED(
      "I-23: an execution that is taken back stays",
      () ->
          new Tamper() {
            @Override
            public List<Input.Cause> told(Input.Cause cause) {
              boolean bust =
                  cause instanceof OrderReport(var _, var _, OrderNews news)
                      && news instanceof OrderNews.Busted;
              return bust ? List.of() : List.of(cause);
            }
          }),
  WHOLE_UNITS(
      "F-B34: a fill's quantity is cut to whole units",
      () ->
          new Told() {
            @Override
            OrderNews news(OrderNews news) {
              return news instanceof Executed(Fill fill, boolean completes)
                  ? new Executed(cut(fill), completes)
                  : news;
            }
          }),
  FORGETS_CLIENT_IDS(
      "I-06: the client's own id is not kept",
      () ->
          new Tamper() {
            private int taken;

            @Override
            public List<Input.Cause> told(Input.Cause cause) {
              return cause instanceof Place place
                  ? List.of(
                      new Place(
                          place.principal(),
                          place.order(),
                          "own" + taken++,
                          place.request(),
                          place.reference(),
                          place.legs(),
                          place.hints()))
                  : List.of(cause);
            }
          }),
  STREAM_GAP(
      "I-32: one in a hundred events is not told",
      () ->
          new Tamper() {
            private int told;

            @Override
            public Outcome decided(Input input, Outcome outcome) {
              List<Event> events = new ArrayList<>(outcome.events());
              events.removeIf(event -> event instanceof OrderEvent && ++told % 100 == 0);
              return new Outcome(
                  outcome.sequence(), outcome.at(), outcome.reply(), events, outcome.effects());
            }
          }),
  RELEASES_UNSYNCED(
      "I-02: replies and requests leave before the sync (NATS)",
      () ->
          new Tamper() {
            @Override
            public boolean releasesUnsynced() {
              return true;
            }
          }),
  SENDS_ON_REPLAY(
      "I-05: what was sent before a start is sent again",
      () ->
          new Tamper() {
            @Override
            public boolean sendsOnReplay() {
              return true;
            }
          }),
  LOSES_SYNCED(
      "I-01: the newest record is gone after a kill",
      () ->
          new Tamper() {
            @Override
            public boolean losesSynced() {
              return true;
            }
          }),
  KEEPS_EPOCH(
      "I-07: ids begin anew with each start",
      () ->
          new Tamper() {
            @Override
            public boolean keepsEpoch() {
              return true;
            }
          }),
  SKIPS_CATCH_UP(
      "F-N12: nothing is read up after a connect",
      () ->
          new Tamper() {
            @Override
            public boolean skipsCatchUp() {
              return true;
            }
          }),
  GATES_NEWS(
      "F-B43: news that comes while a session begins is dropped (LEAN #249)",
      () ->
          new Tamper() {
            @Override
            public boolean gatesNews() {
              return true;
            }
          }),
  TRUSTS_CUT_LISTS(
      "F-B21: a list that was cut off counts as complete",
      () ->
          new Tamper() {
            @Override
            public boolean trustsCutLists() {
              return true;
            }
          }),
  LOSES_TIMERS(
      "I-24: nobody comes back to what waits",
      () ->
          new Tamper() {
            @Override
            public boolean losesTimers() {
              return true;
            }
          });

  private final String what;
  private final Supplier<Tamper> tamper;

  Mutant(String what, Supplier<Tamper> tamper) {
    this.what = what;
    this.tamper = tamper;
  }

  String what() {
    return what;
  }

  /** One for one run: it may remember things. */
  Tamper fresh() {
    return tamper.get();
  }

  private static Fill named(Fill fill, String id) {
    return new Fill(
        id, 0, fill.symbol(), fill.side(), fill.quantity(), fill.price(), fill.fee(), fill.at());
  }

  private static Fill cut(Fill fill) {
    long whole = fill.quantity().nanos() / 1_000_000_000L;
    return new Fill(
        fill.executionId(),
        fill.revision(),
        fill.symbol(),
        fill.side(),
        whole == 0 ? fill.quantity() : Quantity.of(whole),
        fill.price(),
        fill.fee(),
        fill.at());
  }

  /** Understands news of orders wrongly. */
  private abstract static class Told implements Tamper {
    abstract OrderNews news(OrderNews news);

    @Override
    public List<Input.Cause> told(Input.Cause cause) {
      return List.of(
          cause instanceof OrderReport(var account, var placement, OrderNews news)
              ? new OrderReport(account, placement, news(news))
              : cause);
    }
  }

  /** Knows what each request asked. */
  private abstract static class Asking implements Tamper {
    private final Map<List<Object>, BrokerCommand> sent = new HashMap<>();

    @Override
    public Outcome decided(Input input, Outcome outcome) {
      for (Effect effect : outcome.effects()) {
        if (effect instanceof Effect.Send(BrokerCommand command)) {
          sent.put(List.of(command.placement(), command.attempt()), command);
        }
      }
      return outcome;
    }

    /** Whether it is no certain answer to such a request. */
    boolean isDoubt(Answered answered, Class<? extends Ask> kind) {
      BrokerCommand command = command(answered);
      return answered.result() instanceof InDoubt
          && command != null
          && kind.isInstance(command.ask());
    }

    @Nullable BrokerCommand command(Answered answered) {
      return sent.get(List.of(answered.placement(), answered.attempt()));
    }
  }

  /** Takes no answer for this one. */
  private static final class Answering extends Asking {
    private final Class<? extends Ask> kind;
    private final SendResult result;

    Answering(Class<? extends Ask> kind, SendResult result) {
      this.kind = kind;
      this.result = result;
    }

    @Override
    public List<Input.Cause> told(Input.Cause cause) {
      return cause instanceof Answered answered && isDoubt(answered, kind)
          ? List.of(
              new Answered(answered.account(), answered.placement(), answered.attempt(), result))
          : List.of(cause);
    }
  }

  /** Concludes from no answer that this has happened. */
  private static final class Concluding extends Asking {
    private final Class<? extends Ask> kind;
    private final OrderNews news;

    Concluding(Class<? extends Ask> kind, OrderNews news) {
      this.kind = kind;
      this.news = news;
    }

    @Override
    public List<Input.Cause> told(Input.Cause cause) {
      return cause instanceof Answered answered && isDoubt(answered, kind)
          ? List.of(
              new OrderReport(answered.account(), answered.placement(), news),
              new Answered(
                  answered.account(),
                  answered.placement(),
                  answered.attempt(),
                  new SendResult.Accepted("")))
          : List.of(cause);
    }
  }

  private static final class SendsAgain extends Asking {
    @Override
    public Outcome decided(Input input, Outcome outcome) {
      super.decided(input, outcome);
      if (!(input.cause() instanceof Answered answered && isDoubt(answered, Ask.Place.class))) {
        return outcome;
      }
      List<Effect> effects = new ArrayList<>(outcome.effects());
      effects.add(new Effect.Send(Objects.requireNonNull(command(answered))));
      return new Outcome(
          outcome.sequence(), outcome.at(), outcome.reply(), outcome.events(), effects);
    }
  }

  private static final class DropsLateFills implements Tamper {
    private final Set<PlacementId> ended = new HashSet<>();

    @Override
    public Outcome decided(Input input, Outcome outcome) {
      for (Event event : outcome.events()) {
        if (event instanceof Event.PlacementEvent(var placement)) {
          if (placement.status().isLive()) {
            ended.remove(placement.id());
          } else {
            ended.add(placement.id());
          }
        }
      }
      return outcome;
    }

    @Override
    public List<Input.Cause> told(Input.Cause cause) {
      boolean late =
          cause instanceof OrderReport(var _, var placement, OrderNews news)
              && ended.contains(placement)
              && (news instanceof Executed || news instanceof OrderNews.Found);
      return late ? List.of() : List.of(cause);
    }
  }

  private static final class FillTwice extends Told {
    private final Map<String, Integer> seen = new HashMap<>();

    @Override
    OrderNews news(OrderNews news) {
      if (news instanceof Executed(Fill fill, boolean completes)) {
        int times = seen.merge(fill.executionId(), 1, Integer::sum);
        return times == 1
            ? news
            : new Executed(named(fill, fill.executionId() + "-" + times), completes);
      }
      return news;
    }
  }
}
