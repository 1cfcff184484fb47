// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Instants as market data writes them: RFC 3339 with up to nine decimals (facts 1.5). Pure. */
final class Instants {
  private static final int SHORTEST = "2021-02-22T15:51:45Z".length();
  private static final int MOST_DECIMALS = 9;
  private static final int DAYS_TO_1970 = 719_468;

  private Instants() {}

  /**
   * Reads one; quickly if it is in UTC, as nearly all are.
   *
   * @throws Numerals.Unfit if it is none
   */
  static Instant read(char[] text, int offset, int length) {
    int last = offset + length - 1;
    boolean simple =
        length >= SHORTEST
            && text[last] == 'Z'
            && text[offset + 4] == '-'
            && text[offset + 7] == '-'
            && text[offset + 10] == 'T'
            && text[offset + 13] == ':'
            && text[offset + 16] == ':'
            && (length == SHORTEST || (length > SHORTEST + 1 && text[offset + 19] == '.'));
    if (!simple) {
      return slowly(text, offset, length);
    }
    int year = number(text, offset, 4);
    int month = number(text, offset + 5, 2);
    int day = number(text, offset + 8, 2);
    int hour = number(text, offset + 11, 2);
    int minute = number(text, offset + 14, 2);
    int second = number(text, offset + 17, 2);
    int decimals = length == SHORTEST ? 0 : length - SHORTEST - 1;
    boolean legal =
        (year | month | day | hour | minute | second) >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 28
            && hour < 24
            && minute < 60
            && second < 60
            && decimals <= MOST_DECIMALS;
    if (!legal) {
      // The last days of a month are for who knows how long each is.
      return slowly(text, offset, length);
    }
    int nanos = decimals == 0 ? 0 : number(text, offset + SHORTEST, decimals);
    if (nanos < 0) {
      return slowly(text, offset, length);
    }
    for (int i = decimals; i < MOST_DECIMALS; i++) {
      nanos *= 10;
    }
    long days = days(year, month, day);
    return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
  }

  /** Days from 1970 to a date, by counting years from March on. */
  private static long days(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int marchMonth = (month + 9) % 12;
    long dayOfYear = (153L * marchMonth + 2) / 5 + day - 1;
    long era = marchYear / 400;
    long yearOfEra = marchYear % 400;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - DAYS_TO_1970;
  }

  /** Negative for what is no number. */
  private static int number(char[] text, int offset, int length) {
    int value = 0;
    for (int i = offset; i < offset + length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static Instant slowly(char[] text, int offset, int length) {
    String all = new String(text, offset, length);
    try {
      return OffsetDateTime.parse(all).toInstant();
    } catch (DateTimeException notOne) {
      throw new Numerals.Unfit("no instant: " + all.substring(0, Math.min(60, all.length())));
    }
  }
}
