// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.config.FairleadConfig;
import dev.fairlead.launch.RunningGateway;
import dev.fairlead.testkit.RecordingBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * {@code fairlead up} with a wire tap at its broker: the first word is the data folder, the second
 * the tap's file.
 */
final class GatewayUnderTest {
  private GatewayUnderTest() {}

  public static void main(String[] words) throws InterruptedException {
    Path data = Path.of(words[0]);
    Path wire = Path.of(words[1]);
    RunningGateway gateway =
        RunningGateway.start(
            data, FairleadConfig.DEFAULT.withPort(0), broker -> new RecordingBroker(broker, wire));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  gateway.close();
                  stopped.countDown();
                }));
    System.out.println("ready " + gateway.address());
    stopped.await();
  }
}
