// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A broker behind a wire tap: each command is a line in a file before it is passed on, so that what
 * was sent is known even of a process that was killed. One write a line, which the kernel has by
 * the time it returns.
 */
public final class RecordingBroker implements Broker {
  private final Broker broker;
  private final FileChannel file;

  /** Appends to {@code file}, so that it tells of every start. */
  public RecordingBroker(Broker broker, Path file) {
    this.broker = broker;
    try {
      this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One command that was passed on. */
  public record Sent(BrokerAccount account, PlacementId placement, int attempt, Attempt.Kind kind) {
    /** What a tap would note of {@code command}. */
    public static Sent of(BrokerCommand command) {
      return new Sent(command.account(), command.placement(), command.attempt(), kind(command));
    }

    private static Attempt.Kind kind(BrokerCommand command) {
      return switch (command.ask()) {
        case Ask.Place _, Ask.PlaceGroup _ -> Attempt.Kind.PLACE;
        case Ask.Cancel() -> Attempt.Kind.CANCEL;
        case Ask.Replace _ -> Attempt.Kind.REPLACE;
        case Ask.Query() -> Attempt.Kind.QUERY;
      };
    }

    private static Sent parse(String line) {
      List<String> words = List.of(line.split(" "));
      return new Sent(
          BrokerAccount.parse(words.get(0)),
          new PlacementId(words.get(1)),
          Integer.parseInt(words.get(2)),
          Attempt.Kind.valueOf(words.get(3)));
    }

    private String line() {
      return account + " " + placement + " " + attempt + " " + kind + "\n";
    }
  }

  /** What the file tells, oldest first. */
  public static List<Sent> read(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.US_ASCII).stream().map(Sent::parse).toList();
  }

  @Override
  public String name() {
    return broker.name();
  }

  @Override
  public Duration answersWithin() {
    return broker.answersWithin();
  }

  @Override
  public boolean tellsBook() {
    return broker.tellsBook();
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    return new Tap(broker.connect(account, known, listener));
  }

  private void record(BrokerCommand command) {
    try {
      file.write(ByteBuffer.wrap(Sent.of(command).line().getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Tap implements BrokerLink {
    private final BrokerLink link;

    Tap(BrokerLink link) {
      this.link = link;
    }

    @Override
    public void send(BrokerCommand command, Consumer<SendResult> answer) {
      record(command);
      link.send(command, answer);
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return link.quote(symbol);
    }

    @Override
    public MarketData marketData() {
      return link.marketData();
    }

    @Override
    public Budgets budgets() {
      return link.budgets();
    }

    @Override
    public Optional<AccountBook> book() {
      return link.book();
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
