// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.model.BrokerAccount;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The text of a key store: eight lines, of which the last is the sum of the others. Everything but
 * {@code sealed} can be read by anybody who has the file, and nobody can change it unnoticed,
 * because it is sealed along.
 *
 * @param accounts whose keys are in it, in order
 * @param check shows whether a key is the right one before anything is opened
 * @param sealed the keys themselves, encrypted
 */
record Envelope(
    KeyDerivation lock,
    List<BrokerAccount> accounts,
    String salt,
    String check,
    String nonce,
    String sealed) {

  private static final String MAGIC = "fairlead-secrets ";
  private static final String VERSION = MAGIC + "1";
  private static final List<String> NAMES =
      List.of("lock: ", "accounts: ", "salt: ", "check: ", "nonce: ", "sealed: ", "sum: ");

  Envelope {
    accounts = List.copyOf(accounts);
  }

  /** The lines above the sealed one, which it vouches for. */
  String head() {
    return String.join(
        "\n",
        VERSION,
        NAMES.get(0) + lock,
        NAMES.get(1) + written(accounts),
        NAMES.get(2) + salt,
        NAMES.get(3) + check,
        NAMES.get(4) + nonce,
        "");
  }

  /** The whole file. */
  String text() {
    String summed = head() + NAMES.get(5) + sealed + "\n";
    return summed + NAMES.get(6) + sum(summed) + "\n";
  }

  /**
   * Takes a file apart. Whatever was changed by accident is found here; what was changed on purpose
   * is found when it is opened.
   */
  static Envelope parse(String file, String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1));
    String first = lines.getFirst();
    if (first.matches(MAGIC + "[0-9]+") && !first.equals(VERSION) && lines.size() > 1) {
      throw new SecretsException(
          SecretsException.Category.TOO_NEW,
          file + " was written by a newer version of Fairlead: use that one");
    }
    if (!first.equals(VERSION)) {
      throw damaged(file, "it does not begin as one");
    }
    if (lines.size() != NAMES.size() + 2 || !lines.getLast().isEmpty()) {
      throw damaged(file, "it has not the right number of lines");
    }
    String summed = String.join("\n", lines.subList(0, NAMES.size())) + "\n";
    if (!value(file, lines, NAMES.size() - 1).equals(sum(summed))) {
      throw damaged(file, "its sum is wrong");
    }
    try {
      return new Envelope(
          KeyDerivation.parse(value(file, lines, 0)),
          parsed(value(file, lines, 1)),
          value(file, lines, 2),
          value(file, lines, 3),
          value(file, lines, 4),
          value(file, lines, 5));
    } catch (IllegalArgumentException e) {
      throw new SecretsException(
          SecretsException.Category.TOO_NEW,
          file + " is locked in a way that this version of Fairlead does not know",
          e);
    }
  }

  private static String value(String file, List<String> lines, int index) {
    String line = lines.get(index + 1);
    if (!line.startsWith(NAMES.get(index))) {
      throw damaged(file, "line " + (index + 2) + " is not '" + NAMES.get(index).strip() + "'");
    }
    return line.substring(NAMES.get(index).length());
  }

  static SecretsException damaged(String file, String why) {
    return new SecretsException(
        SecretsException.Category.DAMAGED,
        file
            + " is damaged ("
            + why
            + "): restore it, or delete it and run `fairlead secrets set` again");
  }

  private static String written(List<BrokerAccount> accounts) {
    return String.join(" ", accounts.stream().map(BrokerAccount::toString).toList());
  }

  private static List<BrokerAccount> parsed(String accounts) {
    return accounts.isEmpty()
        ? List.of()
        : Arrays.stream(accounts.split(" ", -1)).map(BrokerAccount::parse).toList();
  }

  private static String sum(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
