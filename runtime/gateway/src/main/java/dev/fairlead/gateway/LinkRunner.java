// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs one link: one thread takes the commands meant for it in order, sends each once, and submits
 * what is known of it; the link's own threads submit its reports. It translates nothing and decides
 * nothing.
 */
final class LinkRunner implements LinkListener, AutoCloseable {
  private static final Logger LOG = System.getLogger(LinkRunner.class.getName());

  /** Most commands that may wait; a further one is proven not to have been sent. */
  private static final int COMMAND_LIMIT = 65_536;

  private final Seat seat;
  private final Intake intake;
  private final BlockingQueue<BrokerCommand> commands = new ArrayBlockingQueue<>(COMMAND_LIMIT);
  private final Thread thread;
  private volatile @Nullable BrokerLink link;
  private volatile @Nullable Capabilities capabilities;

  LinkRunner(Seat seat, Intake intake) {
    this.seat = seat;
    this.intake = intake;
    thread = Thread.ofPlatform().name("fairlead-link-" + seat.account()).unstarted(this::run);
  }

  void start(Known known) {
    link = seat.broker().connect(seat.account(), known, this);
    thread.start();
  }

  BrokerAccount account() {
    return seat.account();
  }

  /** What the account takes; empty until the engine knows that the link is up. */
  Optional<Capabilities> capabilities() {
    return Optional.ofNullable(capabilities);
  }

  Optional<Quote> quote(Symbol symbol) {
    BrokerLink open = link;
    return open == null ? Optional.empty() : open.quote(symbol);
  }

  /** Takes a command to send; never waits. Called on the sequencer's thread. */
  void send(BrokerCommand command) {
    if (!commands.offer(command)) {
      SendResult notSent = new SendResult.NotSent("more than " + COMMAND_LIMIT + " requests wait");
      intake.own(new ToApply(answer(command, notSent), Answer.NONE));
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        BrokerCommand command = commands.take();
        intake.report(new ToApply(answer(command, attempt(command)), Answer.NONE));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private SendResult attempt(BrokerCommand command) {
    BrokerLink open = link;
    if (open == null) {
      return new SendResult.NotSent("the link is not open");
    }
    try {
      return open.send(command);
    } catch (RuntimeException broken) {
      // An adapter that throws has said nothing about what it had sent by then (F-P05).
      LOG.log(Level.ERROR, "adapter failed account=" + account(), broken);
      return new SendResult.InDoubt("the adapter failed: " + broken);
    }
  }

  private static Answered answer(BrokerCommand command, SendResult result) {
    return new Answered(command.account(), command.placement(), command.attempt(), result);
  }

  @Override
  public void onReport(BrokerReport report) {
    intake.report(new ToApply(report, Answer.NONE));
  }

  @Override
  public void onChange(LinkChange change) {
    intake.report(new ToApply(change, new Noting(change)));
  }

  /** Lets clients in when the engine has been told that the link is up, and not before. */
  private final class Noting implements Answer {
    private final LinkChange change;

    Noting(LinkChange change) {
      this.change = change;
    }

    @Override
    public void applied(Outcome outcome) {
      capabilities =
          switch (change) {
            case LinkChange.Up(BrokerAccount _, Capabilities can) -> can;
            case LinkChange.Down _ -> null;
          };
    }

    @Override
    public void failed(GatewayUnavailable failure) {
      capabilities = null;
    }
  }

  @Override
  public void close() {
    BrokerLink open = link;
    if (open != null) {
      open.close();
    }
    thread.interrupt();
  }
}
