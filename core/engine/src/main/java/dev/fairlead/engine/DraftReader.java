// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Fault;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.DecimalFault;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.rules.ExitParts;
import dev.fairlead.rules.ExitRules;
import dev.fairlead.rules.OrderParts;
import dev.fairlead.rules.OrderRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what clients write, field by field, and goes on after a fault to find the next one. */
final class DraftReader {
  /** Longest client order id, in code points (Alpaca's limit). */
  private static final int MAX_CLIENT_ORDER_ID = 128;

  /** How much of an overlong value is shown back. */
  private static final int SHOWN = 64;

  private final List<Fault> faults = new ArrayList<>();

  OrderDraft.Reading read(
      OrderDraft draft,
      Function<Symbol, Optional<Instrument>> instruments,
      Capabilities capabilities) {
    Instrument instrument = instrument(draft.symbol(), instruments);
    Currency currency = instrument == null ? Currency.USD : instrument.currency();
    Side side = required("side", draft.side(), Side.class);
    boolean extended = flag("extended_hours", draft.extendedHours());
    String clientOrderId = clientOrderId(draft.clientOrderId());
    OrderClass orderClass = orderClass(draft.orderClass());
    OrderParts parts =
        new OrderParts(
            instrument,
            number("qty", draft.qty(), Quantity::parse),
            number("notional", draft.notional(), text -> Money.parse(text, currency)),
            required("type", draft.type(), OrderType.class),
            required("time_in_force", draft.timeInForce(), TimeInForce.class),
            number("limit_price", draft.limitPrice(), Price::parse),
            number("stop_price", draft.stopPrice(), Price::parse),
            number("trail_price", draft.trailPrice(), Price::parse),
            number("trail_percent", draft.trailPercent(), Percent::parse),
            extended,
            side,
            new ExitParts(
                orderClass,
                number(ExitRules.TAKE_PROFIT, draft.takeProfit(), Price::parse),
                number(ExitRules.STOP, draft.stopLossStop(), Price::parse),
                number(ExitRules.STOP_LIMIT, draft.stopLossLimit(), Price::parse)));
    addRuleFaults(OrderRules.check(parts, capabilities));
    return faults.isEmpty() && side != null
        ? new OrderDraft.Reading.Order(request(parts, side), clientOrderId)
        : new OrderDraft.Reading.Faulty(List.copyOf(faults));
  }

  ChangesDraft.Reading read(ChangesDraft draft) {
    OrderChanges changes =
        new OrderChanges(
            number("qty", draft.qty(), Quantity::parse),
            optional("time_in_force", draft.timeInForce(), TimeInForce.class),
            number("limit_price", draft.limitPrice(), Price::parse),
            number("stop_price", draft.stopPrice(), Price::parse),
            number("trail", draft.trail(), Price::parse));
    String clientOrderId = clientOrderId(draft.clientOrderId());
    return faults.isEmpty()
        ? new ChangesDraft.Reading.Changes(changes, clientOrderId)
        : new ChangesDraft.Reading.Faulty(List.copyOf(faults));
  }

  /** A field that could not be read is reported once, and not again for what it lacks. */
  private void addRuleFaults(List<Fault> found) {
    List<String> unreadable = faults.stream().map(Fault::field).toList();
    found.stream()
        .filter(fault -> !unreadable.contains(fault.field()))
        .filter(fault -> !(fault.field().equals("qty") && unreadable.contains("notional")))
        .filter(
            fault -> !(fault.field().equals("trail_price") && unreadable.contains("trail_percent")))
        .forEach(faults::add);
  }

  private static OrderRequest request(OrderParts parts, Side side) {
    Instrument instrument = known(parts.instrument());
    Quantity quantity = parts.quantity();
    OrderSize size =
        quantity != null
            ? new OrderSize.Units(quantity)
            : new OrderSize.Value(known(parts.notional()));
    return new OrderRequest(
        instrument.symbol(),
        side,
        size,
        terms(parts),
        known(parts.timeInForce()),
        parts.extendedHours(),
        parts.exits().toExits());
  }

