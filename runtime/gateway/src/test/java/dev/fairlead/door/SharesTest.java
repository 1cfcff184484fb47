// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Principal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SharesTest {
  private static final Principal HOG = new Principal("hog");

  private static int all(Shares shares, Principal client) {
    int count = 0;
    while (count < 10_000 && shares.take(client)) {
      count++;
    }
    return count;
  }

  @Test
  @DisplayName("F-K04 whoever takes all that it can leaves as much for whoever comes next")
  void nobodyTakesAll() {
    Shares shares = new Shares(100);
    assertThat(all(shares, HOG)).isEqualTo(50);
    assertThat(all(shares, new Principal("second"))).isEqualTo(33);
    assertThat(all(shares, new Principal("third"))).isPositive();
    assertThat(shares.take(HOG)).isFalse();
  }

  @Test
  void howeverManyHogsThereAreTheyNeverHaveAll() {
    Shares shares = new Shares(1_000);
    for (int hog = 0; hog < 9; hog++) {
      all(shares, new Principal("hog-" + hog));
    }
    for (int i = 0; i < 1_000; i++) {
      shares.giveBack(new Principal("hog-0"));
    }
    assertThat(all(shares, new Principal("hog-0"))).isEqualTo(1_000 / 10);
    assertThat(shares.take(new Principal("honest"))).isTrue();
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    Shares shares = new Shares(10);
    int taken = all(shares, HOG);
    for (int i = 0; i < taken; i++) {
      shares.giveBack(HOG);
    }
    assertThat(shares.clients()).isZero();
    assertThat(all(shares, HOG)).isEqualTo(taken);
  }

  @Test
  void ofOnePlaceEachGetsOne() {
    Shares shares = new Shares(1);
    assertThat(all(shares, HOG)).isEqualTo(1);
    assertThat(all(shares, new Principal("second"))).isEqualTo(1);
  }
}
