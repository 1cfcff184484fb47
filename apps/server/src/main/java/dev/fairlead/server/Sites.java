// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.wire.ApiError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which sites a request may have been sent to, and from whose pages (S-04, S-05). */
final class Sites {
  private Sites() {}

  /** Why a request with these headers is not taken; empty where it is. */
  static Optional<ApiError> refusal(@Nullable String host, @Nullable String origin) {
    if (!isLoopbackName(host)) {
      return Optional.of(
          ApiError.ofStatus(
              421,
              "this server answers to localhost, 127.0.0.1 and [::1], not to the Host of yours"));
    }
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.of(
          ApiError.ofStatus(403, "requests from pages of other sites (Origin) are not taken"));
    }
    return Optional.empty();
  }

  /** A site that has its own name point here is told apart by that name (DNS rebinding). */
  static boolean isLoopbackName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort ? host.substring(0, colon) : host;
    return name.equalsIgnoreCase("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }
}
