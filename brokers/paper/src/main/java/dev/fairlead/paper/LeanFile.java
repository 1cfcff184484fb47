// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static java.nio.file.Files.newInputStream;

import dev.fairlead.feed.QuoteTape;
import dev.fairlead.feed.TradeTape;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * One instrument's recording of one day: a zip with one CSV file without a header, times in
 * milliseconds since midnight in New York.
 */
record LeanFile(Path path, String date, Kind kind) {
  /** Most quotes that are held in memory, over all files: some 160 MiB; as many trades, 96. */
  static final int MAX_ROWS = 4_000_000;

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** What the rows are. */
  enum Kind {
    TRADE_BARS,
    QUOTE_BARS,
    QUOTE_TICKS,
    TRADE_TICKS
  }

  /** Adds the file's quotes to {@code tape}; tells how many more of {@code most} may be added. */
  int addTo(QuoteTape.Builder tape, int most) {
    return read(new LeanQuotes(kind, midnight(), tape), "quotes", most);
  }

  /** Adds the file's trades to {@code tape}; tells how many more of {@code most} may be added. */
  int addTo(TradeTape.Builder tape, int most) {
    return read(new LeanTrades(kind, midnight(), tape), "trades", most);
  }

  private int read(LeanRows rows, String what, int most) {
    // As a stream: some of LEAN's files have a directory that ZipFile refuses.
    try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(newInputStream(path)))) {
      if (zip.getNextEntry() == null) {
        throw new ZipException("no file in it");
      }
      return read(
          new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII)),
          rows,
          what,
          most);
    } catch (IOException damaged) {
      throw new RecordingException(
          path
              + " cannot be read: expected a whole zip file of one CSV file ("
              + damaged.getMessage()
              + ")",
          damaged);
    }
  }

  private int read(BufferedReader lines, LeanRows rows, String what, int most) throws IOException {
    int number = 0;
    int before = rows.size();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (rows.size() - before > most) {
        throw new RecordingException(
            path
                + ": with it there are more than "
                + MAX_ROWS
                + " "
                + what
                + " to play; put fewer symbols or days into the folder");
      }
      try {
        rows.add(line);
      } catch (IllegalArgumentException bad) {
        throw new RecordingException(path + " line " + number + ": " + bad.getMessage(), bad);
      }
    }
    return most - (rows.size() - before);
  }

  private long midnight() {
    try {
      return LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE)
          .atStartOfDay(NEW_YORK)
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeException bad) {
      throw new RecordingException(path + ": '" + date + "' is not a date YYYYMMDD", bad);
    }
  }
}
