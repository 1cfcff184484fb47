// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watchlist;

import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The form of {@code watchlists.json}. */
final class WatchlistFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private WatchlistFile() {}

  private record Content(List<Entry> watchlists) {
    Content {
      watchlists = List.copyOf(watchlists);
    }
  }

  private record Entry(
      UUID id,
      String owner,
      String name,
      List<String> symbols,
      Instant createdAt,
      Instant updatedAt) {
    Entry {
      symbols = List.copyOf(symbols);
    }

    static Entry of(Watchlist list) {
      return new Entry(
          list.id(),
          list.owner(),
          list.name(),
          list.symbols().stream().map(Symbol::text).toList(),
          list.createdAt(),
          list.updatedAt());
    }

    Watchlist list() {
      return new Watchlist(
          id, owner, name, symbols.stream().map(Symbol::new).toList(), createdAt, updatedAt);
    }
  }

  static String text(List<Watchlist> lists) {
    Content content = new Content(lists.stream().map(Entry::of).toList());
    return JSON.writeValueAsString(content) + "\n";
  }

  /** No lists where there is no file. */
  static List<Watchlist> read(Path file) {
    try {
      Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
      return content.watchlists().stream().map(Entry::list).toList();
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (IOException e) {
      throw new WatchlistsException(
          "cannot read " + file.getFileName() + ": " + e + "; make it readable for its owner", e);
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new WatchlistsException(
          file.getFileName()
              + " is not a file of watchlists: restore it, or delete it and make new ones",
          e);
    }
  }
}
