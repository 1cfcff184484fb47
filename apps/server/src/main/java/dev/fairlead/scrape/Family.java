// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.scrape;

import dev.fairlead.metrics.Latency;
import dev.fairlead.observe.Distribution;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One metric with its samples, in Prometheus' text format 0.0.4. Values are decimals, exact to the
 * last digit; times are seconds.
 */
final class Family {
  /** What kind of number it is. */
  enum Type {
    /** Only goes up, and begins at zero again when the process does. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts by upper bound, with a sum. */
    HISTOGRAM,
    /** A count and a sum. */
    SUMMARY
  }

  private final String name;
  private final StringBuilder text = new StringBuilder();

  Family(String name, Type type, String help) {
    this.name = name;
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ")
        .append(name)
        .append(' ')
        .append(type.name().toLowerCase(Locale.ROOT))
        .append('\n');
  }

  static Family counter(String name, String help) {
    return new Family(name, Type.COUNTER, help);
  }

  static Family gauge(String name, String help) {
    return new Family(name, Type.GAUGE, help);
  }

  /** A label of a sample. */
  record Label(String name, String value) {}

  static Label label(String name, Object value) {
    return new Label(name, value.toString());
  }

  Family sample(long value, Label... labels) {
    return sample(Long.toString(value), labels);
  }

  Family sample(boolean value, Label... labels) {
    return sample(value ? 1 : 0, labels);
  }

  Family sample(Duration value, Label... labels) {
    return sample(seconds(value), labels);
  }

  Family sample(Instant value, Label... labels) {
    return sample(Duration.between(Instant.EPOCH, value), labels);
  }

  /** A decimal that is text already. */
  Family sample(String value, Label... labels) {
    return line("", value, List.of(labels));
  }

  /** All lines of one histogram. */
  Family histogram(Latency latency, Label... labels) {
    buckets(Latency.bounds(), latency.buckets(), latency.count(), labels);
    return countAndSum(latency.count(), latency.total(), labels);
  }

  /** All lines of one histogram. */
  Family histogram(Distribution times, Label... labels) {
    buckets(Distribution.bounds(), times.buckets(), times.count(), labels);
    return countAndSum(times.count(), times.total(), labels);
  }

  private void buckets(List<Duration> bounds, List<Long> upTo, long count, Label... labels) {
    for (int i = 0; i < bounds.size(); i++) {
      bucket(seconds(bounds.get(i)), upTo.get(i), labels);
    }
    bucket("+Inf", count, labels);
  }

  private void bucket(String bound, long count, Label... labels) {
    List<Label> with = new ArrayList<>(List.of(labels));
    with.add(label("le", bound));
    line("_bucket", Long.toString(count), with);
  }

  Family countAndSum(long count, Duration sum, Label... labels) {
    line("_sum", seconds(sum), List.of(labels));
    return line("_count", Long.toString(count), List.of(labels));
  }

  private Family line(String suffix, String value, List<Label> labels) {
    text.append(name).append(suffix);
    String before = "{";
    for (Label label : labels) {
      text.append(before).append(label.name()).append("=\"").append(escaped(label.value()));
      text.append('"');
      before = ",";
    }
    text.append(labels.isEmpty() ? " " : "} ").append(value).append('\n');
    return this;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  /** Exact: {@code 0.0025}. */
  static String seconds(Duration time) {
    BigDecimal whole = BigDecimal.valueOf(time.getSeconds());
    return whole.add(BigDecimal.valueOf(time.getNano(), 9)).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
