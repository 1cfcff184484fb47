// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static dev.fairlead.server.Mutations.SEED;
import static dev.fairlead.server.Mutations.mutated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.wire.MessagePack;
import dev.fairlead.wire.PackedReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames that nobody would send, in each state that a stream can be in, from a seed that a failure
 * prints: it answers them or ends, takes no other stream with it, and logs no error. More rounds
 * with {@code -Dfairlead.all}.
 */
final class StreamFuzzTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'market','time_in_force':'day'}";

  /** How far a client has come when it begins to say what nobody would. */
  private enum Stage {
    NEW,
    NAMED,
    LISTENING,
    LISTENING_NO_MORE,
    IN_THE_MIDDLE_OF_A_MESSAGE
  }

  /** Trade updates, and streams of market data of each kind. */
  private static final List<String> STREAMS =
      List.of("/stream", "/v2/iex", "/stream", "/v2/test", "/stream", "/v1beta3/crypto/us");

  @TempDir private Path data;
  private TestServer gateway;
  private Logged logged;

  @BeforeEach
  void start() {
    logged = new Logged();
    gateway =
        TestServer.start(
            data,
            new MemoryJournal(),
            config -> config.limiting(config.rates().streams(1_000_000, 1_000_000)));
  }

  @AfterEach
  void stop() {
    try {
      assertThat(logged.errors()).isEmpty();
    } finally {
      gateway.close();
      logged.close();
    }
  }

  private List<String> words(String path) {
    String named =
        "'key':'%s','secret':'%s'".formatted(gateway.key.key().id(), gateway.key.secret());
    return path.equals("/stream")
        ? List.of(
            "{'action':'auth'," + named + "}",
            "{'action':'listen','data':{'streams':['trade_updates']}}",
            "{'action':'unlisten','data':{'streams':['trade_updates',1,null,{}]}}")
        : List.of(
            "{'action':'auth'," + named + "}",
            "{'action':'subscribe','trades':['AAPL','*'],'quotes':['BTC/USD','FAKEPACA'],"
                + "'bars':[]}",
            "{'action':'unsubscribe','trades':['AAPL','*'],'quotes':null,'dailyBars':['*']}");
  }

  private static byte[] bytes(String words, boolean packed) {
    String json = words.replace('\'', '"');
    return packed
        ? MessagePack.bytes(TestServer.JSON.readTree(json))
        : json.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] frame(Random random, byte[] words) {
    byte[] payload = random.nextInt(4) == 0 ? words : mutated(words, random);
    return switch (random.nextInt(8)) {
      case 0 -> RawWebSocket.encoded(random.nextInt(256), payload);
      case 1 -> mutated(RawWebSocket.encoded(0x80 | RawWebSocket.TEXT, payload), random);
      case 2 -> RawWebSocket.encoded(RawWebSocket.TEXT, payload);
      case 3 -> RawWebSocket.encoded(0x80, payload);
      case 4 -> RawWebSocket.encoded(0x80 | RawWebSocket.PING, Arrays.copyOf(payload, 20));
      case 5 -> RawWebSocket.encoded(0x80 | RawWebSocket.CLOSE, payload);
      case 6 -> RawWebSocket.encoded(0x80 | RawWebSocket.TEXT, payload);
      default -> RawWebSocket.encoded(0x80 | RawWebSocket.BINARY, payload);
    };
  }

  private static void say(RawWebSocket socket, boolean packed, byte[] words) {
    socket.frame(true, packed ? RawWebSocket.BINARY : RawWebSocket.TEXT, words);
  }

  /** Brings a new stream so far. */
  private void bring(RawWebSocket socket, Stage stage, List<String> words, boolean packed) {
    int said =
        switch (stage) {
          case NEW -> 0;
          case NAMED -> 1;
          case LISTENING, IN_THE_MIDDLE_OF_A_MESSAGE -> 2;
          case LISTENING_NO_MORE -> 3;
        };
    words.subList(0, said).forEach(each -> say(socket, packed, bytes(each, packed)));
    if (stage == Stage.IN_THE_MIDDLE_OF_A_MESSAGE) {
      byte[] half = bytes(words.getLast(), packed);
      int opcode = packed ? RawWebSocket.BINARY : RawWebSocket.TEXT;
      socket.frame(false, opcode, Arrays.copyOf(half, half.length / 2));
    }
  }

  @Test
  @DisplayName("S-36 whatever frames come in whatever state, a stream answers or ends, alone")
  void frames() {
    Random random = new Random(SEED + 3);
    int states = STREAMS.size() * Stage.values().length * 2;
    Mutations rounds = new Mutations(7 * states, 20_000);
    try (StreamClient honest = gateway.listen()) {
      for (int i = 0; rounds.goesOn(i); i++) {
        String path = STREAMS.get(i % STREAMS.size());
        Stage stage = Stage.values()[i / STREAMS.size() % Stage.values().length];
        boolean packed = i / (STREAMS.size() * Stage.values().length) % 2 == 1;
        String what = "seed %d round %d %s %s ".formatted(SEED + 3, i, path, stage);
        String type = "Content-Type: application/" + (packed ? "msgpack" : "json");
        List<String> words = words(path);
        try (RawWebSocket socket =
            random.nextInt(3) == 0
                ? RawWebSocket.namedAt(gateway, path, type)
                : RawWebSocket.at(gateway, path, type)) {
          assertThat(socket.status()).as(what).isEqualTo(101);
          bring(socket, stage, words, packed);
          for (int frames = random.nextInt(1, 12); frames > 0; frames--) {
            socket.raw(frame(random, bytes(words.get(random.nextInt(3)), packed)));
          }
          assertThat(socket.rest())
              .as(what)
              .doesNotContain("Exception", "\tat ")
              .doesNotContainIgnoringCase("jetty");
        } catch (UncheckedIOException closed) {
          // A frame before this one was the last that it took.
        }
        if (i % (3 * states) == 0) {
          String id = gateway.place(ORDER).get("id").asString();
          while (!honest.nextUpdate().at("/order/id").asString().equals(id)) {
            // Of the order before.
          }
        }
      }
      TestServer.await(() -> gateway.server.streams() == 1 && gateway.server.marketStreams() == 0);
    }
  }

  @Test
  @DisplayName("S-36 whatever bytes come as MessagePack are read or refused, in little memory")
  void packedBytes() {
    Random random = new Random(SEED + 4);
    byte[] seed = bytes("{'a':[1,-1,1.5,true,null,'x','" + "y".repeat(40) + "',{'b':[]}]}", true);
    Mutations rounds = new Mutations(50_000, 1_000_000);
    for (int i = 0; rounds.goesOn(i); i++) {
      int round = i;
      byte[] bytes = mutated(seed, random);
      if (random.nextInt(10) == 0) {
        random.nextBytes(bytes);
      }
      // What is read can be written and read again; the rest is refused, and neither throws.
      PackedReader.read(bytes)
          .ifPresent(tree ->
              assertThat(PackedReader.read(MessagePack.bytes(tree)))
                  .as("seed " + (SEED + 4) + " round " + round)
                  .isPresent());
    }
  }
}
