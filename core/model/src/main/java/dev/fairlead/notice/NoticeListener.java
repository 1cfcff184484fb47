// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

/** Hears notices, one after another and in the order in which they happened. */
@FunctionalInterface
public interface NoticeListener {
  void onNotice(Notice notice);

  /**
   * This listener fell behind by more than is held for it, and is told nothing more: a gap in the
   * middle would be worse than an end. Called once, after all that was held for it.
   *
   * @param missed the first that it was not told
   */
  default void onCutOff(Notice missed) {}
}
