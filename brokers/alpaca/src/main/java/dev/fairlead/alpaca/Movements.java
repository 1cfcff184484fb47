// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpaca.Listings.Listing;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.AccountBook.Movement;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What came and went at Alpaca without a fill: its activities other than {@code FILL} (facts 2.3),
 * told as money that flowed and units that moved. Called by one thread at a time; calls block.
 */
final class Movements {
  /**
   * So much more is asked for than was missed: some are entered late, and by their day. What was
   * told before counts no more (I-09).
   */
  static final Duration OVERLAP = Duration.ofDays(3);

  private static final int MOST_TOLD = 20_000;
  private static final String CHANNEL = "activities";

  /** After the id of an entry that Alpaca has taken back: that of what undoes it. */
  private static final String CANCELED = ":canceled";

  private final BrokerAccount account;
  private final Listings listings;
  private final AlpacaBook book;
  private final Reports reports;
  private final LinkListener listener;

  /** What was told since this process started, the newest. */
  private final SequencedSet<String> told = new LinkedHashSet<>();

  Movements(
      BrokerAccount account,
      Listings listings,
      AlpacaBook book,
      Reports reports,
      LinkListener listener) {
    this.account = account;
    this.listings = listings;
    this.book = book;
    this.reports = reports;
    this.listener = listener;
  }

  /**
   * One activity.
   *
   * @param group what it belongs to with others, as the legs of a split do; empty where to nothing
   * @param isCanceled whether Alpaca has taken it back
   */
  private record Entry(
      Movement movement,
      MovementKind kind,
      Optional<Price> price,
      String group,
      boolean isCanceled,
      String raw) {
    static Entry of(JsonNode activity) {
      Movement movement = AlpacaBook.movement(activity);
      return new Entry(
          movement,
          Movements.kind(movement.kind()),
          Wire.roughPrice(activity, "price").filter(Price::isPositive),
          Wire.text(activity, "group_id").orElse(""),
          Wire.text(activity, "status").orElse("").equals("canceled"),
          activity.toString());
    }

    /** Of most, the quantity says what the money was paid for. */
    boolean movesUnits() {
      boolean some = !movement.quantity().isZero() && movement.symbol().isPresent();
      return some
          && switch (kind) {
            case JOURNAL,
                JOURNAL_SECURITIES,
                ACCOUNT_TRANSFER_SECURITIES,
                FREE_DELIVERY,
                ON_CHAIN_TRANSFER,
                SPLIT,
                SPIN_OFF,
                MERGER,
                NAME_CHANGE,
                REORGANIZATION,
                OPTION_ASSIGNMENT,
                OPTION_CORPORATE_ACTION,
                OPTION_EXERCISE,
                OPTION_EXPIRATION,
                OPTION_TRADE ->
                true;
            // Paid in coins or in shares instead of money.
            case CRYPTO_FEE, DIVIDEND -> movement.money().isZero();
            case OPENING,
                DEPOSIT,
                WITHDRAWAL,
                CASH_TRANSFER,
                ACCOUNT_TRANSFER_CASH,
                JOURNAL_CASH,
                DIVIDEND_FEE,
                DIVIDEND_FOREIGN_TAX,
                DIVIDEND_NONRESIDENT_TAX,
                DIVIDEND_WITHHOLDING,
                DIVIDEND_TAX_EXEMPT,
                DIVIDEND_RETURN_OF_CAPITAL,
                CAPITAL_GAIN,
                CAPITAL_GAIN_LONG_TERM,
                CAPITAL_GAIN_SHORT_TERM,
                INTEREST,
                INTEREST_NONRESIDENT_TAX,
                INTEREST_WITHHOLDING,
                FEE,
                PASS_THROUGH_CHARGE,
                PASS_THROUGH_REBATE,
                OPTION_CASH,
                OTHER ->
                false;
          };
    }

    /** Units of what is no word of ours: nobody can say what became of them. */
    boolean isOdd() {
      return kind == MovementKind.OTHER && !movement.quantity().isZero();
    }

    String cause() {
      String words = movement.description();
      boolean named = kind != MovementKind.OTHER && !words.isEmpty();
      return named ? words : words.isEmpty() ? movement.kind() : movement.kind() + ": " + words;
    }
  }

