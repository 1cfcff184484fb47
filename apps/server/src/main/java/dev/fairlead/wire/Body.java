// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.message.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object of plain fields, and of objects of such, as texts: what a client wrote, digit by
 * digit, because whether a number is fit to trade with is for the engine to say, and a binary
 * floating point number on the way would already have changed it (I-11). {@code null} and {@code
 * ""} are absent.
 *
 * @param faults of fields that cannot be passed on; the engine never sees such a body
 */
public record Body(Map<String, String> said, List<Fault> faults) {
  private static final int MAX_DEPTH = 32;

  // A number may be as long as the body: the decimal types refuse it with a better sentence.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(RequestBody.MAX_BYTES)
                  .build())
          .build();

  /** What the field says; null where it says nothing. */
  public @Nullable String get(String field) {
    return said.get(field);
  }

  /** Reads the object; what is no JSON object at all is an {@link ApiException} (S-30). */
  public static Body read(byte[] json, BodyFields fields) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("the body must be one JSON object, such as {\"symbol\":\"AAPL\"}");
      }
      Body body = new Reader(parser, fields).read();
      if (parser.nextToken() != null) {
        throw malformed("the body must be one JSON object and nothing after it");
      }
      return body;
    } catch (JacksonException e) {
      throw malformed("the body is not JSON" + place(e) + ": " + firstSentence(e));
    }
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /** Of the parser's message, not what it says of its own settings. */
  private static String firstSentence(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf('(');
    return ApiError.shown(end > 0 ? message.substring(0, end).strip() : message);
  }

  private static ApiException malformed(String message) {
    return ApiError.malformed(message).asException();
  }

  /** One pass over one object. */
  private static final class Reader {
    private final JsonParser parser;
    private final BodyFields fields;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    Reader(JsonParser parser, BodyFields fields) {
      this.parser = parser;
      this.fields = fields;
    }

    Body read() {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        SequencedSet<String> inner = fields.objects().get(field);
        if (token == JsonToken.START_OBJECT && inner != null) {
          readInner(field, inner);
          continue;
        }
        boolean nested = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        String value = nested ? nestedValue(token) : plainValue(token);
        if (!seen.add(field)) {
          faults.add(new Fault(field, value == null ? "" : value, "duplicate", "say it once"));
        } else if (value != null) {
          take(field, value, nested);
        }
      }
      return new Body(said, faults);
    }

    /** An object of plain fields; nothing in it goes deeper. */
    private void readInner(String outer, SequencedSet<String> known) {
      if (!seen.add(outer)) {
        faults.add(new Fault(outer, "{…}", "duplicate", "say it once"));
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String inner = parser.currentName();
        String field = outer + "." + inner;
        JsonToken token = parser.nextToken();
        boolean nested = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        String value = nested ? nestedValue(token) : plainValue(token);
        if (!seen.add(field)) {
          faults.add(new Fault(field, value == null ? "" : value, "duplicate", "say it once"));
        } else if (value != null && !known.contains(inner)) {
          faults.add(new Fault(field, value, "unknown-field", suggestion(inner, known)));
        } else if (value != null) {
          takePlain(field, value, nested);
        }
      }
    }

    private @Nullable String plainValue(JsonToken token) {
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      String text = parser.getString();
      return text.isEmpty() ? null : text;
    }

    private String nestedValue(JsonToken token) {
      parser.skipChildren();
      return token == JsonToken.START_OBJECT ? "{…}" : "[…]";
    }

    private void take(String field, String value, boolean nested) {
      String unsupported = fields.unsupported().get(field);
      if (unsupported != null) {
        faults.add(new Fault(field, value, "unsupported", unsupported));
      } else if (fields.objects().containsKey(field)) {
        String inner = String.join(", ", Objects.requireNonNull(fields.objects().get(field)));
        faults.add(new Fault(field, value, "type", "must be an object with " + inner));
      } else if (!fields.known().contains(field)) {
        faults.add(new Fault(field, value, "unknown-field", suggestion(field, fields.names())));
      } else {
        takePlain(field, value, nested);
      }
    }

    private void takePlain(String field, String value, boolean nested) {
      if (nested) {
        faults.add(new Fault(field, value, "type", "must be a text, a number, or true or false"));
      } else {
        said.put(field, value);
      }
    }

    private static String suggestion(String field, SequencedSet<String> known) {
      return Nearest.to(field, known)
          .map(nearest -> "did you mean " + nearest + "?")
          .orElse("known are " + String.join(", ", known));
    }
  }
}
