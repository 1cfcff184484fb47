// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.GroupForms.ORDER_CLASS;
import static dev.fairlead.codec.OrderForms.ASSET_CLASS;
import static dev.fairlead.codec.OrderForms.ORDER_TYPE;
import static dev.fairlead.codec.OrderForms.TIME_IN_FORCE;
import static dev.fairlead.codec.ValueForms.DURATION;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offers;
import dev.fairlead.model.OrderRequest.OrderClass;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How capabilities are written. The first fields are those of the first form; see {@link Form}. */
final class CapabilityForms {
  private static final Form<@Nullable Duration> DURATION_OR_NULL = Form.nullable(DURATION);

  /** What the first form knew of an offer; its traits follow in a list of their own. */
  private static final Form<Offer> OFFER =
      Form.group(
          (out, offer) -> {
            ASSET_CLASS.write(out, offer.assetClass());
            ORDER_TYPE.write(out, offer.type());
            TIME_IN_FORCE.write(out, offer.timeInForce());
          },
          in -> Offer.of(ASSET_CLASS.read(in), ORDER_TYPE.read(in), TIME_IN_FORCE.read(in)));

  private static final Form<List<Offer>> OFFERS = Form.list(OFFER);

  private static final Form<Trait> TRAIT = Form.codes(Trait.values(), CapabilityForms::code);

  private static final Form<List<List<Trait>>> TRAITS = Form.list(Form.list(TRAIT));

  private static final Form<List<OrderClass>> ORDER_CLASSES = Form.list(ORDER_CLASS);

  /** What the first form had for an absence; another proof is written beside it. */
  private static final Form<AbsenceProof.@Nullable LookUps> LOOK_UPS_OR_NULL =
      Form.nullable(
          Form.group(
              (out, proof) -> {
                out.signed(proof.answers());
                DURATION.write(out, proof.settle());
              },
              in -> new AbsenceProof.LookUps(in.integer(), DURATION.read(in))));

  private static final Form<@Nullable AbsenceProof> PROOF_OR_NULL =
      Form.nullable(Form.group(CapabilityForms::writeProof, CapabilityForms::readProof));

  private static final Form<Replacing> REPLACING =
      Form.codes(Replacing.values(), CapabilityForms::code);

  private static final Form<Identity.Kind> KIND =
      Form.codes(Identity.Kind.values(), CapabilityForms::code);

  private static final Form<Identity> IDENTITY =
      Form.group(
          (out, identity) -> {
            KIND.write(out, identity.kind());
            DURATION_OR_NULL.write(out, identity.dedupe());
            out.flag(identity.finds());
            out.flag(identity.cancels());
          },
          in -> new Identity(KIND.read(in), DURATION_OR_NULL.read(in), in.flag(), in.flag()));

  private static final Form<Reach> REACH =
      Form.group(
          (out, reach) -> {
            out.flag(reach.ended());
            DURATION_OR_NULL.write(out, reach.history());
            out.flag(reach.fillsByOrder());
            out.flag(reach.replays());
          },
          in -> new Reach(in.flag(), DURATION_OR_NULL.read(in), in.flag(), in.flag()));

  private static final Form<Budget.Lane> LANE =
      Form.codes(Budget.Lane.values(), CapabilityForms::code);

  private static final Form<List<Budget>> BUDGETS =
      Form.list(
          Form.group(
              (out, budget) -> {
                LANE.write(out, budget.lane());
                out.signed(budget.requests());
                DURATION.write(out, budget.per());
              },
              in -> new Budget(LANE.read(in), in.integer(), DURATION.read(in))));

  private static final Form<List<Pause>> PAUSES =
      Form.list(
          Form.group(
              (out, pause) -> {
                out.signed(pause.from().toSecondOfDay());
                out.signed(pause.to().toSecondOfDay());
                out.text(pause.zone().getId());
                out.text(pause.why());
              },
              in ->
                  new Pause(
                      LocalTime.ofSecondOfDay(in.integer()),
                      LocalTime.ofSecondOfDay(in.integer()),
                      ZoneId.of(in.text()),
                      in.text())));

  static final Form<Capabilities> CAPABILITIES =
      Form.group(CapabilityForms::write, CapabilityForms::read);

  private CapabilityForms() {}

