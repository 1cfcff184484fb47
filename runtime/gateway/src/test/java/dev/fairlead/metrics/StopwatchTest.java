// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StopwatchTest {
  private static Latency measured(LongStream nanos) {
    Stopwatch stopwatch = new Stopwatch();
    nanos.forEach(stopwatch::took);
    return stopwatch.latency();
  }

  @Test
  void nothingMeasuredIsNothing() {
    assertThat(new Stopwatch().latency()).isEqualTo(Latency.NONE);
    assertThat(Latency.NONE.average()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "2, 1, 2, 2",
    "10, 5, 10, 10",
    "20, 10, 19, 20",
    "100, 50, 95, 99",
    "101, 51, 96, 100",
    "1000, 500, 950, 990"
  })
  void percentilesAreTheNearestRank(int samples, long p50, long p95, long p99) {
    List<Long> shuffled = new ArrayList<>(LongStream.rangeClosed(1, samples).boxed().toList());
    Collections.shuffle(shuffled, new Random(samples));
    Latency latency = measured(shuffled.stream().mapToLong(millis -> millis * 1_000_000));
    assertThat(latency.newest())
        .isEqualTo(
            new Latency.Percentiles(
                samples, Duration.ofMillis(p50), Duration.ofMillis(p95), Duration.ofMillis(p99)));
    assertThat(latency.count()).isEqualTo(samples);
    assertThat(latency.longest()).isEqualTo(Duration.ofMillis(samples));
    assertThat(latency.total()).isEqualTo(Duration.ofMillis((long) samples * (samples + 1) / 2));
  }

  @Test
  void percentilesAreOfTheNewestAndAllElseIsOfAll() {
    Latency latency =
        measured(
            LongStream.concat(
                LongStream.generate(() -> 5_000_000_000L).limit(500),
                LongStream.generate(() -> 1_000_000L).limit(Latency.NEWEST)));
    assertThat(latency.newest().of()).isEqualTo(Latency.NEWEST);
    assertThat(latency.newest().p99()).isEqualTo(Duration.ofMillis(1));
    assertThat(latency.count()).isEqualTo(500 + Latency.NEWEST);
    assertThat(latency.longest()).isEqualTo(Duration.ofSeconds(5));
    assertThat(latency.average()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aBucketHoldsItsBoundAndAllThatIsShorter() {
    for (int i = 0; i < Latency.bounds().size(); i++) {
      long bound = Latency.bounds().get(i).toNanos();
      List<Long> at = measured(LongStream.of(bound)).buckets();
      List<Long> above = measured(LongStream.of(bound + 1)).buckets();
      for (int j = 0; j < at.size(); j++) {
        assertThat(at.get(j)).isEqualTo(j >= i ? 1 : 0);
        assertThat(above.get(j)).isEqualTo(j > i ? 1 : 0);
      }
    }
    assertThat(Latency.bounds()).isSorted().doesNotHaveDuplicates();
    assertThat(measured(LongStream.of(Long.MAX_VALUE)).count()).isOne();
  }

  @Test
  void aClockThatGoesBackTakesNoTime() {
    assertThat(measured(LongStream.of(-5)).newest().p50()).isZero();
    assertThat(measured(LongStream.of(-5)).newest().of()).isOne();
  }

  @Test
  void manyThreadsLoseNoMeasurement() throws InterruptedException {
    Stopwatch stopwatch = new Stopwatch();
    List<Thread> threads =
        LongStream.range(0, 8)
            .mapToObj(_ ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int i = 1; i <= 10_000; i++) {
                        stopwatch.took(i);
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(stopwatch.latency().count()).isEqualTo(80_000);
    assertThat(stopwatch.latency().total()).isEqualTo(Duration.ofNanos(8 * 50_005_000L));
    assertThat(stopwatch.latency().newest().of()).isEqualTo(Latency.NEWEST);
  }
}
