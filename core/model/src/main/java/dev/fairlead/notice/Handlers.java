// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A listener made of handlers, each for what it is about. Build it whole before it is used:
 *
 * <pre>{@code
 * fairlead.onEvent(
 *     new Handlers()
 *         .onOrder(Happened.Filled.class, (told, filled) -> count(told.order(), filled.fill()))
 *         .on(Event.LinkDown.class, (notice, down) -> page(down.account(), down.reason()))
 *         .on(EventName.ALARM, notice -> page(notice)));
 * }</pre>
 */
public final class Handlers implements NoticeListener {
  private final List<NoticeListener> all = new ArrayList<>();
  private Consumer<Notice> cutOff = _ -> {};

  /** One that does nothing yet. */
  public Handlers() {}

  /** Has {@code handler} called for what is told under one of these names. */
  public Handlers on(Set<EventName> names, Consumer<Notice> handler) {
    Set<EventName> wanted = EnumSet.noneOf(EventName.class);
    wanted.addAll(names);
    all.add(notice -> {
      if (wanted.contains(notice.name())) {
        handler.accept(notice);
      }
    });
    return this;
  }

  /** The same for one name. */
  public Handlers on(EventName name, Consumer<Notice> handler) {
    return on(EnumSet.of(name), handler);
  }

  /** Has {@code handler} called for events of this kind. */
  public <E extends Event> Handlers on(Class<E> kind, BiConsumer<Notice, E> handler) {
    all.add(notice -> {
      if (kind.isInstance(notice.event())) {
        handler.accept(notice, kind.cast(notice.event()));
      }
    });
    return this;
  }

  /** Has {@code handler} called where this happened to an order. */
  public <H extends Happened> Handlers onOrder(Class<H> what, BiConsumer<OrderEvent, H> handler) {
    all.add(notice -> {
      if (notice.event() instanceof OrderEvent told && what.isInstance(told.what())) {
        handler.accept(told, what.cast(told.what()));
      }
    });
    return this;
  }

  /** Has {@code handler} called where this listener is told nothing more. */
  public Handlers onCut(Consumer<Notice> handler) {
    cutOff = handler;
    return this;
  }

  @Override
  public void onNotice(Notice notice) {
    all.forEach(handler -> handler.onNotice(notice));
  }

  @Override
  public void onCutOff(Notice missed) {
    cutOff.accept(missed);
  }
}
