// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.ValueForms.ACCOUNT;
import static dev.fairlead.codec.ValueForms.INSTANT;
import static dev.fairlead.codec.ValueForms.INSTANT_OR_NULL;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.Lead;
import dev.fairlead.state.Lead.Setback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of who acts, and who has lost its place, in a state. */
final class LeadForms {
  private static final Form<Turn> TURN =
      Form.codes(
          Turn.values(),
          turn ->
              switch (turn) {
                case CONFIGURED -> 1;
                case FAILED_OVER -> 2;
                case FAILED_BACK -> 3;
                case PROMOTED -> 4;
              });

  private static final Form<@Nullable ActingAccount> ACTING =
      Form.nullable(
          Form.group(
              (out, acting) -> {
                ACCOUNT.write(out, acting.account());
                INSTANT.write(out, acting.since());
                TURN.write(out, acting.turn());
                out.text(acting.cause());
                out.text(acting.by());
                out.signed(acting.count());
              },
              in ->
                  new ActingAccount(
                      ACCOUNT.read(in),
                      INSTANT.read(in),
                      TURN.read(in),
                      in.text(),
                      in.text(),
                      in.signed())));

  private static final Form<@Nullable BrokerAccount> ACCOUNT_OR_NULL = Form.nullable(ACCOUNT);

  private static final Form<List<Setback>> SETBACKS =
      Form.list(
          Form.group(
              (out, setback) -> {
                ACCOUNT.write(out, setback.account());
                INSTANT.write(out, setback.since());
                INSTANT_OR_NULL.write(out, setback.wellSince());
                out.text(setback.cause());
              },
              in ->
                  new Setback(
                      ACCOUNT.read(in), INSTANT.read(in), INSTANT_OR_NULL.read(in), in.text())));

  static final Form<Lead> LEAD =
      Form.group(
          (out, lead) -> {
            ACTING.write(out, lead.acting());
            ACCOUNT_OR_NULL.write(out, lead.promoted());
            SETBACKS.write(out, lead.setbacks());
            INSTANT.write(out, lead.patientUntil());
          },
          in ->
              new Lead(
                  ACTING.read(in), ACCOUNT_OR_NULL.read(in), SETBACKS.read(in), INSTANT.read(in)));

  private LeadForms() {}
}
