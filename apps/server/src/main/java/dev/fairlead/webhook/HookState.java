// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a hook stands.
 *
 * @param told the id of the last event that it has taken in this run; null before the first
 * @param toldAt when it did
 * @param failures attempts in a row that failed
 * @param trouble what the last one came to; null where the last one was taken
 * @param nextAt when the next attempt is; null where none is being waited for
 * @param parked why it is told nothing more until it is resumed; null where it is told
 */
public record HookState(
    String name,
    String host,
    @Nullable String told,
    @Nullable Instant toldAt,
    int failures,
    @Nullable String trouble,
    @Nullable Instant nextAt,
    @Nullable String parked) {

  static HookState fresh(Webhook hook) {
    return new HookState(hook.name(), hook.url().getHost(), null, null, 0, null, null, null);
  }

  HookState took(String id, Instant at) {
    return new HookState(name, host, id, at, 0, null, null, null);
  }

  HookState failed(int failed, String why, Instant next) {
    return new HookState(name, host, told, toldAt, failed, why, next, null);
  }

  HookState parked(int failed, String why) {
    return new HookState(name, host, told, toldAt, failed, why, null, why);
  }

  HookState resumed() {
    return new HookState(name, host, told, toldAt, 0, trouble, null, null);
  }
}
