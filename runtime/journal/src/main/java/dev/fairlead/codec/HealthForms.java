// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import static dev.fairlead.codec.ValueForms.ACCOUNT;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import java.util.List;

/** Forms of what is judged of an account at the edge, in an input as in a state. */
final class HealthForms {
  private static final Form<Breaker> BREAKER =
      Form.codes(
          Breaker.values(),
          breaker ->
              switch (breaker) {
                case CLOSED -> 1;
                case OPEN -> 2;
                case HALF_OPEN -> 3;
              });

  private static final Form<Kind> KIND =
      Form.codes(
          Kind.values(),
          kind ->
              switch (kind) {
                case ERRORS -> 1;
                case LATENCY -> 2;
                case REJECTS -> 3;
                case FEED -> 4;
                case BUDGET -> 5;
                case SESSION -> 6;
                case DRIFT -> 7;
                case PROBES -> 8;
              });

  private static final Form<List<Cause>> CAUSES =
      Form.list(
          Form.group(
              (out, cause) -> {
                KIND.write(out, cause.kind());
                out.signed(cause.lost());
                out.signed(cause.observed());
                out.signed(cause.limit());
              },
              in -> new Cause(KIND.read(in), in.integer(), in.signed(), in.signed())));

  static final Form<LinkHealth> HEALTH =
      Form.group(
          (out, health) -> {
            ACCOUNT.write(out, health.account());
            out.signed(health.score());
            BREAKER.write(out, health.breaker());
            CAUSES.write(out, health.causes());
          },
          in -> new LinkHealth(ACCOUNT.read(in), in.integer(), BREAKER.read(in), CAUSES.read(in)));

  private static final Form<Clearance.Standing> STANDING =
      Form.codes(
          Clearance.Standing.values(),
          standing ->
              switch (standing) {
                case CLEAR -> 1;
                case STARTING -> 2;
                case STALE -> 3;
                case DRIFTED -> 4;
              });

  static final Form<Clearance> CLEARANCE =
      Form.group(
          (out, clearance) -> {
            ACCOUNT.write(out, clearance.account());
            STANDING.write(out, clearance.standing());
            out.text(clearance.why());
          },
          in -> new Clearance(ACCOUNT.read(in), STANDING.read(in), in.text()));

  private HealthForms() {}
}