  private static void write(ByteWriter out, Capabilities can) {
    List<Offer> offers = can.offers().list();
    AbsenceProof absence = can.absence();
    OFFERS.write(out, offers);
    out.flag(can.offers().takeAny(Trait.VALUE));
    out.flag(can.offers().takeAny(Trait.EXTENDED_HOURS));
    out.flag(can.replacing() != Replacing.NONE);
    out.flag(can.identity().finds());
    LOOK_UPS_OR_NULL.write(out, absence instanceof AbsenceProof.LookUps found ? found : null);
    ORDER_CLASSES.write(out, List.copyOf(new TreeSet<>(can.groups())));
    TRAITS.write(out, offers.stream().map(offer -> List.copyOf(offer.traits())).toList());
    REPLACING.write(out, can.replacing());
    IDENTITY.write(out, can.identity());
    PROOF_OR_NULL.write(out, absence);
    REACH.write(out, can.reach());
    BUDGETS.write(out, can.budgets());
    PAUSES.write(out, can.pauses());
  }

  private static Capabilities read(ByteReader in) {
    List<Offer> offers = OFFERS.read(in);
    boolean byValue = in.flag();
    boolean extended = in.flag();
    boolean replaces = in.flag();
    boolean finds = in.flag();
    AbsenceProof lookUps = LOOK_UPS_OR_NULL.read(in);
    Set<OrderClass> groups =
        in.more() ? new TreeSet<>(ORDER_CLASSES.read(in)) : new TreeSet<OrderClass>();
    if (!in.more()) {
      return Capabilities.taking(
              Offers.of(offers.stream().map(offer -> first(offer, byValue, extended)).toList()))
          .keeping(groups)
          .replacing(replaces ? Replacing.NEW_ID : Replacing.NONE)
          .knowing(finds ? Identity.ENFORCED : Identity.NONE)
          .provingAbsence(lookUps);
    }
    return new Capabilities(
        Offers.of(withTraits(offers, TRAITS.read(in))),
        groups,
        REPLACING.read(in),
        IDENTITY.read(in),
        PROOF_OR_NULL.read(in),
        REACH.read(in),
        BUDGETS.read(in),
        PAUSES.read(in));
  }

  private static List<Offer> withTraits(List<Offer> offers, List<List<Trait>> traits) {
    if (traits.size() != offers.size()) {
      throw new IllegalArgumentException(
          traits.size() + " sets of traits for " + offers.size() + " offers");
    }
    List<Offer> whole = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      Set<Trait> own = EnumSet.noneOf(Trait.class);
      own.addAll(traits.get(i));
      whole.add(offers.get(i).with(own));
    }
    return whole;
  }

  /**
   * An offer of the first form, whose traits were flags of the account and a rule of the engine.
   */
  private static Offer first(Offer offer, boolean byValue, boolean extended) {
    Offer usual = Offer.usual(offer.assetClass(), offer.type(), offer.timeInForce());
    Offer paid = byValue ? usual : usual.without(Trait.VALUE);
    return extended ? paid : paid.without(Trait.EXTENDED_HOURS);
  }

  private static void writeProof(ByteWriter out, AbsenceProof proof) {
    switch (proof) {
      case AbsenceProof.LookUps(int answers, Duration settle) -> {
        out.unsigned(1);
        out.signed(answers);
        DURATION.write(out, settle);
      }
      case AbsenceProof.Lists(int times, Duration apart) -> {
        out.unsigned(2);
        out.signed(times);
        DURATION.write(out, apart);
      }
      case AbsenceProof.Sequence() -> out.unsigned(3);
    }
  }

  private static AbsenceProof readProof(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new AbsenceProof.LookUps(in.integer(), DURATION.read(in));
      case 2 -> new AbsenceProof.Lists(in.integer(), DURATION.read(in));
      case 3 -> new AbsenceProof.Sequence();
      default -> throw Form.tooNew("AbsenceProof", tag);
    };
  }

  private static int code(Trait trait) {
    return switch (trait) {
      case FRACTION -> 1;
      case VALUE -> 2;
      case EXTENDED_HOURS -> 3;
      case GROUP -> 4;
    };
  }

  private static int code(Replacing replacing) {
    return switch (replacing) {
      case NONE -> 1;
      case IN_PLACE -> 2;
      case NEW_ID -> 3;
    };
  }

  private static int code(Identity.Kind kind) {
    return switch (kind) {
      case NONE -> 1;
      case TAG -> 2;
      case ENFORCED -> 3;
    };
  }

  private static int code(Budget.Lane lane) {
    return switch (lane) {
      case ALL -> 1;
      case ORDERS -> 2;
      case CANCELS -> 3;
      case READS -> 4;
      case WRITES -> 5;
      case MARKET_DATA -> 6;
      case LISTS -> 7;
    };
  }
}
