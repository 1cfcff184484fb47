// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.Offers;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random values of any type that the codec knows, made by reflection: whoever adds a field or a
 * variant to the model and not to the codec makes the round trip fail. Same seed, same values.
 */
final class RandomValues {
  private static final List<String> TEXTS =
      List.of("", "a", "Ärger", "κλειδί", "🚀 to the moon", "\uD800 alone", "x".repeat(200));

  private final SplittableRandom random;

  RandomValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  /** All records at the end of a sealed family. */
  static Stream<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(RandomValues::leaves)
        : Stream.of(family);
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum() || plain.isSealed()) {
      return plain.isEnum()
          ? oneOf(plain.getEnumConstants())
          : value(oneOf(plain.getPermittedSubclasses()));
    }
    return plain.isRecord() ? record(plain) : scalar(plain);
  }

  private Object collection(ParameterizedType generic) {
    List<Object> elements = new ArrayList<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      elements.add(value(generic.getActualTypeArguments()[0]));
    }
    return generic.getRawType() == Set.class ? new HashSet<>(elements) : elements;
  }

  private Object record(Class<?> type) {
    if (type == Symbol.class) {
      return new Symbol(oneOf(new String[] {"AAPL", "BTC/USD", "NSE:M&M", "A".repeat(32)}));
    }
    if (type == Currency.class) {
      return new Currency(oneOf(new String[] {"USD", "INR", "USDT", "ABCDE"}));
    }
    if (type == BrokerAccount.class) {
      return new BrokerAccount(oneOf(new String[] {"paper", "alpaca"}), "a" + random.nextInt(9));
    }
    if (type == Exits.Bracket.class) {
      return new Exits.Bracket(new OrderTerms.Limit(of(Price.class)), stopLoss());
    }
    if (type == Exits.Oco.class) {
      return new Exits.Oco(stopLoss());
    }
    if (type == Exits.Oto.class) {
      return new Exits.Oto(
          random.nextBoolean() ? stopLoss() : new OrderTerms.Limit(of(Price.class)));
    }
    if (type == LinkHealth.class) {
      List<LinkHealth.Cause> causes =
          Stream.generate(() -> of(LinkHealth.Cause.class)).limit(random.nextInt(4)).toList();
      return new LinkHealth(
          of(BrokerAccount.class), random.nextInt(101), of(LinkHealth.Breaker.class), causes);
    }
    if (type == Failback.After.class) {
      return new Failback.After(Duration.ofMillis(1 + random.nextInt(9_999)), random.nextInt(101));
    }
    if (type == Capabilities.Budget.class) {
      return new Capabilities.Budget(
          of(Capabilities.Budget.Lane.class),
          1 + random.nextInt(9_999),
          Duration.ofMillis(1 + random.nextInt(99_999)));
    }
    if (type == Capabilities.Pause.class) {
      LocalTime from = LocalTime.ofSecondOfDay(random.nextInt(86_400));
      return new Capabilities.Pause(from, from.plusMinutes(30), ZoneId.of("Asia/Kolkata"), "");
    }
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(components[i]);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot make a random " + type, e);
    }
  }

  private OrderTerms stopLoss() {
    return random.nextBoolean() ? of(OrderTerms.Stop.class) : of(OrderTerms.StopLimit.class);
  }

  private @Nullable Object component(RecordComponent component) {
    boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return mayBeNull && random.nextInt(3) == 0 ? null : value(component.getGenericType());
  }

  private Object scalar(Class<?> type) {
    return switch (type.getName()) {
      case "int" -> (int) number();
      case "long" -> number();
      case "boolean", "java.lang.Boolean" -> random.nextBoolean();
      case "java.lang.String" -> oneOf(TEXTS.toArray(String[]::new));
      case "java.util.UUID" -> new UUID(random.nextLong(), random.nextLong());
      case "dev.fairlead.model.PlacementId" -> new PlacementId((String) scalar(String.class));
      case "java.time.Instant" ->
          oneOf(
              new Instant[] {
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
              });
      case "dev.fairlead.message.Offers" ->
          Offers.of(Offers.all().list().stream().filter(_ -> random.nextBoolean()).toList());
      case "java.time.Duration" -> Duration.ofSeconds(number(), random.nextInt(1_000_000_000));
      default -> throw new AssertionError("no random values of " + type);
    };
  }

  /** Of any number of bits, so that every length of a varint occurs. */
  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  private <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
