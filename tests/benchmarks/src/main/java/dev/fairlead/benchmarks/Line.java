// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.Lab.Round;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One line of the table.
 *
 * @param row the row that it belongs to
 * @param what the figure's name
 * @param measured median of the rounds
 * @param baseline median of the rounds; NaN where there is none
 * @param ratio median of the rounds' own ratios, measured ÷ baseline; NaN where there is none
 * @param lowest the lowest round
 * @param highest the highest round
 * @param bars what it must keep to; none for a figure that explains another
 * @param includes what the figure is made of, and what was left out
 */
record Line(
    String row,
    String what,
    String unit,
    double measured,
    double baseline,
    double ratio,
    double lowest,
    double highest,
    List<Bar> bars,
    String includes) {

  /** A line of rounds that had a baseline. */
  static <B, S> Line compared(
      String row,
      String what,
      String unit,
      List<Round<B, S>> rounds,
      ToDoubleFunction<B> baseline,
      ToDoubleFunction<S> subject,
      List<Bar> bars,
      String includes) {
    List<Double> subjects = figures(rounds, round -> subject.applyAsDouble(round.subject()));
    List<Double> baselines = figures(rounds, round -> baseline.applyAsDouble(round.baseline()));
    List<Double> ratios =
        figures(
            rounds,
            round ->
                subject.applyAsDouble(round.subject()) / baseline.applyAsDouble(round.baseline()));
    return new Line(
        row,
        what,
        unit,
        median(subjects),
        median(baselines),
        median(ratios),
        subjects.getFirst(),
        subjects.getLast(),
        bars,
        includes);
  }

  /** A line of rounds without a baseline. */
  static Line alone(
      String row, String what, String unit, List<Double> rounds, List<Bar> bars, String includes) {
    List<Double> sorted = rounds.stream().sorted().toList();
    return new Line(
        row,
        what,
        unit,
        median(sorted),
        Double.NaN,
        Double.NaN,
        sorted.getFirst(),
        sorted.getLast(),
        bars,
        includes);
  }

  /** In ascending order. */
  private static <T> List<Double> figures(List<T> rounds, ToDoubleFunction<T> figure) {
    return rounds.stream().map(figure::applyAsDouble).sorted().toList();
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  boolean isKept() {
    return bars.stream().allMatch(bar -> bar.isKept(measured, ratio));
  }
}
