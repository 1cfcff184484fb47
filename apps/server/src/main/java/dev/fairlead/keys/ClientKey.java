// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import dev.fairlead.model.Principal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client key as it is kept.
 *
 * @param id what the client names itself by, {@code PK} and 18 capitals or digits
 * @param secretSha256 of the secret, 64 hexadecimal digits; enough for a 256-bit secret (S-14)
 * @param grant what it may do; never changes, another key is made instead
 * @param revoked since when it is refused; null while it is good
 */
public record ClientKey(
    String id, String secretSha256, Grant grant, Instant created, @Nullable Instant revoked) {

  /** Refuses a key that lacks a part, as one read from a damaged file may. */
  public ClientKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(secretSha256, "secretSha256");
    Objects.requireNonNull(created, "created");
  }

  public boolean isGood() {
    return revoked == null;
  }

  /** Whether it is good, and for this. */
  public boolean allows(Scope scope) {
    return isGood() && grant.scopes().contains(scope);
  }

  public Principal principal() {
    return new Principal(id);
  }

  ClientKey revokedAt(Instant at) {
    return new ClientKey(id, secretSha256, grant, created, at);
  }
}