  /** Alpaca's types (facts 2.3). */
  static MovementKind kind(String type) {
    return switch (type) {
      case "CSD" -> MovementKind.DEPOSIT;
      case "CSW" -> MovementKind.WITHDRAWAL;
      case "TRANS" -> MovementKind.CASH_TRANSFER;
      case "ACATC" -> MovementKind.ACCOUNT_TRANSFER_CASH;
      case "ACATS" -> MovementKind.ACCOUNT_TRANSFER_SECURITIES;
      case "FOPT" -> MovementKind.FREE_DELIVERY;
      case "OCT" -> MovementKind.ON_CHAIN_TRANSFER;
      case "JNL" -> MovementKind.JOURNAL;
      case "JNLC" -> MovementKind.JOURNAL_CASH;
      case "JNLS" -> MovementKind.JOURNAL_SECURITIES;
      case "DIV" -> MovementKind.DIVIDEND;
      case "DIVFEE" -> MovementKind.DIVIDEND_FEE;
      case "DIVFT" -> MovementKind.DIVIDEND_FOREIGN_TAX;
      case "DIVNRA" -> MovementKind.DIVIDEND_NONRESIDENT_TAX;
      case "DIVTW" -> MovementKind.DIVIDEND_WITHHOLDING;
      case "DIVTXEX" -> MovementKind.DIVIDEND_TAX_EXEMPT;
      case "DIVROC" -> MovementKind.DIVIDEND_RETURN_OF_CAPITAL;
      case "CGD" -> MovementKind.CAPITAL_GAIN;
      case "DIVCGL" -> MovementKind.CAPITAL_GAIN_LONG_TERM;
      case "DIVCGS" -> MovementKind.CAPITAL_GAIN_SHORT_TERM;
      case "INT" -> MovementKind.INTEREST;
      case "INTNRA" -> MovementKind.INTEREST_NONRESIDENT_TAX;
      case "INTTW" -> MovementKind.INTEREST_WITHHOLDING;
      case "FEE" -> MovementKind.FEE;
      case "CFEE" -> MovementKind.CRYPTO_FEE;
      case "PTC" -> MovementKind.PASS_THROUGH_CHARGE;
      case "PTR" -> MovementKind.PASS_THROUGH_REBATE;
      case "SPLIT" -> MovementKind.SPLIT;
      case "SPIN" -> MovementKind.SPIN_OFF;
      case "MA" -> MovementKind.MERGER;
      case "NC" -> MovementKind.NAME_CHANGE;
      case "REO", "REORG" -> MovementKind.REORGANIZATION;
      case "OPASN" -> MovementKind.OPTION_ASSIGNMENT;
      case "OPCA" -> MovementKind.OPTION_CORPORATE_ACTION;
      case "OPCSH" -> MovementKind.OPTION_CASH;
      case "OPEXC" -> MovementKind.OPTION_EXERCISE;
      case "OPEXP" -> MovementKind.OPTION_EXPIRATION;
      case "OPTRD" -> MovementKind.OPTION_TRADE;
      default -> MovementKind.OTHER;
    };
  }

  /**
   * Tells what was entered since {@code since}, and before it: some of it may have been told.
   *
   * @param list lists what moved, where it is not listed
   * @throws Trouble if Alpaca does not tell all of it
   */
  void tell(Instant since, Consumer<List<Symbol>> list) {
    List<BrokerReport> news =
        read(since).stream().filter(report -> !told.contains(key(report))).toList();
    list.accept(
        news.stream()
            .filter(Moved.class::isInstance)
            .map(report -> ((Moved) report).symbol())
            .distinct()
            .toList());
    for (BrokerReport report : news) {
      listener.onReport(report instanceof Moved moved ? withCost(moved) : report);
      told.add(key(report));
      if (told.size() > MOST_TOLD) {
        told.removeFirst();
      }
    }
  }

  /** The ids of what was entered since then, which an opening that is asked for now has in it. */
  List<String> ids(Instant since) {
    return read(since).stream().map(Movements::id).distinct().toList();
  }

  private static String key(BrokerReport report) {
    return (report instanceof Moved ? "units " : "money ") + id(report);
  }

  private static String id(BrokerReport report) {
    return report instanceof Moved moved ? moved.id() : ((Flowed) report).id();
  }

