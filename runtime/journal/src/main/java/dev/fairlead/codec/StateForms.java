// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.AccountForms.CONFIGURATION;
import static dev.fairlead.codec.CapabilityForms.CAPABILITIES;
import static dev.fairlead.codec.GroupForms.EXIT_GROUP;
import static dev.fairlead.codec.HealthForms.CLEARANCE;
import static dev.fairlead.codec.HealthForms.HEALTH;
import static dev.fairlead.codec.LeadForms.LEAD;
import static dev.fairlead.codec.MovementForms.EXECUTION_LIST;
import static dev.fairlead.codec.MovementForms.FLOWED;
import static dev.fairlead.codec.MovementForms.MOVED;
import static dev.fairlead.codec.OrderForms.BALANCE;
import static dev.fairlead.codec.OrderForms.FILL;
import static dev.fairlead.codec.OrderForms.INSTRUMENT;
import static dev.fairlead.codec.OrderForms.ORDER;
import static dev.fairlead.codec.OrderForms.POSITION;
import static dev.fairlead.codec.PlacementForms.NEWS;
import static dev.fairlead.codec.PlacementForms.PLACEMENT;
import static dev.fairlead.codec.RouteForms.MEMORY;
import static dev.fairlead.codec.RouteForms.ROUTING;
import static dev.fairlead.codec.RouteForms.RULED_ROUTING;
import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRINCIPAL;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.BookedMove;
import dev.fairlead.state.EngineState.Configured;
import dev.fairlead.state.EngineState.EventCount;
import dev.fairlead.state.EngineState.Link;
import dev.fairlead.state.EngineState.Parked;
import dev.fairlead.state.Lead;
import dev.fairlead.state.StateEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The form of the engine's state: sections, each a number, a length and its content. A section that
 * is missing is empty. Of those that a newer version may write, the odd ones may be passed over,
 * the even ones must be understood (J-09).
 */
final class StateForms {
  private static final int COUNTERS = 2;
  private static final int LINKS = 4;
  private static final int INSTRUMENTS = 6;
  private static final int ORDERS = 8;
  private static final int PLACEMENTS = 10;
  private static final int FILLS = 12;
  private static final int POSITIONS = 14;
  private static final int BALANCES = 16;
  private static final int EVENT_COUNTS = 18;
  private static final int PARKED = 20;
  private static final int ROUTING_SECTION = 22;
  private static final int CONFIGURATIONS = 24;
  private static final int GROUPS = 26;
  private static final int MOVES = 28;
  private static final int MOVES_ASIDE = 30;
  private static final int FLOWS = 32;
  private static final int INCLUDED = 34;
  private static final int ROUTES = 36;
  private static final int RULED_SECTION = 38;
  private static final int LEAD_SECTION = 40;
  private static final int DOUBTS = 42;
  private static final int CLEARANCES = 44;

  static final Form<EngineState> STATE = Form.of(StateForms::write, StateForms::read);

  private static final Form<@Nullable Capabilities> CAPABILITIES_OR_NULL =
      Form.nullable(CAPABILITIES);

  private static final Form<List<Link>> LINK_LIST =
      Form.list(
          Form.group(
              (out, link) -> {
                ACCOUNT.write(out, link.account());
                CAPABILITIES_OR_NULL.write(out, link.capabilities());
                INSTANT.write(out, link.since());
                // Left out as long as nothing was said of it, as it always was.
                if (!link.health().equals(LinkHealth.unjudged(link.account()))) {
                  HEALTH.write(out, link.health());
                }
              },
              StateForms::readLink));

  private static final Form<List<BookedFill>> FILL_LIST =
      Form.list(
          Form.group(
              (out, booked) -> {
                ORDER_ID.write(out, booked.order());
                PLACEMENT_ID.write(out, booked.placement());
                ACCOUNT.write(out, booked.account());
                FILL.write(out, booked.fill());
                out.flag(booked.busted());
              },
              in ->
                  new BookedFill(
                      ORDER_ID.read(in),
                      PLACEMENT_ID.read(in),
                      ACCOUNT.read(in),
                      FILL.read(in),
                      in.flag())));

  private static final Form<List<BookedMove>> MOVE_LIST =
      Form.list(
          Form.group(
              (out, booked) -> {
                MOVED.write(out, booked.move());
                out.signed(booked.fillsBefore());
              },
              in -> new BookedMove(MOVED.read(in), in.integer())));

