// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.codec.CodecException.Kind;
import dev.fairlead.journal.Journal;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.SendResult;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateEdit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Test
  void anyInputComesBackAsItWas() {
    Set<Class<?>> seen = new HashSet<>();
    for (int seed = 0; seed < 5_000; seed++) {
      Input input = new RandomValues(seed).of(Input.class);
      seen.add(input.cause().getClass());
      assertThat(decode(Codec.encode(List.of(input)))).as("seed %d", seed).containsExactly(input);
    }
    assertThat(seen).isEqualTo(RandomValues.leaves(Input.Cause.class).collect(Collectors.toSet()));
  }

  @Test
  void anyVariantOfAReportComesBackAsItWas() {
    assertThat(RandomValues.leaves(OrderNews.class)).hasSize(14);
    for (int seed = 0; seed < 5_000; seed++) {
      RandomValues values = new RandomValues(seed);
      assertComesBack(PlacementForms.NEWS, values.of(OrderNews.class), seed);
      assertComesBack(PlacementForms.RESULT, values.of(SendResult.class), seed);
    }
  }

  private static <T> void assertComesBack(Form<T> form, T value, int seed) {
    ByteWriter out = new ByteWriter(16);
    form.write(out, value);
    ByteReader in = new ByteReader(out.toByteArray());
    assertThat(form.read(in)).as("seed %d", seed).isEqualTo(value);
    assertThat(in.more()).as("seed %d leaves nothing", seed).isFalse();
  }

  @Test
  void anyStateComesBackAsItWas() {
    for (int seed = 0; seed < 300; seed++) {
      EngineState state = new RandomValues(seed).of(EngineState.class);
      assertThat(Codec.decodeState(Codec.SCHEMA, Codec.encode(state)))
          .as("seed %d", seed)
          .isEqualTo(state);
    }
    assertThat(Codec.decodeState(Codec.SCHEMA, new byte[0])).isEqualTo(EngineState.EMPTY);
  }

  @Test
  @DisplayName("I-04 equal states have equal hashes, in whatever order their sets are")
  void equalStatesHaveEqualHashes() {
    EngineState state = Samples.state(9, 3);
    EngineState.Link link = state.links().getFirst();
    Capabilities capabilities = Objects.requireNonNull(link.capabilities());
    Capabilities same =
        capabilities.keeping(new LinkedHashSet<>(List.copyOf(capabilities.groups()).reversed()));
    EngineState equal = withLink(state, new EngineState.Link(link.account(), same, link.since()));

    assertThat(Journal.stateHash(equal)).isEqualTo(Journal.stateHash(state)).hasSize(64);
    assertThat(Journal.stateHash(Samples.state(10, 3))).isNotEqualTo(Journal.stateHash(state));
  }

  private static EngineState withLink(EngineState state, EngineState.Link link) {
    return StateEdit.of(state).links(List.of(link, state.links().getLast())).done();
  }

  @Test
  @DisplayName("J-09 what a newer writer adds at the end of any group is passed over")
  void passesOverWhatANewerWriterAdds() {
    for (int seed = 0; seed < 400; seed++) {
      RandomValues values = new RandomValues(seed);
      Input input = values.of(Input.class);
      ByteWriter newer = new NewerWriter();
      CauseForms.INPUT.write(newer, input);
      assertThat(decode(newer.toByteArray())).as("seed %d", seed).containsExactly(input);

      EngineState state = values.of(EngineState.class);
      newer = new NewerWriter();
      StateForms.STATE.write(newer, state);
      assertThat(Codec.decodeState(Codec.SCHEMA, newer.toByteArray()))
          .as("seed %d", seed)
          .isEqualTo(state);
    }
  }

  /** Adds a field to every group. */
  private static final class NewerWriter extends ByteWriter {
    NewerWriter() {
      super(16);
    }

    @Override
    void end(int start) {
      text("a field that nobody knows yet, long enough to make any length take two bytes more");
      super.end(start);
    }
  }

  @Test
  @DisplayName("J-09 a field that an older writer did not have gets its default")
  void aMissingFieldGetsItsDefault() {
    record Pair(String name, long size) {}
    Form<String> older = Form.group(ByteWriter::text, ByteReader::text);
    Form<Pair> newer =
        Form.group(
            (out, pair) -> {
              out.text(pair.name());
              out.signed(pair.size());
            },
            in -> new Pair(in.text(), in.more() ? in.signed() : -1));

    ByteWriter out = new ByteWriter(16);
    older.write(out, "old");
    newer.write(out, new Pair("new", 7));

    ByteReader in = new ByteReader(out.toByteArray());
    assertThat(newer.read(in)).isEqualTo(new Pair("old", -1));
    assertThat(newer.read(in)).isEqualTo(new Pair("new", 7));
    in = new ByteReader(out.toByteArray());
    assertThat(older.read(in)).isEqualTo("old");
    assertThat(older.read(in)).isEqualTo("new");
  }

  @Test
  @DisplayName("J-09 a kind of input that is not known is refused")
  void refusesAnUnknownKind() {
    ByteWriter out = new ByteWriter(16);
    int input = out.begin();
    out.unsigned(1);
    ValueForms.INSTANT.write(out, Samples.NOON);
    int cause = out.begin();
    out.unsigned(99);
    out.end(cause);
    out.end(input);

    assertRefused(Kind.TOO_NEW, "Input.Cause number 99", () -> decode(out.toByteArray()));
  }

  @Test
  @DisplayName("J-09 an enum constant that is not known is refused")
  void refusesAnUnknownConstant() {
    ByteReader in = new ByteReader(new byte[] {77});
    assertRefused(Kind.TOO_NEW, "Side number 77", () -> OrderForms.SIDE.read(in));
  }

  @Test
  @DisplayName("J-09 an unknown optional section is passed over, an unknown critical one refused")
  void sectionsAreOptionalOrCritical() {
    assertThat(Codec.decodeState(Codec.SCHEMA, stateWithSection(99)))
        .isEqualTo(Samples.state(9, 2));
    assertRefused(
        Kind.TOO_NEW,
        "EngineState section number 98",
        () -> Codec.decodeState(Codec.SCHEMA, stateWithSection(98)));
  }

  private static byte[] stateWithSection(int number) {
    ByteWriter out = new ByteWriter(16);
    out.unsigned(number);
    int start = out.begin();
    out.text("anything");
    out.end(start);
    StateForms.STATE.write(out, Samples.state(9, 2));
    return out.toByteArray();
  }

  @Test
  @DisplayName("J-09 a schema after this one is refused")
  void refusesANewerSchema() {
    byte[] bytes = Codec.encode(Samples.inputs(1, 1));
    assertRefused(
        Kind.TOO_NEW, "Schema number 2", () -> Codec.decodeInputs(Codec.SCHEMA + 1, bytes));
    assertRefused(Kind.DAMAGED, "schema 0", () -> Codec.decodeInputs(0, bytes));
  }

  @Test
  void bytesThatCannotBeReadAreRefusedWhateverTheyAre() {
    byte[] inputs = Codec.encode(List.copyOf(Samples.everyKind().values()));
    byte[] state = Codec.encode(Samples.state(9, 3));
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int round = 0; round < 30_000; round++) {
      byte[] bytes = (round % 2 == 0 ? inputs : state).clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Object read = round % 2 == 0 ? decode(bytes) : Codec.decodeState(Codec.SCHEMA, bytes);
        assertThat(read).isNotNull();
      } catch (CodecException e) {
        assertThat(e.kind()).isIn(Kind.DAMAGED, Kind.TOO_NEW);
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 29_000);
  }

  private static List<Input> decode(byte[] bytes) {
    return Codec.decodeInputs(Codec.SCHEMA, bytes);
  }

  private static void assertRefused(Kind category, String words, Runnable work) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(work::run)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(category));
  }
}