  private static OrderTerms terms(OrderParts parts) {
    return switch (known(parts.type())) {
      case MARKET -> new OrderTerms.Market();
      case LIMIT -> new OrderTerms.Limit(known(limit(parts)));
      case STOP -> new OrderTerms.Stop(known(parts.stopPrice()));
      case STOP_LIMIT ->
          new OrderTerms.StopLimit(known(parts.stopPrice()), known(parts.limitPrice()));
      case TRAILING_STOP -> {
        Price amount = parts.trailPrice();
        yield amount != null
            ? new OrderTerms.TrailingAmount(amount)
            : new OrderTerms.TrailingPercent(known(parts.trailPercent()));
      }
    };
  }

  private static @Nullable Price limit(OrderParts parts) {
    boolean oco = parts.exits().orderClass() == OrderClass.OCO;
    return oco ? parts.exits().takeProfit() : parts.limitPrice();
  }

  /** A part that the rules have found to be there. */
  private static <T> T known(@Nullable T part) {
    if (part == null) {
      throw new InvariantViolation("the rules passed an order that is not whole");
    }
    return part;
  }

  private @Nullable Instrument instrument(
      @Nullable String text, Function<Symbol, Optional<Instrument>> instruments) {
    if (text == null || text.isEmpty()) {
      fault("symbol", "", "required", "give a symbol, such as AAPL");
      return null;
    }
    if (!Symbol.isWellFormed(text)) {
      fault(
          "symbol",
          text,
          "malformed",
          "1 to " + Symbol.MAX_LENGTH + " characters of A-Z 0-9 . / : & _ -");
      return null;
    }
    Instrument found = instruments.apply(new Symbol(text)).orElse(null);
    if (found == null) {
      fault("symbol", text, "unknown-symbol", "asset not found for " + text);
    }
    return found;
  }

  private <T> @Nullable T number(String field, @Nullable String text, Function<String, T> parser) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (DecimalFault wrong) {
      String rule = wrong.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      fault(field, text, rule, wrong.limit());
      return null;
    }
  }

  private <E extends Enum<E>> @Nullable E required(
      String field, @Nullable String text, Class<E> type) {
    if (text == null || text.isEmpty()) {
      fault(field, "", "required", "one of " + names(type));
      return null;
    }
    return optional(field, text, type);
  }

  private <E extends Enum<E>> @Nullable E optional(
      String field, @Nullable String text, Class<E> type) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    for (E value : type.getEnumConstants()) {
      if (name(value).equals(text)) {
        return value;
      }
    }
    fault(field, text, "unknown-value", "one of " + names(type));
    return null;
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(DraftReader::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private boolean flag(String field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    // Python's clients write True.
    String said = text.toLowerCase(Locale.ROOT);
    if (!said.equals("true") && !said.equals("false")) {
      fault(field, text, "unknown-value", "true or false");
    }
    return said.equals("true");
  }

  private @Nullable String clientOrderId(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.codePointCount(0, text.length()) > MAX_CLIENT_ORDER_ID) {
      fault(
          "client_order_id", text, "max-length", "at most " + MAX_CLIENT_ORDER_ID + " characters");
    } else if (text.codePoints().anyMatch(DraftReader::isUnprintable)) {
      fault("client_order_id", text, "unprintable", "no control characters or broken surrogates");
    }
    return text;
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** None is the plain one; null where it could not be read. */
  private @Nullable OrderClass orderClass(@Nullable String text) {
    return text == null || text.isEmpty()
        ? OrderClass.SIMPLE
        : optional("order_class", text, OrderClass.class);
  }

  private void fault(String field, String value, String rule, String limit) {
    boolean fits = value.codePointCount(0, value.length()) <= SHOWN;
    String shown = fits ? value : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
    faults.add(new Fault(field, shown, rule, limit));
  }
}
