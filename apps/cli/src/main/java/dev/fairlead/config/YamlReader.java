// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.config.YamlNode.Entry;
import dev.fairlead.config.YamlNode.Items;
import dev.fairlead.config.YamlNode.Mapping;
import dev.fairlead.config.YamlNode.Place;
import dev.fairlead.config.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads YAML into nodes that know their place. Values stay texts: what they mean is decided where
 * the key is known, so that a fault can name it.
 */
final class YamlReader {
  private final JsonParser parser;
  private final Faults faults;

  private YamlReader(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The document in {@code text}; null where it holds nothing or cannot be read. */
  static @Nullable YamlNode read(String text, Faults faults) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      return first == null ? null : new YamlReader(parser, faults).node(first);
    } catch (StreamReadException broken) {
      faults.add(place(broken.getLocation()), "is not YAML: " + firstLine(broken));
      return null;
    }
  }

  private YamlNode node(JsonToken token) {
    Place place = place(parser.currentTokenLocation());
    if (token == JsonToken.START_OBJECT) {
      return mapping(place);
    }
    if (token == JsonToken.START_ARRAY) {
      return items(place);
    }
    return new Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }

  private Mapping mapping(Place place) {
    var entries = new LinkedHashMap<String, Entry>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = place(parser.currentTokenLocation());
      YamlNode value = node(parser.nextToken());
      Entry earlier = entries.putIfAbsent(key, new Entry(keyPlace, value));
      if (earlier != null) {
        faults.add(
            keyPlace,
            "duplicate key '" + key + "', it is set in line " + earlier.key().line() + " already");
      }
    }
    return new Mapping(place, entries);
  }

  private Items items(Place place) {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      items.add(node(next));
    }
    return new Items(place, items);
  }

  private static Place place(@Nullable TokenStreamLocation location) {
    return location == null
        ? Place.START
        : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String firstLine(StreamReadException broken) {
    return broken.getOriginalMessage().lines().findFirst().orElse("unreadable").strip();
  }
}
