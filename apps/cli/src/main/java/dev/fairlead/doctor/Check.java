// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

/**
 * One thing that was looked at.
 *
 * @param detail what was found, and what to do where it is not well
 */
public record Check(String name, Verdict verdict, String detail) {
  /** How it is. */
  public enum Verdict {
    OK,
    /** It works, but not as it should. */
    WARN,
    /** A gateway cannot run, or not be trusted. */
    FAIL
  }

  static Check ok(String name, String detail) {
    return new Check(name, Verdict.OK, detail);
  }

  static Check warn(String name, String detail) {
    return new Check(name, Verdict.WARN, detail);
  }

  static Check fail(String name, String detail) {
    return new Check(name, Verdict.FAIL, detail);
  }
}
