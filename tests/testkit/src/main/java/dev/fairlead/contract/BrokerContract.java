// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/**
 * Runs every case against one adapter: a subclass says which. Each case gets a far side of its own,
 * so none depends on another, and where the module allows it they run side by side. A case that the
 * far side or the account cannot do is skipped with the reason; the counts are written to {@code
 * contract-<name>.txt} in the build folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
public abstract class BrokerContract {
  private final ContractReport report;

  /** The contract of the adapter that the report calls {@code name}. */
  protected BrokerContract(String name) {
    report = new ContractReport(name);
  }

  /** A new far side, with a new account. */
  protected abstract FarSide farSide();

  /** Cases of the suite, in the order of their numbers. */
  static List<Case> cases() {
    List<Case> all =
        Stream.of(
                OpeningCases.all(),
                PlacingCases.all(),
                OfferCases.all(),
                CancelCases.all(),
                ReplaceCases.all(),
                DoubtCases.all(),
                FillCases.all(),
                NewsCases.all(),
                ReconnectCases.all(),
                BookCases.all(),
                MarketCases.all(),
                LimitCases.all())
            .flatMap(List::stream)
            .toList();
    Set<String> ids = new HashSet<>();
    for (Case one : all) {
      if (!ids.add(one.id())) {
        throw new IllegalStateException(one.id() + " is the number of two cases");
      }
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return cases().stream().map(one -> dynamicTest(one.name(), () -> run(one)));
  }

  @AfterAll
  void writeReport() {
    report.write();
  }

  private void run(Case one) {
    try (Stage stage = new Stage(farSide())) {
      missing(one, stage)
          .ifPresent(why -> {
            throw new TestAbortedException(why);
          });
      one.body().accept(stage);
      stage.audit();
    } catch (TestAbortedException skipped) {
      report.skipped(one, String.valueOf(skipped.getMessage()));
      throw skipped;
    } catch (RuntimeException | Error failure) {
      report.failed(one, failure);
      throw failure;
    }
    report.passed(one);
  }

  private static Optional<String> missing(Case one, Stage stage) {
    for (Directive need : one.needs()) {
      if (!stage.far().can(need)) {
        return Optional.of("needs a far side that can " + need);
      }
    }
    return one.condition()
        .filter(condition -> !condition.holds().test(stage.can()))
        .map(condition -> "needs an account that " + condition.needs());
  }
}
