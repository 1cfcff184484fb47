// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.broker.Secret;
import dev.fairlead.notice.EventName;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom events are told, and which.
 *
 * @param name the operator's own, 1 to 32 lower-case letters, digits or dashes
 * @param url where they are posted to
 * @param names the only events; empty for all
 * @param local whether it is on this machine; else it must be on the public internet
 * @param secret what each request is signed with, as {@code whsec_} and Base64
 */
public record Webhook(String name, URI url, Set<EventName> names, boolean local, Secret secret) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

  /** Refuses an address that must not be asked, and a secret that signs nothing. */
  public Webhook {
    names = Set.copyOf(names);
    requireName(name);
    requireAddress(url, local);
    Signature.requireKey(secret);
  }

  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a webhook: 1 to 32 lower-case letters, digits or dashes");
    }
  }

  /** What an address says by itself; whom it leads to is looked at before each connection. */
  public static void requireAddress(URI url, boolean local) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "must be an address such as https://hooks.example.com/fairlead, without a user in it");
    }
    if (local ? !scheme.equals("http") && !scheme.equals("https") : !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "must begin with https://; http:// is for a hook on this machine, with local: yes");
    }
    if (!local && !PORTS.contains(url.getPort())) {
      throw new IllegalArgumentException("must be on port 443 or 8443, not " + url.getPort());
    }
  }

  boolean wants(EventName event) {
    return names.isEmpty() || names.contains(event);
  }
}
