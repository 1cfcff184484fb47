// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

/** How a log line is written. */
public enum LogFormat {
  /** For people: {@code time level logger what happened key=value}. */
  TEXT,
  /** For programs: an object of one line, each key a field of its own. */
  JSON
}