  private static final Form<List<Moved>> MOVED_LIST = Form.list(MOVED);

  private static final Form<List<Flowed>> FLOW_LIST = Form.list(FLOWED);

  private static final Form<List<EventCount>> EVENT_COUNT_LIST =
      Form.list(
          Form.group(
              (out, counted) -> {
                PRINCIPAL.write(out, counted.principal());
                out.signed(counted.count());
              },
              in -> new EventCount(PRINCIPAL.read(in), in.signed())));

  private static final Form<List<Parked>> PARKED_LIST =
      Form.list(
          Form.group(
              (out, parked) -> {
                ACCOUNT.write(out, parked.account());
                PLACEMENT_ID.write(out, parked.placement());
                NEWS.write(out, parked.news());
              },
              in -> new Parked(ACCOUNT.read(in), PLACEMENT_ID.read(in), NEWS.read(in))));

  private static final Form<List<Configured>> CONFIGURED_LIST =
      Form.list(
          Form.group(
              (out, configured) -> {
                PRINCIPAL.write(out, configured.principal());
                CONFIGURATION.write(out, configured.configuration());
              },
              in -> new Configured(PRINCIPAL.read(in), CONFIGURATION.read(in))));

  private static final Form<List<Instrument>> INSTRUMENT_LIST = Form.list(INSTRUMENT);
  private static final Form<List<Order>> ORDER_LIST = Form.list(ORDER);
  private static final Form<List<Placement>> PLACEMENT_LIST = Form.list(PLACEMENT);
  private static final Form<List<Position>> POSITION_LIST = Form.list(POSITION);
  private static final Form<List<ExitGroup>> GROUP_LIST = Form.list(EXIT_GROUP);
  private static final Form<List<Balance>> BALANCE_LIST = Form.list(BALANCE);

  /** Of a link, by its place among them: what its account is kept back by. */
  private record Kept(int link, Clearance clearance) {}

  private static final Form<List<Kept>> KEPT_LIST =
      Form.list(
          Form.group(
              (out, kept) -> {
                out.signed(kept.link());
                CLEARANCE.write(out, kept.clearance());
              },
              in -> new Kept(in.integer(), CLEARANCE.read(in))));

  private StateForms() {}

  /** Those that are not simply clear. */
  private static List<Kept> kept(List<Link> links) {
    return IntStream.range(0, links.size())
        .filter(i -> !links.get(i).clearance().equals(Clearance.clear(links.get(i).account())))
        .mapToObj(i -> new Kept(i, links.get(i).clearance()))
        .toList();
  }

  private static List<Link> cleared(List<Link> links, List<Kept> kept) {
    List<Link> all = new ArrayList<>(links);
    kept.forEach(each -> all.set(each.link(), all.get(each.link()).cleared(each.clearance())));
    return List.copyOf(all);
  }

  private static Link readLink(ByteReader in) {
    BrokerAccount account = ACCOUNT.read(in);
    Capabilities capabilities = CAPABILITIES_OR_NULL.read(in);
    // Before it was kept: everything is to be caught up with.
    Instant since = in.more() ? INSTANT.read(in) : Instant.EPOCH;
    LinkHealth health = in.more() ? HEALTH.read(in) : LinkHealth.unjudged(account);
    return new Link(account, capabilities, since, health, Clearance.clear(account));
  }

