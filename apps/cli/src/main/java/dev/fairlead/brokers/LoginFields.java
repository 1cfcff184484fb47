// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import java.util.List;

/**
 * What an account at one broker needs to log in.
 *
 * @param fields in the order in which they are asked for
 */
public record LoginFields(String broker, List<Field> fields) {
  static final String KEY_ID = "key-id";
  static final String SECRET = "secret-key";

  private static final List<LoginFields> ALL =
      List.of(
          new LoginFields(
              AlpacaConfig.BROKER,
              List.of(new Field(KEY_ID, "Key id"), new Field(SECRET, "Secret key"))));

  /**
   * One of them.
   *
   * @param name what it is kept by
   * @param label what it is asked for by
   */
  public record Field(String name, String label) {
    private static final int MOST = 512;

    /** Refuses what no header can carry; the value is not repeated. */
    public void require(Secret secret) {
      if (!secret.isPrintableAscii() || secret.length() > MOST) {
        throw new IllegalArgumentException(
            "the "
                + name
                + " must be 1 to "
                + MOST
                + " letters, digits and signs without a space: copy it again");
      }
    }
  }

  /** Keeps a copy. */
  public LoginFields {
    fields = List.copyOf(fields);
  }

  /** Those of {@code account}; an {@link IllegalArgumentException} where its broker needs none. */
  public static LoginFields of(BrokerAccount account) {
    return ALL.stream()
        .filter(login -> login.broker.equals(account.broker()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                account
                    + " needs no key; accounts at these brokers do: "
                    + String.join(", ", ALL.stream().map(LoginFields::broker).toList())));
  }
}
