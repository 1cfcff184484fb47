// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.broker.Secret;
import dev.fairlead.notice.EventName;
import dev.fairlead.webhook.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is told of events by POST requests.
 *
 * @param setups as they are configured
 * @param hooks the same with their secrets, once these have been read
 */
public record WebhooksConfig(List<Setup> setups, List<Webhook> hooks) {
  /** Nobody. */
  public static final WebhooksConfig NONE = new WebhooksConfig(List.of(), List.of());

  /**
   * One that is told.
   *
   * @param names the only events; empty for all
   * @param local whether it is on this machine
   * @param secretVariable the variable of the environment that has its secret
   */
  public record Setup(
      String name, URI url, Set<EventName> names, boolean local, String secretVariable) {
    /** Keeps a copy. */
    public Setup {
      names = Set.copyOf(names);
    }
  }

  /** Keeps copies. */
  public WebhooksConfig {
    setups = List.copyOf(setups);
    hooks = List.copyOf(hooks);
  }

  /**
   * With the secrets that are in the environment.
   *
   * @throws ConfigException with a line for each that is missing or has not the form
   */
  public WebhooksConfig open(Map<String, String> environment) {
    List<Webhook> opened = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Setup setup : setups) {
      String secret = environment.getOrDefault(setup.secretVariable(), "");
      String where = "webhooks." + setup.name() + ".secret-env: " + setup.secretVariable();
      if (secret.isEmpty()) {
        faults.add(where + " is not set; it has to have the secret of that webhook");
        continue;
      }
      try {
        opened.add(
            new Webhook(
                setup.name(), setup.url(), setup.names(), setup.local(), Secret.of(secret)));
      } catch (IllegalArgumentException refused) {
        faults.add(where + ": " + refused.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new WebhooksConfig(setups, opened);
  }
}
