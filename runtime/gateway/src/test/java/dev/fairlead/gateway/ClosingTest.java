// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ClosingTest {
  @Test
  @DisplayName("L-11 what hangs when it is closed is left behind, and keeps no other open")
  void whatHangsIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(2);
    var all = new LinkedHashMap<String, AutoCloseable>();
    all.put("hangs", never::await);
    all.put(
        "fails",
        () -> {
          closed.countDown();
          throw new IllegalStateException("planted");
        });
    all.put("works", closed::countDown);
    Closing.attemptAll(all, Duration.ofMillis(200));
    Await.until("the others are closed", () -> closed.getCount() == 0);
    never.countDown();
  }
}
