// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.BrokersException.Category;
import dev.fairlead.secrets.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the environment says of {@code alpaca:main}. The names of the SDKs, {@code APCA_…}, are not
 * among these: they are what programs have that talk to Fairlead.
 */
final class AlpacaVariables {
  static final String KEY_ID = "ALPACA_API_KEY";
  static final String SECRET = "ALPACA_SECRET_KEY";
  static final String BASE_URL = "ALPACA_BASE_URL";

  private final Map<String, String> environment;

  AlpacaVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Whether there is a key; refuses half of one. */
  boolean haveKey() {
    boolean keyId = get(KEY_ID).isPresent();
    boolean secret = get(SECRET).isPresent();
    if (keyId != secret) {
      String set = keyId ? KEY_ID : SECRET;
      String missing = keyId ? SECRET : KEY_ID;
      throw new BrokersException(
          Category.NO_KEY, set + " is set and " + missing + " is not: set both, or none");
    }
    return keyId;
  }

  /** The key, which must be there. */
  Credentials key() {
    return Credentials.of(
        Map.of(
            LoginFields.KEY_ID, Secret.of(get(KEY_ID).orElseThrow()),
            LoginFields.SECRET, Secret.of(get(SECRET).orElseThrow())));
  }

  Optional<URI> trading() {
    return get(BASE_URL)
        .map(text -> {
          try {
            return AlpacaConfig.address(text);
          } catch (IllegalArgumentException e) {
            throw new BrokersException(Category.CONFIG, BASE_URL + " " + e.getMessage(), e);
          }
        });
  }

  /** Whether any of them is there. */
  boolean areSet() {
    return !set().isEmpty();
  }

  /** Those that are there, as the beginning of a sentence. */
  String names() {
    List<String> set = set();
    return String.join(", ", set) + (set.size() == 1 ? " is" : " are");
  }

  private List<String> set() {
    return Stream.of(KEY_ID, SECRET, BASE_URL).filter(name -> get(name).isPresent()).toList();
  }

  /** What is set; to many programs that start others, empty is the same as not set. */
  private Optional<String> get(String name) {
    return Optional.of(environment.getOrDefault(name, "").strip()).filter(text -> !text.isEmpty());
  }
}
