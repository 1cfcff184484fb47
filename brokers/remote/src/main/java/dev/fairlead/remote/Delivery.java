// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.util.Map;
import java.util.Optional;

/** What became of one request, which was sent at most once (D-03). */
public sealed interface Delivery {
  /**
   * An answer came, whole.
   *
   * @param headers by their names in small letters; of several with one name the last
   * @param body decoded, as text
   */
  record Answer(int status, Map<String, String> headers, String body) implements Delivery {
    /** A header by its name in small letters. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** No byte of it left: {@code proof} says why that is certain (F-N01). */
  record NotSent(String proof) implements Delivery {}

  /** A byte of it may have left, and no whole answer came (F-N02, F-N03). */
  record Lost(String cause) implements Delivery {}
}
