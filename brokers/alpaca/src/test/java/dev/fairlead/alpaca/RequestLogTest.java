// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.model.PlacementId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestLogTest {
  private static final PlacementId ONE = LinkRig.id(1);

  private final List<List<Object>> lines = new CopyOnWriteArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getParameters() != null) {
            lines.add(List.of(line.getParameters()));
          }
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  /** The texts of the lines about {@code ONE}, without how long the request took. */
  private List<String> about() {
    return lines.stream()
        .map(values -> values.stream().map(Object::toString).toList())
        .filter(values -> values.contains(ONE.text()))
        .map(values -> String.join(" ", values.subList(0, 5)) + " " + values.getLast())
        .toList();
  }

  @Test
  @DisplayName("S-23 each request is a line with its placement and Alpaca's id of it, and no key")
  void everyRequestIsALineWithItsPlacement() {
    Logger logger = Logger.getLogger(Api.class.getName());
    Level before = logger.getLevel();
    logger.setLevel(Level.FINE);
    handler.setLevel(Level.ALL);
    logger.addHandler(handler);
    String name;
    try (FakeAlpaca alpaca = new FakeAlpaca();
        LinkRig rig = LinkRig.up(alpaca)) {
      name = rig.place(ONE);
      rig.ask(ONE, 2, name, new Ask.Cancel());
      String all = lines.toString();
      assertThat(all)
          .doesNotContain(alpaca.config().secret().reveal())
          .doesNotContain(alpaca.config().keyId().reveal());
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(before);
    }
    String account = FakeAlpaca.ACCOUNT + " " + ONE;
    assertThat(about()).hasSize(2);
    assertThat(about().getFirst()).startsWith(account + " POST /v2/orders 200 request-");
    assertThat(about().getLast())
        .startsWith(account + " DELETE /v2/orders/" + name + " 204 request-");
    assertThat(lines).hasSizeGreaterThan(2);
  }
}
