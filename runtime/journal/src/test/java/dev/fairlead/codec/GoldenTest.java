// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.account.Configuration;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateEdit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What was once written can be read for ever: {@code golden/schema-1.txt} holds a line {@code name
 * hex} for one of each kind. Lines are added, never changed. When a form gets a field, the old
 * lines must still give the old values with the field's default.
 */
class GoldenTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  @DisplayName("J-09 golden inputs of schema 1 are read as they were meant")
  void readsGoldenInputs() throws IOException {
    Map<String, byte[]> golden = golden();
    Samples.everyKind()
        .forEach((name, input) ->
            assertThat(Codec.decodeInputs(1, bytes(golden, name, Codec.encode(List.of(input)))))
                .as(name)
                .containsExactly(input));
  }

  @Test
  @DisplayName("J-09 golden states of schema 1 are read as they were meant")
  void readsGoldenStates() throws IOException {
    EngineState state = Samples.state(9, 2);
    byte[] bytes = bytes(golden(), "EngineState-5", Codec.encode(state));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(state);
    EngineState configured = configured();
    bytes = bytes(golden(), "EngineState-Configured", Codec.encode(configured));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(configured);
    EngineState grouped = GroupSamples.grouped();
    bytes = bytes(golden(), "EngineState-grouped-2", Codec.encode(grouped));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(grouped);
    EngineState carried = GroupSamples.carried();
    bytes = bytes(golden(), "EngineState-carried", Codec.encode(carried));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(carried);
    EngineState moved = MoveSamples.moved();
    bytes = bytes(golden(), "EngineState-moved-2", Codec.encode(moved));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(moved);
    EngineState judged = HealthSamples.judged();
    bytes = bytes(golden(), "EngineState-judged", Codec.encode(judged));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(judged);
    EngineState keptBack = HealthSamples.keptBack();
    bytes = bytes(golden(), "EngineState-kept-back", Codec.encode(keptBack));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(keptBack);
    EngineState routed = RouteSamples.routed();
    bytes = bytes(golden(), "EngineState-routed", Codec.encode(routed));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(routed);
    EngineState led = RouteSamples.led();
    bytes = bytes(golden(), "EngineState-led", Codec.encode(led));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(led);
    EngineState flowed = MoveSamples.flowed();
    bytes = bytes(golden(), "EngineState-flowed", Codec.encode(flowed));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(flowed);
    EngineState doubted = DoubtSamples.doubted();
    bytes = bytes(golden(), "EngineState-doubted", Codec.encode(doubted));
    assertThat(Codec.decodeState(1, bytes)).isEqualTo(doubted);
  }

  /** A state of a principal that has settled something, and nothing else. */
  private static EngineState configured() {
    return StateEdit.empty()
        .after(1, Samples.NOON)
        .started(7, 1, 1, 0)
        .configurations(
            List.of(
                new EngineState.Configured(
                    Samples.PRINCIPAL, Configuration.DEFAULT.with(Samples.CHANGES))))
        .done();
  }

  @Test
  @DisplayName("J-09 what was written before orders had groups is read as without any")
  void readsWhatWasWrittenBeforeThereWereGroups() throws IOException {
    byte[] up = bytes(golden(), "Up", new byte[0]);
    assertThat(Codec.decodeInputs(1, up)).containsExactly(Samples.everyKind().get("Up-3"));
    byte[] state = bytes(golden(), "EngineState", new byte[0]);
    assertThat(Codec.decodeState(1, state)).isEqualTo(Samples.state(9, 2));
  }

  @Test
  @DisplayName("J-09 what was written before moves had kinds is read as an opening")
  void readsWhatWasWrittenBeforeMovesHadKinds() throws IOException {
    byte[] moved = bytes(golden(), "Moved", new byte[0]);
    assertThat(Codec.decodeInputs(1, moved)).containsExactly(Samples.everyKind().get("Moved-2"));
    byte[] state = bytes(golden(), "EngineState-moved", new byte[0]);
    assertThat(Codec.decodeState(1, state)).isEqualTo(MoveSamples.moved());
  }

  @Test
  @DisplayName("J-09 what was written of a broker account before its offers had traits is read so")
  void readsWhatWasWrittenBeforeOffersHadTraits() throws IOException {
    byte[] up = bytes(golden(), "Up-2", new byte[0]);
    assertThat(Codec.decodeInputs(1, up)).containsExactly(Samples.everyKind().get("Up-3"));
    byte[] state = bytes(golden(), "EngineState-2", new byte[0]);
    assertThat(Codec.decodeState(1, state)).isEqualTo(Samples.state(9, 2));
  }

  @Test
  @DisplayName(
      "J-09 of a link that was kept without an instant, everything is to be caught up with")
  void readsWhatWasWrittenBeforeLinksHadAnInstant() throws IOException {
    byte[] state = bytes(golden(), "EngineState-3", new byte[0]);
    EngineState read = Codec.decodeState(1, state);
    assertThat(read).isEqualTo(Samples.state(9, 2));
    assertThat(read.links()).allMatch(link -> link.since().equals(Instant.EPOCH));
  }

  @Test
  @DisplayName("J-09 of what was kept before brokers kept groups, the engine keeps them all")
  void readsWhatWasWrittenBeforeBrokersKeptGroups() throws IOException {
    byte[] state = bytes(golden(), "EngineState-4", new byte[0]);
    assertThat(Codec.decodeState(1, state)).isEqualTo(Samples.state(9, 2));
    byte[] grouped = bytes(golden(), "EngineState-grouped", new byte[0]);
    assertThat(Codec.decodeState(1, grouped)).isEqualTo(GroupSamples.grouped());
  }

  @Test
  void nothingIsWrittenInAnotherWayWithoutNotice() throws IOException {
    Map<String, byte[]> golden = golden();
    Samples.everyKind()
        .forEach((name, input) ->
            assertThat(HEX.formatHex(Codec.encode(List.of(input))))
                .as(name)
                .isEqualTo(HEX.formatHex(bytes(golden, name, Codec.encode(List.of(input))))));
    byte[] state = Codec.encode(Samples.state(9, 2));
    assertThat(HEX.formatHex(state))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-5", state)));
    byte[] judged = Codec.encode(HealthSamples.judged());
    assertThat(HEX.formatHex(judged))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-judged", judged)));
    byte[] keptBack = Codec.encode(HealthSamples.keptBack());
    assertThat(HEX.formatHex(keptBack))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-kept-back", keptBack)));
    byte[] routed = Codec.encode(RouteSamples.routed());
    assertThat(HEX.formatHex(routed))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-routed", routed)));
    byte[] led = Codec.encode(RouteSamples.led());
    assertThat(HEX.formatHex(led)).isEqualTo(HEX.formatHex(bytes(golden, "EngineState-led", led)));
    byte[] grouped = Codec.encode(GroupSamples.grouped());
    assertThat(HEX.formatHex(grouped))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-grouped-2", grouped)));
    byte[] carried = Codec.encode(GroupSamples.carried());
    assertThat(HEX.formatHex(carried))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-carried", carried)));
    byte[] moved = Codec.encode(MoveSamples.moved());
    assertThat(HEX.formatHex(moved))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-moved-2", moved)));
    byte[] flowed = Codec.encode(MoveSamples.flowed());
    assertThat(HEX.formatHex(flowed))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-flowed", flowed)));
    byte[] doubted = Codec.encode(DoubtSamples.doubted());
    assertThat(HEX.formatHex(doubted))
        .isEqualTo(HEX.formatHex(bytes(golden, "EngineState-doubted", doubted)));
  }

  @Test
  void everyKindOfInputHasAGoldenLine() {
    assertThat(
            Samples.everyKind().values().stream()
                .map(input -> (Object) input.cause().getClass())
                .collect(Collectors.toSet()))
        .isEqualTo(RandomValues.leaves(Input.Cause.class).collect(Collectors.toSet()));
  }

  private static byte[] bytes(Map<String, byte[]> golden, String name, byte[] written) {
    byte[] bytes = golden.get(name);
    if (bytes == null) {
      throw new AssertionError("add the line: " + name + " " + HEX.formatHex(written));
    }
    return bytes;
  }

  private static Map<String, byte[]> golden() throws IOException {
    Map<String, byte[]> lines = new LinkedHashMap<>();
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/schema-1.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.lines().toList()) {
        int space = line.indexOf(' ');
        lines.put(line.substring(0, space), HEX.parseHex(line, space + 1, line.length()));
      }
    }
    return lines;
  }
}
