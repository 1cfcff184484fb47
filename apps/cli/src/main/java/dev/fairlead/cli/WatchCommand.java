// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.client.GatewayException;
import dev.fairlead.client.UpdateStream;
import dev.fairlead.terminal.Blotter;
import dev.fairlead.terminal.Screen;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/**
 * Shows orders as they change: a screen that is drawn anew where a person looks, a line for each
 * update where a program reads.
 */
@Command(name = "watch", description = "Watch orders, fills and positions live.")
final class WatchCommand implements Callable<Integer> {
  private static final int CTRL_C = 3;

  /** Prices move without any order: what is held is asked for again this often. */
  private static final long REFRESH_MILLIS = 1_000;

  /** News that no terminal could show in time; the list is asked for again then. */
  private static final int MAX_WAITING = 10_000;

  private final Root root;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>(MAX_WAITING);

  @Mixin private final JsonFlag json = new JsonFlag();

  WatchCommand(Root root) {
    this.root = root;
  }

  /** What the watcher waits for. */
  private sealed interface News {
    record Update(JsonNode update) implements News {}

    record Ended(String reason) implements News {}

    record Quit() implements News {}
  }

  @Override
  public Integer call() throws InterruptedException {
    try (GatewayClient gateway = root.connect()) {
      boolean screen = root.surroundings().interactive() && !json.isWanted();
      return screen ? screen(gateway) : lines(gateway);
    }
  }

  private int lines(GatewayClient gateway) throws InterruptedException {
    try (UpdateStream _ = listen(gateway)) {
      while (true) {
        switch (news.take()) {
          case News.Update(JsonNode update) ->
              root.print(List.of(json.isWanted() ? update.toString() : Blotter.line(update)));
          case News.Ended(String reason) -> throw new CommandFailure(ExitCode.NOT_RUNNING, reason);
          case News.Quit() -> {
            return ExitCode.DONE.number();
          }
        }
      }
    }
  }

  private int screen(GatewayClient gateway) throws InterruptedException {
    var blotter = new Blotter();
    UpdateStream stream = connect(gateway, blotter);
    try (Screen screen = Screen.open()) {
      screen.onKey(key -> {
        if (key == 'q' || key == CTRL_C) {
          news.clear();
          news.add(new News.Quit());
        }
      });
      while (true) {
        refresh(gateway, blotter);
        screen.show(blotter.lines(screen.height(), root.surroundings().paint()));
        News first = news.poll(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        for (News next = first; next != null; next = news.poll()) {
          switch (next) {
            case News.Update(JsonNode update) -> blotter.update(update);
            case News.Ended(String reason) -> {
              blotter.trouble(reason);
              stream = null;
            }
            case News.Quit() -> {
              return ExitCode.DONE.number();
            }
          }
        }
        stream = stream == null ? connect(gateway, blotter) : stream;
      }
    } finally {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /** The stream first, the list after it, so that nothing falls between the two. */
  private @Nullable UpdateStream connect(GatewayClient gateway, Blotter blotter) {
    try {
      UpdateStream stream = listen(gateway);
      blotter.reset(body(gateway.get("/v2/orders", Map.of("status", "all", "limit", "100"))));
      blotter.trouble("");
      return stream;
    } catch (GatewayException away) {
      blotter.trouble(String.valueOf(away.getMessage()));
      return null;
    }
  }

  private void refresh(GatewayClient gateway, Blotter blotter) {
    try {
      blotter.account(body(gateway.get("/v2/account")));
      blotter.positions(body(gateway.get("/v2/positions")));
    } catch (GatewayException away) {
      blotter.trouble(String.valueOf(away.getMessage()));
    }
  }

  private static JsonNode body(Answer answer) {
    if (!answer.isDone()) {
      throw new CommandFailure(ExitCode.REFUSED, String.join("\n", Answers.refusal(answer)));
    }
    return Answers.parse(answer.body());
  }

  private UpdateStream listen(GatewayClient gateway) {
    return gateway.updates(
        new UpdateStream.Listener() {
          @Override
          public void onUpdate(JsonNode update) {
            hand(new News.Update(update));
          }

          @Override
          public void onEnd(String reason) {
            hand(new News.Ended(reason));
          }
        });
  }

  private void hand(News told) {
    if (!news.offer(told)) {
      news.clear();
      news.add(new News.Ended("too much happened to show it all"));
    }
  }
}