  private static void write(ByteWriter out, EngineState state) {
    out.unsigned(COUNTERS);
    int start = out.begin();
    writeCounters(out, state);
    out.end(start);
    section(out, LINKS, LINK_LIST, state.links());
    section(out, INSTRUMENTS, INSTRUMENT_LIST, state.instruments());
    section(out, ORDERS, ORDER_LIST, state.orders());
    section(out, PLACEMENTS, PLACEMENT_LIST, state.placements());
    section(out, FILLS, FILL_LIST, state.fills());
    section(out, POSITIONS, POSITION_LIST, state.positions());
    section(out, BALANCES, BALANCE_LIST, state.balances());
    section(out, EVENT_COUNTS, EVENT_COUNT_LIST, state.eventCounts());
    section(out, PARKED, PARKED_LIST, state.parked());
    if (RouteForms.isPlain(state.routing())) {
      section(out, ROUTING_SECTION, ROUTING, state.routing());
    } else {
      section(out, RULED_SECTION, RULED_ROUTING, state.routing());
    }
    // Left out where empty, so that a state without any has the bytes that it always had.
    if (!state.configurations().isEmpty()) {
      section(out, CONFIGURATIONS, CONFIGURED_LIST, state.configurations());
    }
    if (!state.groups().isEmpty()) {
      section(out, GROUPS, GROUP_LIST, state.groups());
    }
    if (!state.moves().isEmpty()) {
      section(out, MOVES, MOVE_LIST, state.moves());
    }
    if (!state.movesAside().isEmpty()) {
      section(out, MOVES_ASIDE, MOVED_LIST, state.movesAside());
    }
    if (!state.flows().isEmpty()) {
      section(out, FLOWS, FLOW_LIST, state.flows());
    }
    if (!state.included().isEmpty()) {
      section(out, INCLUDED, EXECUTION_LIST, state.included());
    }
    if (!state.routes().isEmpty()) {
      section(out, ROUTES, MEMORY, state.routes());
    }
    if (!state.routes().lead().equals(Lead.NONE)) {
      section(out, LEAD_SECTION, LEAD, state.routes().lead());
    }
    if (!state.doubts().isEmpty()) {
      section(out, DOUBTS, DoubtForms.MEMORY, state.doubts());
    }
    List<Kept> kept = kept(state.links());
    if (!kept.isEmpty()) {
      section(out, CLEARANCES, KEPT_LIST, kept);
    }
  }

  private static void writeCounters(ByteWriter out, EngineState state) {
    out.signed(state.sequence());
    INSTANT.write(out, state.at());
    out.signed(state.instance());
    out.signed(state.epoch());
    out.signed(state.engineVersion());
    out.signed(state.placementCount());
  }

  private static void readCounters(ByteReader in, StateEdit state) {
    state
        .after(in.signed(), INSTANT.read(in))
        .started(in.integer(), in.integer(), in.integer(), in.signed());
  }

  private static <T> void section(ByteWriter out, int number, Form<T> form, T content) {
    out.unsigned(number);
    int start = out.begin();
    form.write(out, content);
    out.end(start);
  }

  private static EngineState read(ByteReader in) {
    StateEdit state = StateEdit.empty();
    while (in.more()) {
      int number = in.tag();
      int outer = in.begin();
      readSection(number, in, state);
      in.end(outer);
    }
    return state.done();
  }

  private static void readSection(int number, ByteReader in, StateEdit state) {
    switch (number) {
      case COUNTERS -> readCounters(in, state);
      case LINKS -> state.links(LINK_LIST.read(in));
      case INSTRUMENTS -> state.instruments(INSTRUMENT_LIST.read(in));
      case ORDERS -> state.orders(ORDER_LIST.read(in));
      case PLACEMENTS -> state.placements(PLACEMENT_LIST.read(in));
      case FILLS -> state.fills(FILL_LIST.read(in));
      case POSITIONS -> state.positions(POSITION_LIST.read(in));
      case BALANCES -> state.balances(BALANCE_LIST.read(in));
      case EVENT_COUNTS -> state.eventCounts(EVENT_COUNT_LIST.read(in));
      case PARKED -> state.parked(PARKED_LIST.read(in));
      case GROUPS -> state.groups(GROUP_LIST.read(in));
      case MOVES -> state.moves(MOVE_LIST.read(in));
      case MOVES_ASIDE -> state.movesAside(MOVED_LIST.read(in));
      case FLOWS -> state.flows(FLOW_LIST.read(in));
      case INCLUDED -> state.included(EXECUTION_LIST.read(in));
      case ROUTES -> state.routes(MEMORY.read(in));
      case LEAD_SECTION -> state.lead(LEAD.read(in));
      case DOUBTS -> state.doubts(DoubtForms.MEMORY.read(in));
      case CLEARANCES -> state.links(cleared(state.done().links(), KEPT_LIST.read(in)));
      case RULED_SECTION -> state.routing(RULED_ROUTING.read(in));
      case ROUTING_SECTION -> state.routing(ROUTING.read(in));
      case CONFIGURATIONS -> state.configurations(CONFIGURED_LIST.read(in));
      default -> {
        if (number % 2 == 0) {
          throw Form.tooNew("EngineState section", number);
        }
      }
    }
  }
}
