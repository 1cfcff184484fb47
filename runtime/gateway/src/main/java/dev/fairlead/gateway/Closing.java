// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Closing several things, each whatever became of the others. */
final class Closing {
  private static final Logger LOG = System.getLogger(Closing.class.getName());

  private Closing() {}

  /** One that cannot be closed must not keep the others open, the journal's lock least of all. */
  static void attempt(String what, AutoCloseable closing) {
    try {
      closing.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) {
      LOG.log(Level.ERROR, "closing failed of=" + what, failed);
    }
  }
}