  private List<BrokerReport> read(Instant since) {
    Listing<Entry> listing = listings.movements(since.minus(OVERLAP), Entry::of);
    Optional<String> broken = listing.broken();
    if (broken.isPresent()) {
      throw new Trouble(Trouble.Cause.UNAVAILABLE, broken.get());
    }
    List<BrokerReport> found = new ArrayList<>();
    Map<String, Moved> groups = new LinkedHashMap<>();
    for (Entry entry : listing.rows()) {
      if (!entry.movement().money().isZero()) {
        addMoney(entry, found);
      }
      if (entry.movesUnits()) {
        addUnits(entry, found, groups);
      } else if (entry.isOdd()) {
        reports.unread(CHANNEL, entry.raw());
      }
    }
    groups.values().stream().filter(moved -> !moved.quantity().isZero()).forEach(found::add);
    return found;
  }

  /** What was taken back is undone by its opposite, whether it was told before or is told now. */
  private void addMoney(Entry entry, List<BrokerReport> found) {
    Movement told = entry.movement();
    Flowed flow =
        new Flowed(
            account,
            told.id(),
            entry.kind(),
            told.money(),
            told.symbol().map(symbol -> symbol(entry, symbol)).orElse(null),
            told.at(),
            entry.cause());
    found.add(flow);
    if (entry.isCanceled()) {
      found.add(
          new Flowed(
              account,
              flow.id() + CANCELED,
              flow.kind(),
              flow.amount().negate(),
              flow.symbol(),
              flow.at(),
              "canceled: " + flow.cause()));
    }
  }

  private void addUnits(Entry entry, List<BrokerReport> found, Map<String, Moved> groups) {
    Movement told = entry.movement();
    Symbol symbol = symbol(entry, told.symbol().orElseThrow());
    Notional cost =
        entry
            .price()
            .filter(_ -> hasCost(entry))
            .map(price -> Notional.of(price, told.quantity()))
            .orElse(Notional.ZERO);
    Moved moved = moved(told.id(), symbol, told.quantity(), cost, entry.cause(), entry);
    if (entry.group().isEmpty()) {
      found.add(moved);
    } else {
      // A split takes the old units out and puts the new ones in: together they leave the cost.
      String id = "group:" + entry.group() + ":" + symbol;
      groups.merge(
          id, moved(id, symbol, told.quantity(), cost, entry.cause(), entry), Movements::together);
    }
    if (entry.isCanceled()) {
      String cause = "canceled: " + entry.cause();
      Quantity back = told.quantity().negate();
      found.add(moved(told.id() + CANCELED, symbol, back, cost.negate(), cause, entry));
    }
  }

  private Moved moved(
      String id, Symbol symbol, Quantity quantity, Notional cost, String cause, Entry entry) {
    return new Moved(account, id, symbol, quantity, cost, cause)
        .of(entry.kind(), entry.movement().at());
  }

  private static Moved together(Moved one, Moved other) {
    Quantity quantity = one.quantity().plus(other.quantity());
    Notional cost = one.cost().plus(other.cost());
    boolean fits = cost.atto().signum() == Long.signum(quantity.nanos());
    return new Moved(
            one.account(),
            one.id(),
            one.symbol(),
            quantity,
            fits ? cost : Notional.ZERO,
            one.cause())
        .of(one.kind(), one.at());
  }

  /** What comes from elsewhere comes at a price; what goes takes its share of the cost along. */
  private static boolean hasCost(Entry entry) {
    boolean comes = entry.movement().quantity().isPositive();
    return comes && (entry.kind().isFromOutside() || entry.kind() == MovementKind.OPTION_TRADE);
  }

  private Symbol symbol(Entry entry, Symbol symbol) {
    boolean coins =
        entry.kind() == MovementKind.CRYPTO_FEE || entry.kind() == MovementKind.ON_CHAIN_TRANSFER;
    return coins ? new Symbol(Asset.pair(symbol.text())) : book.slashed(symbol);
  }

  /** What a new name, a merger or a spin-off has brought costs what Alpaca says, if it is all. */
  private Moved withCost(Moved moved) {
    boolean brought =
        switch (moved.kind()) {
          case NAME_CHANGE, MERGER, SPIN_OFF, REORGANIZATION -> moved.quantity().isPositive();
          default -> false;
        };
    if (!brought) {
      return moved;
    }
    return book.holdings().value().stream()
        .filter(held -> held.symbol().equals(moved.symbol()))
        .filter(held -> held.quantity().equals(moved.quantity()))
        .findFirst()
        .map(Holding::cost)
        .map(cost ->
            new Moved(
                    moved.account(),
                    moved.id(),
                    moved.symbol(),
                    moved.quantity(),
                    cost,
                    moved.cause())
                .of(moved.kind(), moved.at()))
        .orElse(moved);
  }
}
