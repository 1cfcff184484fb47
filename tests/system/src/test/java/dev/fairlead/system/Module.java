// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The modules with their packages and arrows, as ARCHITECTURE.md draws them.
 *
 * <p>Maven forbids an arrow that no POM names; this says it again for what Maven lets through: an
 * arrow that a POM should not have got, and one that goes along others' arrows.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are, though their type doesn't say so
enum Module {
  MODEL(
      "core/model",
      List.of("account", "money", "calendar", "doubt", "model", "market", "message", "notice")),
  ENGINE("core/engine", List.of("engine", "exits", "routing", "rules", "state"), MODEL),
  VENUE("core/venue", List.of("feed", "venue"), MODEL),
  BROKER_API("brokers/broker-api", List.of("broker"), MODEL),
  REMOTE("brokers/remote", List.of("budget", "remote"), BROKER_API),
  PAPER("brokers/paper", List.of("paper"), BROKER_API, VENUE),
  ALPACA("brokers/alpaca", List.of("alpaca", "alpacafeed", "alpacahours"), REMOTE),
  JOURNAL("runtime/journal", List.of("codec", "journal"), ENGINE),
  GATEWAY(
      "runtime/gateway",
      List.of(
          "acting",
          "door",
          "gateway",
          "health",
          "hub",
          "metrics",
          "observe",
          "onebook",
          "operator",
          "outlet",
          "reconcile",
          "stamp",
          "watch"),
      ENGINE,
      BROKER_API,
      JOURNAL),
  STORE("runtime/store", List.of("store"), MODEL),
  SERVER(
      "apps/server",
      List.of(
          "server",
          "front",
          "hours",
          "valuation",
          "watchlist",
          "inside",
          "events",
          "portfolio",
          "webhook",
          "scrape",
          "data",
          "stream",
          "ticker",
          "tape",
          "desk",
          "trace",
          "vitals",
          "keys",
          "wire"),
      GATEWAY,
      STORE),
  CLI(
      "apps/cli",
      List.of("cli", "launch", "brokers", "secrets", "config", "client", "terminal", "doctor"),
      SERVER,
      PAPER,
      ALPACA),
  TESTKIT(
      "tests/testkit",
      List.of("testkit", "contract", "peer", "records"),
      ENGINE,
      BROKER_API,
      JOURNAL);

  /** JDK only, and deterministic. */
  static final Set<Module> PURE = EnumSet.of(MODEL, ENGINE, VENUE);

  private final String folder;
  private final List<String> packages;
  private final List<Module> arrows;

  Module(String folder, List<String> packages, Module... arrows) {
    this.folder = folder;
    this.packages = packages.stream().map(name -> "dev.fairlead." + name).toList();
    this.arrows = List.of(arrows);
  }

  String folder() {
    return folder;
  }

  List<String> packages() {
    return packages;
  }

  /** Itself and all that its arrows lead to. */
  Set<Module> reachable() {
    Set<Module> reachable = EnumSet.of(this);
    for (Module next : arrows) {
      reachable.addAll(next.reachable());
    }
    return reachable;
  }

  /** The packages that this module must not know of. */
  String[] forbiddenPackages() {
    Set<Module> reachable = reachable();
    return Arrays.stream(values())
        .filter(module -> !reachable.contains(module))
        .flatMap(module -> module.packages.stream())
        .toArray(String[]::new);
  }

  static String[] packagesOf(Set<Module> modules) {
    return modules.stream().flatMap(module -> module.packages.stream()).toArray(String[]::new);
  }
}
