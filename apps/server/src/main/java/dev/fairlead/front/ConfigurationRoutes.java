// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.account.Configuration;
import dev.fairlead.account.Configuration.ConfirmEmail;
import dev.fairlead.account.Configuration.DayTradeCheck;
import dev.fairlead.account.Configuration.Multiplier;
import dev.fairlead.account.Configuration.OptionsLevel;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.desk.Desk;
import dev.fairlead.message.Fault;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Body;
import dev.fairlead.wire.BodyFields;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v2/account/configurations}: what the client has settled for its own trading. The engine
 * keeps it and holds orders to it.
 */
final class ConfigurationRoutes {
  private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);
  private static final Map<String, Multiplier> MULTIPLIERS =
      Map.of("1", Multiplier.ONE, "2", Multiplier.TWO, "4", Multiplier.FOUR);
  private static final Map<String, ConfirmEmail> EMAILS =
      Map.of("all", ConfirmEmail.ALL, "none", ConfirmEmail.NONE);
  private static final Map<String, OptionsLevel> LEVELS =
      Map.of(
          "0", OptionsLevel.NONE,
          "1", OptionsLevel.COVERED,
          "2", OptionsLevel.LONG,
          "3", OptionsLevel.SPREADS);
  private static final Map<String, DayTradeCheck> CHECKS =
      Map.of("both", DayTradeCheck.BOTH, "entry", DayTradeCheck.ENTRY, "exit", DayTradeCheck.EXIT);

  private static final BodyFields FIELDS =
      BodyFields.of(
          List.of(
              "suspend_trade",
              "no_shorting",
              "fractional_trading",
              "ptp_no_exception_entry",
              "disable_overnight_trading",
              "max_margin_multiplier",
              "trade_confirm_email",
              "max_options_trading_level",
              "dtbp_check",
              "pdt_check"),
          Map.of());

  private final Desk desk;

  ConfigurationRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/account/configurations", this::show);
    routes.patch("/v2/account/configurations", this::change);
  }

  private void show(Context request) {
    Http.answer(request, 200, json(desk.client(Http.principal(request)).configuration()));
  }

  private void change(Context request) {
    ConfigurationChanges changes = new Reader(Http.body(request, FIELDS)).changes();
    Configuration changed =
        Replies.configuration(desk.client(Http.principal(request)).configure(changes));
    Http.answer(request, 200, json(changed));
  }

  private static ObjectNode json(Configuration settled) {
    OptionsLevel level = settled.maxOptionsLevel();
    return Json.object()
        .put("dtbp_check", word(settled.dayTradeCheck()))
        .put("disable_overnight_trading", settled.disableOvernightTrading())
        .put("fractional_trading", settled.fractionalTrading())
        .put("max_margin_multiplier", Integer.toString(settled.maxMultiplier().times()))
        // Nobody has said: none, as long as there are no options.
        .put("max_options_trading_level", level == null ? 0 : level.level())
        .put("no_shorting", settled.noShorting())
        .put("pdt_check", word(settled.patternCheck()))
        .put("ptp_no_exception_entry", settled.ptpNoExceptionEntry())
        .put("suspend_trade", settled.suspendTrade())
        .put("trade_confirm_email", word(settled.confirmEmail()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Reads one body, all its faults at once. */
  private static final class Reader {
    private final Body body;
    private final List<Fault> faults;

    Reader(Body body) {
      this.body = body;
      this.faults = new ArrayList<>(body.faults());
    }

    ConfigurationChanges changes() {
      ConfigurationChanges changes =
          new ConfigurationChanges(
              word("suspend_trade", FLAGS),
              word("no_shorting", FLAGS),
              word("fractional_trading", FLAGS),
              word("ptp_no_exception_entry", FLAGS),
              word("disable_overnight_trading", FLAGS),
              word("max_margin_multiplier", MULTIPLIERS),
              word("trade_confirm_email", EMAILS),
              word("max_options_trading_level", LEVELS),
              word("dtbp_check", CHECKS),
              word("pdt_check", CHECKS));
      if (!faults.isEmpty()) {
        throw ApiError.faults(422, ApiError.BAD_PARAMETER, faults).asException();
      }
      return changes;
    }

    private <T> @Nullable T word(String field, Map<String, T> words) {
      String said = body.get(field);
      if (said == null) {
        return null;
      }
      T meant = words.get(said.toLowerCase(Locale.ROOT));
      if (meant == null) {
        String known = String.join(", ", words.keySet().stream().sorted().toList());
        faults.add(new Fault(field, said, "unknown-value", "must be one of " + known));
      }
      return meant;
    }
  }
}
