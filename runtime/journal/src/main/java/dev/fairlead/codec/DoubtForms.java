// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.DURATION;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.INSTANT_OR_NULL;
import static dev.fairlead.codec.ValueForms.ORDER_ID;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRICE;
import static dev.fairlead.codec.ValueForms.QUANTITY;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.doubt.Doubt.Heard;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.doubt.Trust;
import dev.fairlead.doubt.Trust.Breach;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.state.DoubtMemory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forms of doubts, of what operators do about them, and of how far accounts are believed. */
final class DoubtForms {
  /** The tags of {@link OfDoubt} among the causes of an input. */
  static final int LOOK = 50;

  static final int RESOLVE = 51;
  static final int SETTLE = 52;
  static final int RESTORE = 53;

  private static final Form<Doubt.Kind> KIND =
      Form.codes(
          Doubt.Kind.values(),
          kind ->
              switch (kind) {
                case PLACE -> 1;
                case CANCEL -> 2;
                case REPLACE -> 3;
                case FILLS -> 4;
              });

  private static final Form<Doubt.Level> LEVEL =
      Form.codes(
          Doubt.Level.values(),
          level ->
              switch (level) {
                case NEW -> 1;
                case ALARM -> 2;
                case PAGE -> 3;
                case OPERATOR -> 4;
              });

  private static final Form<Finding> FINDING =
      Form.codes(
          Finding.values(),
          finding ->
              switch (finding) {
                case UNKNOWN -> 1;
                case WORKING -> 2;
                case HELD -> 3;
                case FILLED -> 4;
              });

  private static final Form<@Nullable Heard> HEARD_OR_NULL =
      Form.nullable(
          Form.group(
              (out, heard) -> {
                INSTANT.write(out, heard.at());
                FINDING.write(out, heard.finding());
              },
              in -> new Heard(INSTANT.read(in), FINDING.read(in))));

  private static final Form<List<Doubt>> DOUBTS =
      Form.list(
          Form.group(
              (out, doubt) -> {
                PLACEMENT_ID.write(out, doubt.placement());
                ORDER_ID.write(out, doubt.order());
                ACCOUNT.write(out, doubt.account());
                KIND.write(out, doubt.kind());
                INSTANT.write(out, doubt.since());
                out.text(doubt.cause());
                LEVEL.write(out, doubt.level());
                INSTANT.write(out, doubt.escalates());
                HEARD_OR_NULL.write(out, doubt.heard());
                INSTANT_OR_NULL.write(out, doubt.absentSince());
              },
              in ->
                  new Doubt(
                      PLACEMENT_ID.read(in),
                      ORDER_ID.read(in),
                      ACCOUNT.read(in),
                      KIND.read(in),
                      INSTANT.read(in),
                      in.text(),
                      LEVEL.read(in),
                      INSTANT.read(in),
                      HEARD_OR_NULL.read(in),
                      INSTANT_OR_NULL.read(in))));

  private static final Form<@Nullable Duration> DURATION_OR_NULL = Form.nullable(DURATION);

  private static final Form<DoubtPolicy> POLICY =
      Form.group(
          (out, policy) -> {
            out.flag(policy.neverRelease());
            DURATION_OR_NULL.write(out, policy.closeAbsentAfter());
          },
          in -> new DoubtPolicy(in.flag(), DURATION_OR_NULL.read(in)));

  private static final Form<@Nullable Breach> BREACH_OR_NULL =
      Form.nullable(
          Form.group(
              (out, breach) -> {
                PLACEMENT_ID.write(out, breach.placement());
                INSTANT.write(out, breach.at());
                out.text(breach.detail());
              },
              in -> new Breach(PLACEMENT_ID.read(in), INSTANT.read(in), in.text())));

  private static final Form<List<Trust>> TRUSTS =
      Form.list(
          Form.group(
              (out, trust) -> {
                ACCOUNT.write(out, trust.account());
                POLICY.write(out, trust.policy());
                BREACH_OR_NULL.write(out, trust.breach());
              },
              in -> new Trust(ACCOUNT.read(in), POLICY.read(in), BREACH_OR_NULL.read(in))));

  private static final Form<List<PlacementId>> PLACEMENT_IDS = Form.list(PLACEMENT_ID);

  static final Form<DoubtMemory> MEMORY =
      Form.group(
          (out, memory) -> {
            DOUBTS.write(out, memory.open());
            PLACEMENT_IDS.write(out, memory.resolved());
            TRUSTS.write(out, memory.trusts());
          },
          in -> new DoubtMemory(DOUBTS.read(in), PLACEMENT_IDS.read(in), TRUSTS.read(in)));

  private static final Form<Verdict> VERDICT =
      Form.group(DoubtForms::writeVerdict, DoubtForms::readVerdict);

  private static final Form<Resolution> RESOLUTION =
      Form.group(
          (out, resolution) -> {
            out.text(resolution.who());
            out.text(resolution.proof());
            VERDICT.write(out, resolution.verdict());
          },
          in -> new Resolution(in.text(), in.text(), VERDICT.read(in)));

  private DoubtForms() {}

  private static void writeVerdict(ByteWriter out, Verdict verdict) {
    switch (verdict) {
      case Verdict.Placed(String name) -> {
        out.unsigned(1);
        out.text(name);
      }
      case Verdict.NeverPlaced() -> out.unsigned(2);
      case Verdict.Filled(var quantity, var price) -> {
        out.unsigned(3);
        QUANTITY.write(out, quantity);
        PRICE.write(out, price);
      }
      case Verdict.Ended() -> out.unsigned(4);
    }
  }

  private static Verdict readVerdict(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Verdict.Placed(in.text());
      case 2 -> new Verdict.NeverPlaced();
      case 3 -> new Verdict.Filled(QUANTITY.read(in), PRICE.read(in));
      case 4 -> new Verdict.Ended();
      default -> throw Form.tooNew("Verdict", tag);
    };
  }

  /** With its tag, within the group of a cause. */
  static void write(ByteWriter out, OfDoubt action) {
    switch (action) {
      case OfDoubt.Look(var placement, String who) -> {
        out.unsigned(LOOK);
        PLACEMENT_ID.write(out, placement);
        out.text(who);
      }
      case OfDoubt.Resolve(var placement, var resolution) -> {
        out.unsigned(RESOLVE);
        PLACEMENT_ID.write(out, placement);
        RESOLUTION.write(out, resolution);
      }
      case OfDoubt.Settle(var account, var policy) -> {
        out.unsigned(SETTLE);
        ACCOUNT.write(out, account);
        POLICY.write(out, policy);
      }
      case OfDoubt.Restore(var account, String who, String proof) -> {
        out.unsigned(RESTORE);
        ACCOUNT.write(out, account);
        out.text(who);
        out.text(proof);
      }
    }
  }

  /** What follows the tag. */
  static OfDoubt read(ByteReader in, int tag) {
    return switch (tag) {
      case LOOK -> new OfDoubt.Look(PLACEMENT_ID.read(in), in.text());
      case RESOLVE -> new OfDoubt.Resolve(PLACEMENT_ID.read(in), RESOLUTION.read(in));
      case SETTLE -> new OfDoubt.Settle(ACCOUNT.read(in), POLICY.read(in));
      case RESTORE -> new OfDoubt.Restore(ACCOUNT.read(in), in.text(), in.text());
      default -> throw Form.tooNew("OfDoubt", tag);
    };
  }
}
