// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import dev.fairlead.remote.Delivery.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What an answer says of the sender's budget: {@code X-RateLimit-*} as most brokers have them, and
 * {@code Retry-After} of RFC 9110, in seconds or as a date. What cannot be read says nothing.
 *
 * @param told what is left; empty where the answer does not say it
 * @param refusedUntil until when nothing more should come; empty where it was not refused for being
 *     one too many
 */
public record RateHeaders(Optional<Told> told, Optional<Instant> refusedUntil) {
  private static final int TOO_MANY = 429;

  /** Seconds of dates beyond the year 10000 are none. */
  private static final long MOST_SECONDS = 253_402_300_800L;

  /**
   * What is left.
   *
   * @param left so many may still come
   * @param limit in the whole window
   * @param resets when the next window begins
   */
  public record Told(int left, int limit, Instant resets) {}

  /** Those of {@code answer}, which came at {@code now}. */
  public static RateHeaders of(Answer answer, Instant now) {
    Optional<Integer> left = count(answer, "x-ratelimit-remaining");
    Optional<Instant> resets =
        number(answer, "x-ratelimit-reset").filter(at -> at > 0).map(Instant::ofEpochSecond);
    Optional<Told> told =
        left.isPresent() && resets.isPresent()
            ? Optional.of(
                new Told(
                    left.get(),
                    count(answer, "x-ratelimit-limit").orElse(left.get()),
                    resets.get()))
            : Optional.empty();
    return new RateHeaders(
        told,
        answer.status() == TOO_MANY
            ? Optional.of(retryAfter(answer, now).or(() -> resets).orElse(Instant.MIN))
            : Optional.empty());
  }

  /** Has {@code budget} know of it. */
  public void tell(RequestBudget budget) {
    told.ifPresent(all -> budget.told(all.left(), all.limit(), all.resets()));
    refusedUntil.ifPresent(budget::refused);
  }

  private static Optional<Instant> retryAfter(Answer answer, Instant now) {
    Optional<Instant> seconds =
        number(answer, "retry-after").filter(length -> length >= 0).map(now::plusSeconds);
    return seconds.or(() -> answer.header("retry-after").flatMap(RateHeaders::date));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException odd) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> count(Answer answer, String header) {
    return number(answer, header).map(value -> Math.clamp(value, 0, Integer.MAX_VALUE));
  }

  private static Optional<Long> number(Answer answer, String header) {
    try {
      return answer
          .header(header)
          .map(text -> Long.parseLong(text.strip()))
          .filter(value -> Math.abs(value) < MOST_SECONDS);
    } catch (NumberFormatException odd) {
      return Optional.empty();
    }
  }

  /** How long until {@code instant}; nothing where it is over. */
  public static Duration until(Instant instant, Instant now) {
    return instant.isAfter(now) ? Duration.between(now, instant) : Duration.ZERO;
  }
}
