// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.account.Configuration;
import dev.fairlead.account.Configuration.ConfirmEmail;
import dev.fairlead.account.Configuration.DayTradeCheck;
import dev.fairlead.account.Configuration.Multiplier;
import dev.fairlead.account.Configuration.OptionsLevel;
import dev.fairlead.account.ConfigurationChanges;
import org.jspecify.annotations.Nullable;

/** Forms of what a client settles for its own trading. */
final class AccountForms {
  private static final Form<Boolean> FLAG = Form.of(ByteWriter::flag, ByteReader::flag);
  private static final Form<@Nullable Boolean> FLAG_OR_NULL = Form.nullable(FLAG);

  private static final Form<Multiplier> MULTIPLIER =
      Form.codes(Multiplier.values(), Multiplier::times);

  private static final Form<ConfirmEmail> CONFIRM_EMAIL =
      Form.codes(ConfirmEmail.values(), AccountForms::code);

  private static final Form<OptionsLevel> OPTIONS_LEVEL =
      Form.codes(OptionsLevel.values(), OptionsLevel::level);

  private static final Form<DayTradeCheck> CHECK =
      Form.codes(DayTradeCheck.values(), AccountForms::code);

  private static final Form<@Nullable Multiplier> MULTIPLIER_OR_NULL = Form.nullable(MULTIPLIER);
  private static final Form<@Nullable ConfirmEmail> EMAIL_OR_NULL = Form.nullable(CONFIRM_EMAIL);
  private static final Form<@Nullable OptionsLevel> LEVEL_OR_NULL = Form.nullable(OPTIONS_LEVEL);
  private static final Form<@Nullable DayTradeCheck> CHECK_OR_NULL = Form.nullable(CHECK);

  static final Form<Configuration> CONFIGURATION =
      Form.group(
          (out, settled) -> {
            out.flag(settled.suspendTrade());
            out.flag(settled.noShorting());
            out.flag(settled.fractionalTrading());
            out.flag(settled.ptpNoExceptionEntry());
            out.flag(settled.disableOvernightTrading());
            MULTIPLIER.write(out, settled.maxMultiplier());
            CONFIRM_EMAIL.write(out, settled.confirmEmail());
            LEVEL_OR_NULL.write(out, settled.maxOptionsLevel());
            CHECK.write(out, settled.dayTradeCheck());
            CHECK.write(out, settled.patternCheck());
          },
          in ->
              new Configuration(
                  in.flag(),
                  in.flag(),
                  in.flag(),
                  in.flag(),
                  in.flag(),
                  MULTIPLIER.read(in),
                  CONFIRM_EMAIL.read(in),
                  LEVEL_OR_NULL.read(in),
                  CHECK.read(in),
                  CHECK.read(in)));

  static final Form<ConfigurationChanges> CONFIGURATION_CHANGES =
      Form.group(
          (out, changes) -> {
            FLAG_OR_NULL.write(out, changes.suspendTrade());
            FLAG_OR_NULL.write(out, changes.noShorting());
            FLAG_OR_NULL.write(out, changes.fractionalTrading());
            FLAG_OR_NULL.write(out, changes.ptpNoExceptionEntry());
            FLAG_OR_NULL.write(out, changes.disableOvernightTrading());
            MULTIPLIER_OR_NULL.write(out, changes.maxMultiplier());
            EMAIL_OR_NULL.write(out, changes.confirmEmail());
            LEVEL_OR_NULL.write(out, changes.maxOptionsLevel());
            CHECK_OR_NULL.write(out, changes.dayTradeCheck());
            CHECK_OR_NULL.write(out, changes.patternCheck());
          },
          in ->
              new ConfigurationChanges(
                  FLAG_OR_NULL.read(in),
                  FLAG_OR_NULL.read(in),
                  FLAG_OR_NULL.read(in),
                  FLAG_OR_NULL.read(in),
                  FLAG_OR_NULL.read(in),
                  MULTIPLIER_OR_NULL.read(in),
                  EMAIL_OR_NULL.read(in),
                  LEVEL_OR_NULL.read(in),
                  CHECK_OR_NULL.read(in),
                  CHECK_OR_NULL.read(in)));

  private AccountForms() {}

  private static int code(ConfirmEmail confirm) {
    return switch (confirm) {
      case ALL -> 0;
      case NONE -> 1;
    };
  }

  private static int code(DayTradeCheck check) {
    return switch (check) {
      case BOTH -> 0;
      case ENTRY -> 1;
      case EXIT -> 2;
    };
  }
}
