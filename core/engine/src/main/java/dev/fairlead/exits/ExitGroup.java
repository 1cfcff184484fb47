// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.exits;

import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTarget.Direction;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders that belong together: an entry with the exits of what it fills, or the exits of a position
 * that was there before. Of a group that the engine keeps, at most one exit works at a broker at any
 * time.
 *
 * @param id of the order that brought the group, for ever; its members may be replaced
 * @param entry null where the position was there before
 * @param active the exit that is to work at the broker; the other one waits
 * @param ending whether nothing is to be left: exits go, and what is open of the entry too
 * @param watched what the market is watched for, if it is
 * @param setBacks how often in a row the broker did not do what was asked for
 * @param retryAt when it is asked again after the last set-back
 * @param carried whether the broker keeps the group itself; the engine then follows it
 */
public record ExitGroup(
    OrderId id,
    OrderClass orderClass,
    @Nullable OrderId entry,
    @Nullable OrderId takeProfit,
    @Nullable OrderId stopLoss,
    Role active,
    boolean ending,
    @Nullable PriceTarget watched,
    int setBacks,
    @Nullable Instant retryAt,
    boolean carried) {

  /** A group whose stop-loss works first, where it has one: it protects while nobody looks. */
  public static ExitGroup of(
      OrderId id,
      OrderClass orderClass,
      @Nullable OrderId entry,
      @Nullable OrderId takeProfit,
      @Nullable OrderId stopLoss) {
    Role first = stopLoss == null ? Role.TAKE_PROFIT : Role.STOP_LOSS;
    return new ExitGroup(id, orderClass, entry, takeProfit, stopLoss, first, false, null, 0, null, false);
  }

  /** The same, kept by the broker. */
  public ExitGroup atBroker() {
    return new ExitGroup(
        id, orderClass, entry, takeProfit, stopLoss, active, ending, null, 0, null, true);
  }

  private ExitGroup copy(
      Role changedActive,
      boolean nowEnding,
      @Nullable PriceTarget changedTarget,
      int changedSetBacks,
      @Nullable Instant changedRetry) {
    return new ExitGroup(
        id,
        orderClass,
        entry,
        takeProfit,
        stopLoss,
        changedActive,
        nowEnding,
        changedTarget,
        changedSetBacks,
        changedRetry,
        carried);
  }

  /** The order that the broker was asked for, with the others of the group. */
  public OrderId parent() {
    OrderId brought = entry == null ? takeProfit : entry;
    return brought == null ? id : brought;
  }

  /** The order that has this role now. */
  public Optional<OrderId> member(Role role) {
    return Optional.ofNullable(
        switch (role) {
          case ENTRY -> entry;
          case TAKE_PROFIT -> takeProfit;
          case STOP_LOSS -> stopLoss;
        });
  }

  /** The exits, the take-profit first. */
  public List<OrderId> exits() {
    return Stream.of(Role.TAKE_PROFIT, Role.STOP_LOSS)
        .flatMap(role -> member(role).stream())
        .toList();
  }

  /** The entry, then the exits. */
  public List<OrderId> members() {
    return Stream.of(Role.values()).flatMap(role -> member(role).stream()).toList();
  }

  /** With another order in a role: the one that has taken over. */
  public ExitGroup with(Role role, OrderId successor) {
    return new ExitGroup(
        id,
        orderClass,
        role == Role.ENTRY ? successor : entry,
        role == Role.TAKE_PROFIT ? successor : takeProfit,
        role == Role.STOP_LOSS ? successor : stopLoss,
        active,
        ending,
        watched,
        setBacks,
        retryAt,
        carried);
  }

  public ExitGroup activating(Role changed) {
    return copy(changed, ending, watched, setBacks, retryAt);
  }

  /** Nothing is to be left of it. */
  public ExitGroup ended() {
    return copy(active, true, watched, setBacks, retryAt);
  }

  public ExitGroup watching(@Nullable PriceTarget changed) {
    return copy(active, ending, changed, setBacks, retryAt);
  }

  /** The broker did not do what was asked for: asked again at {@code at}. */
  public ExitGroup setBack(Instant at) {
    return copy(active, ending, watched, setBacks + 1, at);
  }

  /** The broker has done what was asked for. */
  public ExitGroup recovered() {
    return setBacks == 0
        ? this
        : copy(active, ending, watched, 0, null);
  }

  /** Whether it is too early to ask the broker again. */
  public boolean isSetBack(Instant now) {
    return retryAt != null && now.isBefore(retryAt);
  }

  /** Where the market would have to be for an exit to execute. */
  public static PriceTarget target(Order exit) {
    boolean takesProfit = exit.group() != null && exit.group().role() == Role.TAKE_PROFIT;
    Price price =
        exit.request()
            .terms()
            .stopPrice()
            .or(() -> exit.request().terms().limitPrice())
            .orElseThrow();
    Side side = exit.request().side();
    Direction direction =
        takesProfit == (side == Side.SELL) ? Direction.FROM_BELOW : Direction.FROM_ABOVE;
    return new PriceTarget(exit.id(), exit.request().symbol(), side, price, direction);
  }
}
