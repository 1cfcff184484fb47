// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import dev.fairlead.message.Capabilities;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One thing that every adapter must do.
 *
 * @param id its number, never given to another case
 * @param claim what holds, in the present tense
 * @param shows the faults and promises (reliability 2 and 1) that it is about
 * @param needs what the far side must be able to do
 * @param condition what the account must be able to do
 */
record Case(
    String id,
    String claim,
    List<String> shows,
    List<Directive> needs,
    Optional<Condition> condition,
    Consumer<Stage> body) {

  /** Which accounts a case is for; {@code needs} completes "needs an account that …". */
  record Condition(String needs, Predicate<Capabilities> holds) {}

  static Case of(String id, String claim, Consumer<Stage> body) {
    return new Case(id, claim, List.of(), List.of(), Optional.empty(), body);
  }

  Case shows(String... ids) {
    return new Case(id, claim, List.of(ids), needs, condition, body);
  }

  Case needs(Directive... directives) {
    return new Case(id, claim, shows, List.of(directives), condition, body);
  }

  Case when(String needed, Predicate<Capabilities> holds) {
    return new Case(id, claim, shows, needs, Optional.of(new Condition(needed, holds)), body);
  }

  /** As a test is named: {@code C-060 a lost reply puts in doubt (F-B01)}. */
  String name() {
    return id + " " + claim + (shows.isEmpty() ? "" : " (" + String.join(", ", shows) + ")");
  }
}
