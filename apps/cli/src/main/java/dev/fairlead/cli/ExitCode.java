// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** How a command ended. Numbers are a promise to scripts: one is never given another meaning. */
enum ExitCode {
  DONE(0, "what was asked is done"),
  REFUSED(1, "refused, or a check found something wrong"),
  USAGE(2, "the command line is wrong"),
  /** The launcher's own. */
  NO_JDK(3, "no JDK 25 was found"),
  /** The launcher's own. */
  NOT_BUILT(4, "the program could not be built, or its jar is missing"),
  NOT_RUNNING(5, "no gateway answers"),
  NO_KEY(6, "no client key, or not one of this gateway"),
  NO_ANSWER(7, "no answer in time: it may have been done"),
  CONFIG(10, "the configuration is wrong"),
  PORT_TAKEN(11, "the port is taken"),
  LOCKED(12, "another instance has the data folder"),
  NOT_WRITABLE(13, "the data folder cannot be written"),
  DISK_FULL(14, "the disk is full"),
  DAMAGED(15, "the journal is damaged"),
  TOO_NEW(16, "the data was written by a newer version"),
  STORAGE_FAILED(17, "the disk or a database failed"),
  NO_MARKET(18, "the market's data is missing or unreadable"),
  BROKER_KEYS(19, "a broker account has no key, or the key store cannot be opened"),
  ENVIRONMENT(20, "paper and live contradict each other"),
  ACCOUNT_REFUSED(21, "a broker refuses the key, or another account answers to it"),
  BROKER_DOWN(22, "the primary broker account did not come up"),
  BUG(70, "a fault of the program"),
  FORCED(130, "ended by a second signal, without an orderly stop");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Every number with its meaning, in order, for the help page. */
  static SequencedMap<String, String> meanings() {
    var meanings = new LinkedHashMap<String, String>();
    for (ExitCode code : values()) {
      meanings.put(String.valueOf(code.number), code.meaning);
    }
    return meanings;
  }

  int number() {
    return number;
  }
}
