// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.codec.CodecException.Kind;
import dev.fairlead.message.Input;
import dev.fairlead.state.EngineState;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs and states as bytes, compact and canonical: equal values have equal bytes. The forms grow
 * by the rules of {@link Form}; a change that those do not allow is a new {@link #SCHEMA}, and its
 * reader turns what older schemas wrote into what it would have written (J-09).
 *
 * <p>Bytes that cannot be read are a {@link CodecException}, DAMAGED or TOO_NEW, whatever they are:
 * nothing else is thrown, and nothing is allocated that they do not pay for.
 */
public final class Codec {
  /** The schema that is written, and the newest that is read. */
  public static final int SCHEMA = 1;

  // Where a writer begins, so that it seldom grows: in bytes.
  private static final int USUAL_INPUT = 128;
  private static final int USUAL_STATE = 64 * 1024;

  private Codec() {}

  public static byte[] encode(List<Input> inputs) {
    ByteWriter out = new ByteWriter(inputs.size() * USUAL_INPUT);
    for (Input input : inputs) {
      CauseForms.INPUT.write(out, input);
    }
    return out.toByteArray();
  }

  public static byte[] encode(EngineState state) {
    ByteWriter out = new ByteWriter(USUAL_STATE);
    StateForms.STATE.write(out, state);
    return out.toByteArray();
  }

  public static List<Input> decodeInputs(int schema, byte[] bytes) {
    requireKnown(schema);
    ByteReader in = new ByteReader(bytes);
    List<Input> inputs = new ArrayList<>();
    while (in.more()) {
      inputs.add(decode(CauseForms.INPUT, in));
    }
    return inputs;
  }

  public static EngineState decodeState(int schema, byte[] bytes) {
    requireKnown(schema);
    return decode(StateForms.STATE, new ByteReader(bytes));
  }

  private static void requireKnown(int schema) {
    if (schema > SCHEMA) {
      throw Form.tooNew("Schema", schema);
    }
    if (schema < 1) {
      throw new CodecException(Kind.DAMAGED, "there is no schema " + schema);
    }
  }

  private static <T> T decode(Form<T> form, ByteReader in) {
    try {
      return form.read(in);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      // The model refuses a value that no writer can have had.
      throw new CodecException(Kind.DAMAGED, String.valueOf(e.getMessage()), e);
    }
  }
}
