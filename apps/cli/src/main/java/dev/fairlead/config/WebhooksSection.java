// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.config.WebhooksConfig.Setup;
import dev.fairlead.notice.EventName;
import dev.fairlead.webhook.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of webhooks, as they are written. */
final class WebhooksSection {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final String ALL = "all";

  private static final Kind<URI> ADDRESS =
      new Kind<>("an address such as https://hooks.example.com/fairlead", List.of(), URI::create);

  private static final Kind<Set<EventName>> EVENTS =
      new Kind<>(
          "all, or names of events with commas between: "
              + Arrays.stream(EventName.values())
                  .map(EventName::word)
                  .collect(Collectors.joining(", ")),
          Arrays.stream(EventName.values()).map(EventName::word).toList(),
          WebhooksSection::events);

  private static final Kind<Boolean> LOCAL =
      new Kind<>(
          "yes or no",
          List.of("yes", "no"),
          text -> {
            if (!text.equals("yes") && !text.equals("no")) {
              throw new IllegalArgumentException("unknown");
            }
            return text.equals("yes");
          });

  private static final Kind<String> SECRET =
      new Kind<>(
          "the name of a variable of the environment, such as FAIRLEAD_HOOK_SECRET",
          List.of(),
          text -> {
            if (!VARIABLE.matcher(text).matches()) {
              throw new IllegalArgumentException("no name");
            }
            return text;
          });

  private WebhooksSection() {}

  static WebhooksConfig read(Section root) {
    Section section = root.section("webhooks");
    List<Setup> setups = new ArrayList<>();
    for (String name : section.entries().keySet()) {
      Section one = section.section(name);
      try {
        Webhook.requireName(name);
        setup(name, one).ifPresent(setups::add);
      } catch (IllegalArgumentException refused) {
        section.refuse(name, String.valueOf(refused.getMessage()));
      }
      one.end();
    }
    section.end();
    return new WebhooksConfig(setups, List.of());
  }

  private static Optional<Setup> setup(String name, Section section) {
    if (section.entries().containsKey("secret")) {
      section.forbid(
          "secret", "is not allowed: no secret belongs into this file; name its variable");
    }
    Optional<URI> url = section.value("url", ADDRESS);
    Set<EventName> events = section.value("events", EVENTS, Set.of());
    boolean local = section.value("local", LOCAL, false);
    Optional<String> secret = section.value("secret-env", SECRET);
    requireSet(section, "url");
    requireSet(section, "secret-env");
    if (url.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      Webhook.requireAddress(url.get(), local);
    } catch (IllegalArgumentException refused) {
      section.refuse("url", String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
    return Optional.of(new Setup(name, url.get(), events, local, secret.get()));
  }

  private static void requireSet(Section section, String key) {
    if (!section.entries().containsKey(key)) {
      section.refuse(key, "must be set");
    }
  }

  private static Set<EventName> events(String text) {
    return text.equals(ALL)
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .map(EventName::parse)
            .collect(Collectors.toUnmodifiableSet());
  }
}
