// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a broker told when it was asked, and whether that was all.
 *
 * @param asked when the first request for it left: what happened later may be missing
 * @param gap why something may be missing (a page failed, a limit was reached, something could not
 *     be read); empty where it is complete. What is not complete proves no absence (F-B21)
 */
public record Told<T>(T value, Instant asked, Optional<String> gap) {
  public static <T> Told<T> whole(T value, Instant asked) {
    return new Told<>(value, asked, Optional.empty());
  }

  public boolean isComplete() {
    return gap.isEmpty();
  }

  public <R> Told<R> map(Function<T, R> change) {
    return new Told<>(change.apply(value), asked, gap);
  }
}
