// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * One request.
 *
 * @param body JSON; empty for a request without a body
 * @param signature adds what proves who asks, anew for each request, so that no key is kept here
 * @param answerWithin from the first attempt to send it until its answer is whole
 * @param mostBytes the longest answer that is read
 */
public record Call(
    Method method,
    URI uri,
    String body,
    Signature signature,
    Duration answerWithin,
    int mostBytes) {

  /** What is done with what the address names. */
  public enum Method {
    GET,
    POST,
    PATCH,
    PUT,
    DELETE
  }

  /** Who asks. */
  public interface Signature {
    /** Adds headers by name and value. */
    void sign(BiConsumer<String, String> headers);
  }
}
