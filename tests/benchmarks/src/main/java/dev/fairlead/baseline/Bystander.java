// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.baseline;

import java.util.concurrent.CountDownLatch;

/** A program that does nothing: says that it is ready, and waits to be ended. */
public final class Bystander {
  private Bystander() {}

  /** Writes the line that a gateway writes, and sleeps. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("ready");
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
