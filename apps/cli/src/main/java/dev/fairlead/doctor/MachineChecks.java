// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the machine must offer. */
final class MachineChecks {
  private static final int CLOCK_LOOKS = 20_000;

  /** A clock that only ticks this rarely would order nothing. */
  private static final Duration COARSE = Duration.ofMillis(20);

  private MachineChecks() {}

  static Check java(Runtime.Version version) {
    return version.feature() >= 25
        ? Check.ok("java", version.toString())
        : Check.fail("java", version + ": Fairlead needs Java 25 or newer");
  }

  /** SQLite comes as native code, which a folder mounted {@code noexec} or a policy can forbid. */
  static Check nativeLibrary() {
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      return Check.ok("sqlite", memory.getMetaData().getDatabaseProductVersion());
    } catch (SQLException | LinkageError e) {
      return Check.fail(
          "sqlite",
          "its native library does not load ("
              + e.getMessage()
              + "): set -Dorg.sqlite.tmpdir to a folder that may hold programs");
    }
  }

  /** Looks at the clock many times in a row; it must go on, and never back. */
  static Check clock(InstantSource clock) {
    Instant last = clock.instant();
    Duration back = Duration.ZERO;
    Duration step = Duration.ZERO;
    for (int i = 0; i < CLOCK_LOOKS; i++) {
      Instant now = clock.instant();
      Duration passed = Duration.between(last, now);
      back = passed.compareTo(back) < 0 ? passed : back;
      step = passed.compareTo(step) > 0 ? passed : step;
      last = now;
    }
    if (back.isNegative()) {
      return Check.warn("clock", "went back by " + back.abs() + ": let NTP slew it, not step it");
    }
    return step.compareTo(COARSE) > 0
        ? Check.warn("clock", "stood still for " + step.toMillis() + " ms: the machine is busy")
        : Check.ok("clock", last + ", goes on");
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
