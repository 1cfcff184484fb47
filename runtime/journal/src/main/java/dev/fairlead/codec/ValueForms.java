// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Forms of numbers, names and times. */
final class ValueForms {
  static final Form<Price> PRICE =
      Form.of((out, price) -> out.signed(price.nanos()), in -> new Price(in.signed()));

  static final Form<@Nullable Price> PRICE_OR_NULL = Form.nullable(PRICE);

  static final Form<Quantity> QUANTITY =
      Form.of((out, quantity) -> out.signed(quantity.nanos()), in -> new Quantity(in.signed()));

  static final Form<Percent> PERCENT =
      Form.of((out, percent) -> out.signed(percent.nanos()), in -> new Percent(in.signed()));

  static final Form<Currency> CURRENCY = new Form.Interned<>(Currency::code, Currency::new);

  static final Form<Money> MONEY =
      Form.of(
          (out, money) -> {
            out.signed(money.micros());
            CURRENCY.write(out, money.currency());
          },
          in -> new Money(in.signed(), CURRENCY.read(in)));

  static final Form<Notional> NOTIONAL =
      Form.of(
          (out, notional) -> out.bytes(notional.atto().toBigInteger().toByteArray()),
          in -> new Notional(new BigInteger(in.bytes())));

  static final Form<Symbol> SYMBOL = new Form.Interned<>(Symbol::text, Symbol::new);

  static final Form<Principal> PRINCIPAL = new Form.Interned<>(Principal::keyId, Principal::new);

  static final Form<BrokerAccount> ACCOUNT =
      new Form.Interned<>(BrokerAccount::toString, BrokerAccount::parse);

  static final Form<OrderId> ORDER_ID =
      Form.of((out, id) -> out.uuid(id.value()), in -> new OrderId(in.uuid()));

  static final Form<@Nullable OrderId> ORDER_ID_OR_NULL = Form.nullable(ORDER_ID);

  static final Form<PlacementId> PLACEMENT_ID =
      Form.of((out, id) -> out.text(id.text()), in -> new PlacementId(in.text()));

  static final Form<Instant> INSTANT =
      Form.of(
          (out, instant) -> {
            out.signed(instant.getEpochSecond());
            out.unsigned(instant.getNano());
          },
          in -> Instant.ofEpochSecond(in.signed(), in.unsigned()));

  static final Form<@Nullable Instant> INSTANT_OR_NULL = Form.nullable(INSTANT);

  static final Form<Duration> DURATION =
      Form.of(
          (out, duration) -> {
            out.signed(duration.getSeconds());
            out.unsigned(duration.getNano());
          },
          in -> Duration.ofSeconds(in.signed(), in.unsigned()));

  private ValueForms() {}
}
