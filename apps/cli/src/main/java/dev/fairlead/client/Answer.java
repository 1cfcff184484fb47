// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

/**
 * What the gateway said.
 *
 * @param body JSON; empty where there is nothing to say
 */
public record Answer(int status, String body) {
  /** Whether what was asked is done. */
  public boolean isDone() {
    return status / 100 == 2;
  }
}
