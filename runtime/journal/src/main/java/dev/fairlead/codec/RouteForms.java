// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.OrderForms.ASSET_CLASS;
import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.DURATION;
import static dev.fairlead.codec.ValueForms.PLACEMENT_ID;
import static dev.fairlead.codec.ValueForms.PRICE;
import static dev.fairlead.codec.ValueForms.PRINCIPAL;
import static dev.fairlead.codec.ValueForms.SYMBOL;

import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.RouteMemory;
import dev.fairlead.state.RouteMemory.Expected;
import dev.fairlead.state.RouteMemory.Listing;
import dev.fairlead.state.TrackRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forms of how orders are routed: the rules, what comes with an order, what is remembered. */
final class RouteForms {
  private static final Form<@Nullable String> TEXT_OR_NULL =
      Form.nullable(Form.of(ByteWriter::text, ByteReader::text));

  private static final Form<@Nullable BrokerAccount> ACCOUNT_OR_NULL = Form.nullable(ACCOUNT);

  private static final Form<List<BrokerAccount>> ACCOUNTS = Form.list(ACCOUNT);

  private static final Form<Scope> SCOPE =
      Form.group(RouteForms::writeScope, RouteForms::readScope);

  private static final Form<List<Rule>> RULES =
      Form.list(
          Form.group(
              (out, rule) -> {
                SCOPE.write(out, rule.scope());
                out.text(rule.strategy());
                ACCOUNTS.write(out, rule.accounts());
              },
              in -> new Rule(SCOPE.read(in), in.text(), ACCOUNTS.read(in))));

  private static final Form<List<Share>> SHARES =
      Form.list(
          Form.group(
              (out, share) -> {
                ACCOUNT.write(out, share.account());
                out.signed(share.weight());
                out.signed(share.feePpm());
              },
              in -> new Share(ACCOUNT.read(in), in.integer(), in.integer())));

  private static final Form<Failback> FAILBACK =
      Form.group(RouteForms::writeFailback, RouteForms::readFailback);

  /** One strategy for all; see {@link #isPlain}. */
  static final Form<Routing> ROUTING =
      Form.group(
          (out, routing) -> {
            out.text(routing.strategy());
            ACCOUNTS.write(out, routing.accounts());
          },
          in -> new Routing(in.text(), ACCOUNTS.read(in)));

  /** The same with rules. */
  static final Form<Routing> RULED_ROUTING =
      Form.group(
          (out, routing) -> {
            out.text(routing.strategy());
            ACCOUNTS.write(out, routing.accounts());
            RULES.write(out, routing.rules());
            SHARES.write(out, routing.shares());
            // Left out where it is the usual one, as it was before there was another.
            if (!routing.failback().equals(Failback.USUAL)) {
              FAILBACK.write(out, routing.failback());
            }
          },
          in ->
              new Routing(
                  in.text(),
                  ACCOUNTS.read(in),
                  RULES.read(in),
                  SHARES.read(in),
                  in.more() ? FAILBACK.read(in) : Failback.USUAL));

  private static final Form<List<Sight>> SIGHTS =
      Form.list(
          Form.of(
              (out, sight) -> {
                ACCOUNT.write(out, sight.account());
                PRICE.write(out, sight.touch());
              },
              in -> new Sight(ACCOUNT.read(in), PRICE.read(in))));

  static final Form<RouteHints> HINTS =
      Form.group(
          (out, hints) -> {
            TEXT_OR_NULL.write(out, hints.strategy());
            ACCOUNT_OR_NULL.write(out, hints.only());
            SIGHTS.write(out, hints.sights());
          },
          in -> new RouteHints(TEXT_OR_NULL.read(in), ACCOUNT_OR_NULL.read(in), SIGHTS.read(in)));

  private static final Form<List<Listing>> LISTINGS =
      Form.list(
          Form.of(
              (out, listing) -> {
                SYMBOL.write(out, listing.symbol());
                ACCOUNTS.write(out, listing.accounts());
              },
              in -> new Listing(SYMBOL.read(in), ACCOUNTS.read(in))));

  private static final Form<List<TrackRecord>> RECORDS =
      Form.list(Form.group(RouteForms::writeRecord, RouteForms::readRecord));

  private static final Form<List<Expected>> EXPECTED =
      Form.list(
          Form.of(
              (out, expected) -> {
                PLACEMENT_ID.write(out, expected.placement());
                PRICE.write(out, expected.touch());
              },
              in -> new Expected(PLACEMENT_ID.read(in), PRICE.read(in))));

  static final Form<RouteMemory> MEMORY =
      Form.of(
          (out, memory) -> {
            LISTINGS.write(out, memory.listings());
            RECORDS.write(out, memory.records());
            EXPECTED.write(out, memory.expected());
          },
          in -> new RouteMemory(LISTINGS.read(in), RECORDS.read(in), EXPECTED.read(in)));

  private RouteForms() {}

  /** Whether it is written as it was before there were rules. */
  static boolean isPlain(Routing routing) {
    return routing.rules().isEmpty()
        && routing.shares().isEmpty()
        && routing.failback().equals(Failback.USUAL);
  }

  private static void writeFailback(ByteWriter out, Failback failback) {
    switch (failback) {
      case Failback.After(var hold, int score) -> {
        out.unsigned(1);
        DURATION.write(out, hold);
        out.signed(score);
      }
      case Failback.ByHand() -> out.unsigned(2);
    }
  }

  private static Failback readFailback(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Failback.After(DURATION.read(in), in.integer());
      case 2 -> new Failback.ByHand();
      default -> throw Form.tooNew("Routing.Failback", tag);
    };
  }

  private static void writeScope(ByteWriter out, Scope scope) {
    switch (scope) {
      case Scope.Key(var principal) -> {
        out.unsigned(1);
        PRINCIPAL.write(out, principal);
      }
      case Scope.OfSymbol(var symbol) -> {
        out.unsigned(2);
        SYMBOL.write(out, symbol);
      }
      case Scope.OfClass(var assetClass) -> {
        out.unsigned(3);
        ASSET_CLASS.write(out, assetClass);
      }
    }
  }

  private static Scope readScope(ByteReader in) {
    int tag = in.tag();
    return switch (tag) {
      case 1 -> new Scope.Key(PRINCIPAL.read(in));
      case 2 -> new Scope.OfSymbol(SYMBOL.read(in));
      case 3 -> new Scope.OfClass(ASSET_CLASS.read(in));
      default -> throw Form.tooNew("Routing.Scope", tag);
    };
  }

  private static void writeRecord(ByteWriter out, TrackRecord record) {
    ACCOUNT.write(out, record.account());
    out.signed(record.lastUsed());
    out.signed(record.lastTurn());
    out.signed(record.answers());
    out.signed(record.latencyMicros());
    out.signed(record.decided());
    out.signed(record.rejectedPpm());
    out.signed(record.ended());
    out.signed(record.filledPpm());
    out.signed(record.fills());
    out.signed(record.feePpb());
    out.signed(record.slips());
    out.signed(record.slippagePpb());
  }

  private static TrackRecord readRecord(ByteReader in) {
    return new TrackRecord(
        ACCOUNT.read(in),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed());
  }
}
