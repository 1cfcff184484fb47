// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void doublesUpToItsCap() {
    assertThat(BACKOFF.after(1, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(BACKOFF.after(2, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(BACKOFF.after(5, 1)).isEqualTo(Duration.ofSeconds(16));
    assertThat(BACKOFF.after(6, 1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(BACKOFF.after(1_000_000, 1)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void fn11SpreadsWhoFailedTogetherOverHalfOfTheWait() {
    assertThat(BACKOFF.after(3, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(BACKOFF.after(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
    assertThat(BACKOFF.after(3, 1)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void refusesWhatIsNoBackoff() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("must be positive");
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("must not shrink");
    assertThatThrownBy(() -> BACKOFF.after(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BACKOFF.after(1, 1.1)).isInstanceOf(IllegalArgumentException.class);
  }
}
