// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a listener heard, oldest first. Thread-safe. */
public final class Heard<T> implements Consumer<T> {
  private final List<T> heard = new ArrayList<>();

  @Override
  public synchronized void accept(T told) {
    heard.add(told);
  }

  /** All that was heard by now. */
  public synchronized List<T> all() {
    return List.copyOf(heard);
  }

  public synchronized int size() {
    return heard.size();
  }

  public synchronized void clear() {
    heard.clear();
  }
}
