// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A SELECT in the making: its text, and the texts and numbers that go with it. */
final class Query {
  private final StringBuilder sql;
  private final List<Object> arguments = new ArrayList<>();
  private boolean filtered;

  private Query(String select) {
    sql = new StringBuilder(select);
  }

  static Query of(List<String> columns, String table) {
    return new Query("SELECT " + String.join(", ", columns) + " FROM " + table);
  }

  /** One more condition that must hold. */
  Query where(String condition, Object... values) {
    return then(filtered ? "AND" : "WHERE").then(condition, values).filtered();
  }

  private Query filtered() {
    filtered = true;
    return this;
  }

  /** One more condition: the column is one of {@code values}, as they show. */
  Query whereOneOf(String column, Collection<?> values) {
    String parameters = values.stream().map(_ -> "?").collect(Collectors.joining(", "));
    return where(
        column + " IN (" + parameters + ")", values.stream().map(Object::toString).toArray());
  }

  /** What follows the conditions. */
  Query then(String clause, Object... values) {
    sql.append(' ').append(clause);
    arguments.addAll(List.of(values));
    return this;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> arguments() {
    return arguments;
  }
}
