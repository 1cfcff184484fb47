// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

/** What the one who runs the gateway does. */
public sealed interface OperatorAction extends Input.Cause {
  /**
   * The gateway was started. From here on ids carry {@code epoch}, and what was sent before and not
   * answered is in doubt (I-05, I-07).
   *
   * @param instance drawn once, when the data folder was made; 0 to 2²⁰ − 1
   * @param epoch counts the starts of this data folder, from 1
   * @param engineVersion the rules that apply to the inputs that follow (J-10)
   */
  record Started(int instance, int epoch, int engineVersion) implements OperatorAction {}
}
