// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.QuoteTape;
import dev.fairlead.feed.Recording;
import dev.fairlead.feed.TradeTape;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recorded US equities in LEAN's folder layout: {@code equity/usa/minute/SYMBOL/YYYYMMDD_quote.zip}
 * and {@code _trade.zip}, {@code equity/usa/tick/…} the same. Of a day the finest is played: quote
 * ticks, else quote bars, else trade bars; and beside them what was traded, ticks, else bars.
 */
final class LeanFolder {
  private static final Pattern FILE = Pattern.compile("(\\d{8})_(quote|trade)\\.zip");

  private final Path folder;

  LeanFolder(Path folder) {
    this.folder = folder;
  }

  /** The quotes of every instrument that was recorded, and its trades if they were. */
  Recording read() {
    Path equities = folder.resolve("equity").resolve("usa");
    Path minutes = equities.resolve("minute");
    Path ticks = equities.resolve("tick");
    // In this order, so that the finer resolution takes the coarser one's place.
    Map<String, SortedMap<String, LeanFile>> quotes = new TreeMap<>();
    collect(minutes, "trade", LeanFile.Kind.TRADE_BARS, quotes);
    collect(minutes, "quote", LeanFile.Kind.QUOTE_BARS, quotes);
    collect(ticks, "quote", LeanFile.Kind.QUOTE_TICKS, quotes);
    Map<String, SortedMap<String, LeanFile>> trades = new TreeMap<>();
    collect(minutes, "trade", LeanFile.Kind.TRADE_BARS, trades);
    collect(ticks, "trade", LeanFile.Kind.TRADE_TICKS, trades);
    if (quotes.isEmpty()) {
      throw new RecordingException(
          "no recording in "
              + folder
              + ": expected files such as equity/usa/minute/spy/20240102_quote.zip there");
    }
    return new Recording(quoteTapes(quotes), tradeTapes(trades));
  }

  private List<QuoteTape> quoteTapes(Map<String, SortedMap<String, LeanFile>> symbols) {
    List<QuoteTape> tapes = new ArrayList<>();
    int left = LeanFile.MAX_ROWS;
    for (Map.Entry<String, SortedMap<String, LeanFile>> symbol : symbols.entrySet()) {
      QuoteTape.Builder tape = new QuoteTape.Builder(symbol(symbol.getKey()));
      for (LeanFile file : symbol.getValue().values()) {
        left = file.addTo(tape, left);
      }
      tapes.add(tape.build());
    }
    return tapes;
  }

  private List<TradeTape> tradeTapes(Map<String, SortedMap<String, LeanFile>> symbols) {
    List<TradeTape> tapes = new ArrayList<>();
    int left = LeanFile.MAX_ROWS;
    for (Map.Entry<String, SortedMap<String, LeanFile>> symbol : symbols.entrySet()) {
      TradeTape.Builder tape = new TradeTape.Builder(symbol(symbol.getKey()));
      for (LeanFile file : symbol.getValue().values()) {
        left = file.addTo(tape, left);
      }
      tapes.add(tape.build());
    }
    return tapes;
  }

  private Symbol symbol(String name) {
    String text = name.toUpperCase(Locale.ROOT);
    if (!Symbol.isWellFormed(text)) {
      throw new RecordingException(
          "folder " + name + " in " + folder + " is not named after a symbol");
    }
    return new Symbol(text);
  }

  private static void collect(
      Path resolution,
      String what,
      LeanFile.Kind kind,
      Map<String, SortedMap<String, LeanFile>> symbols) {
    for (Path symbol : entries(resolution)) {
      for (Path file : entries(symbol)) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches() && name.group(2).equals(what)) {
          symbols
              .computeIfAbsent(symbol.getFileName().toString(), _ -> new TreeMap<>())
              .put(name.group(1), new LeanFile(file, name.group(1), kind));
        }
      }
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      throw new RecordingException("cannot list " + folder + ": " + unreadable, unreadable);
    }
  }
}
