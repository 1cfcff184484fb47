// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.door.Admission;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.RoutePreview;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where commands come in: what sends a new order to a broker is let in first, what lessens what is
 * there always is. Thread-safe; waits on its caller's thread.
 */
final class Entrance {
  /** Longest wait of an order for room at its broker; it comes on top of the others. */
  private static final Duration ROOM_LIMIT = Duration.ofSeconds(1);

  private final BrokerManager manager;
  private final Admission admission;

  Entrance(BrokerManager manager, Collection<LinkRunner> links) {
    this.manager = manager;
    admission = new Admission(links.stream().map(LinkRunner::door).toList(), ROOM_LIMIT);
  }

  /**
   * Submits what is let in.
   *
   * @param askedNanos when the client asked, by {@link System#nanoTime}
   */
  Reply submit(ClientCommand command, long askedNanos) {
    return switch (command) {
      case ClientCommand.Place _, ClientCommand.Close _ ->
          admission.isFree()
              ? manager.submit(command, askedNanos)
              : submit(command, askedNanos, new Entrant(command));
      case ClientCommand.Replace _,
          ClientCommand.Cancel _,
          ClientCommand.CancelAll _,
          ClientCommand.Configure _ ->
          manager.submit(command, askedNanos);
    };
  }

  private Reply submit(ClientCommand command, long askedNanos, Entrant entrant) {
    return switch (admission.enter(entrant)) {
      case Admission.Entry.Full(String why, Duration retryAfter) -> {
        if (entrant.isRepeated()) {
          // Nothing is sent for it, and whoever asks again has to hear of it.
          yield manager.submit(command, askedNanos);
        }
        throw new GatewayUnavailable(why + "; nothing was done, try again later", retryAfter);
      }
      case Admission.Entry.Open open -> {
        try {
          Reply reply = manager.submit(command, askedNanos);
          open.went(reply instanceof Reply.Done(Order order) ? order.account() : null);
          yield reply;
        } catch (GatewayUnavailable unavailable) {
          if (!unavailable.isTaken()) {
            open.went(null);
          }
          throw unavailable;
        }
      }
    };
  }

  Optional<Position> position(Symbol symbol) {
    return positions(symbol).findFirst();
  }

  private Stream<Position> positions(Symbol symbol) {
    return manager.positions().stream().filter(position -> position.symbol().equals(symbol));
  }

  /** Whether it takes from what is held somewhere. */
  boolean reduces(OrderRequest request) {
    return positions(request.symbol())
        .map(Position::quantity)
        .anyMatch(held -> request.side() == Side.BUY ? held.isNegative() : held.isPositive());
  }

  /** A new order, looked at only where there is not room for everybody. */
  private final class Entrant implements Admission.Asking {
    private final ClientCommand command;

    Entrant(ClientCommand command) {
      this.command = command;
    }

    boolean isRepeated() {
      return command instanceof ClientCommand.Place place
          && manager
              .look(engine -> engine.order(place.principal(), place.clientOrderId()))
              .isPresent();
    }

    @Override
    public @Nullable BrokerAccount destination() {
      if (command instanceof ClientCommand.Place place) {
        RoutePreview.Chosen chosen = manager.preview(place).chosen();
        return chosen == null ? null : chosen.account();
      }
      return command instanceof ClientCommand.Close close
          ? position(close.symbol()).map(Position::account).orElse(null)
          : null;
    }

    @Override
    public boolean closes() {
      return command instanceof ClientCommand.Close
          || (command instanceof ClientCommand.Place place && reduces(place.request()));
    }
  }
}
