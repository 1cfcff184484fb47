// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static java.nio.file.Files.newInputStream;

import dev.fairlead.venue.QuoteTape;
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
  /** Most quotes that are held in memory, over all files: some 160 MiB. */
  static final int MAX_QUOTES = 4_000_000;

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** What the rows are. */
  enum Kind {
    TRADE_BARS,
    QUOTE_BARS,
    QUOTE_TICKS
  }

  /** Adds the file's quotes to {@code tape}; tells how many more of {@code most} may be added. */
  int addTo(QuoteTape.Builder tape, int most) {
    // As a stream: some of LEAN's files have a directory that ZipFile refuses.
    try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(newInputStream(path)))) {
      if (zip.getNextEntry() == null) {
        throw new ZipException("no file in it");
      }
      return read(
          new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII)), tape, most);
    } catch (IOException damaged) {
      throw new RecordingException(
          path
              + " cannot be read: expected a whole zip file of one CSV file ("
              + damaged.getMessage()
              + ")",
          damaged);
    }
  }

  private int read(BufferedReader lines, QuoteTape.Builder tape, int most) throws IOException {
    int number = 0;
    int before = tape.size();
    LeanRows rows = new LeanRows(midnight(), tape);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (tape.size() - before > most) {
        throw new RecordingException(
            path
                + ": with it there are more than "
                + MAX_QUOTES
                + " quotes to play; put fewer symbols or days into the folder");
      }
      try {
        switch (kind) {
          case TRADE_BARS -> rows.tradeBar(line);
          case QUOTE_BARS -> rows.quoteBar(line);
          case QUOTE_TICKS -> rows.quoteTick(line);
        }
      } catch (IllegalArgumentException bad) {
        throw new RecordingException(path + " line " + number + ": " + bad.getMessage(), bad);
      }
    }
    return most - (tape.size() - before);
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
