// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import java.util.Optional;
import java.util.function.Consumer;

/** A broker as it is, but for its market data, which are a {@link Metronome}'s. */
final class MetronomeBroker implements Broker {
  private final Broker broker;
  private final Metronome metronome = new Metronome();

  MetronomeBroker(Broker broker) {
    this.broker = broker;
  }

  @Override
  public String name() {
    return broker.name();
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    metronome.start();
    return new Link(broker.connect(account, known, listener), metronome);
  }

  @Override
  public void close() {
    metronome.close();
    broker.close();
  }

  private record Link(BrokerLink link, MarketData marketData) implements BrokerLink {
    @Override
    public void send(BrokerCommand command, Consumer<SendResult> answer) {
      link.send(command, answer);
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return link.quote(symbol);
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
