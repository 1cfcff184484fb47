// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

/** How much is logged: its own lines and those of every level before it. */
public enum LogLevel {
  ERROR,
  WARNING,
  INFO,
  DEBUG
}
