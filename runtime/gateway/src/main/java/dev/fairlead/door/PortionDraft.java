// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Fault;
import dev.fairlead.money.DecimalFault;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much of a position is to be closed, as a client writes it.
 *
 * @param qty so many units; null where it is not said
 * @param percentage such a share of it; null where it is not said
 */
public record PortionDraft(@Nullable String qty, @Nullable String percentage) {
  private static final Percent HUNDRED = Percent.parse("100");

  /** What it comes to. */
  public sealed interface Reading {
    record Read(Portion portion) implements Reading {}

    record Faulty(List<Fault> faults) implements Reading {}
  }

  /** Reads it; all of the position where nothing is said. */
  public Reading read() {
    String units = qty;
    String share = percentage;
    if (units != null && share != null) {
      return faulty("percentage", share, "either-or", "give qty or percentage, not both");
    }
    if (units != null) {
      return read("qty", units, text -> new Portion.Units(Quantity.parse(text)));
    }
    return share == null
        ? new Reading.Read(new Portion.All())
        : read("percentage", share, PortionDraft::share);
  }

  private static Reading read(String field, String text, Function<String, Portion> reader) {
    try {
      return new Reading.Read(reader.apply(text));
    } catch (DecimalFault wrong) {
      String rule = wrong.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return faulty(field, text, rule, wrong.limit());
    } catch (PercentOutOfRange wrong) {
      return faulty(field, text, "range", "more than 0 and at most 100");
    }
  }

  private static Portion share(String text) {
    Percent percent = Percent.parse(text);
    if (!percent.isPositive() || percent.compareTo(HUNDRED) > 0) {
      throw new PercentOutOfRange();
    }
    return new Portion.Share(percent);
  }

  private static Reading faulty(String field, String value, String rule, String limit) {
    return new Reading.Faulty(List.of(new Fault(field, value, rule, limit)));
  }

  private static final class PercentOutOfRange extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
