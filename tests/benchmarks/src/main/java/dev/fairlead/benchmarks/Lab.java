// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Where and how rows are measured.
 *
 * @param rounds how often baseline and subject are measured, in turn
 * @param root the sources' root folder, where the launcher is
 * @param jar the runnable jar
 * @param serverOptions what the launcher gives to a JVM that serves
 * @param scratch a folder on the disk that is measured, a row's own; removed after it
 */
record Lab(int rounds, Path root, Path jar, List<String> serverOptions, Path scratch) {
  /** What one round found. */
  record Round<B, S>(B baseline, S subject) {}

  /** The same with another folder. */
  Lab in(Path folder) {
    return new Lab(rounds, root, jar, serverOptions, folder);
  }

  /** Does what needs no warming up, round after round. */
  <B, S> List<Round<B, S>> repeat(Callable<Round<B, S>> round) throws Exception {
    List<Round<B, S>> found = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      found.add(round.call());
    }
    return found;
  }

  /**
   * Measures both in turn, A-B-A-B, so that a slow minute of the machine hits both alike
   * (reliability 7.3). A first pair warms up and is thrown away.
   */
  <B, S> List<Round<B, S>> interleave(Callable<B> baseline, Callable<S> subject) throws Exception {
    baseline.call();
    subject.call();
    return repeat(() -> new Round<>(baseline.call(), subject.call()));
  }
}
