// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.alpaca.EnvironmentCheck;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.KeySource;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.testkit.ScriptedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountThatAnswersTest {
  @TempDir private Path folder;

  /** Asks the account what it is, as an adapter does, and stays down where it is the wrong one. */
  private record Asking(AlpacaConfig config, ScriptedBroker broker, String number)
      implements Broker {
    @Override
    public String name() {
      return AlpacaConfig.BROKER;
    }

    @Override
    public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
      broker.connectDown();
      BrokerLink link = broker.connect(account, known, listener);
      EnvironmentCheck.ofAccount(config, number, "ACTIVE")
          .ifPresentOrElse(broker::goDown, broker::goUp);
      return link;
    }

    @Override
    public void close() {
      broker.close();
    }
  }

  private RunningGateway start(String number) throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), "limits: {answer-time-out: 2s}\n");
    var config =
        AlpacaConfig.of(
            BrokerAccount.parse("alpaca:main"), Environment.LIVE, Secret.of("XY1"), Secret.of("s"));
    return RunningGateway.start(
        folder.resolve("data"),
        FairleadConfig.read(file).withPort(0),
        List.of(new AccountSetup.Alpaca(config, KeySource.ENVIRONMENT)),
        (_, _) -> new Asking(config, new ScriptedBroker(), number));
  }

  @Test
  @DisplayName("F-O06 where the account that answers is the wrong one, the gateway does not start")
  void anotherAccountThanWasConfiguredDoesNotStart() {
    assertThatThrownBy(() -> start("PA3D791JPCCL").close())
        .asInstanceOf(type(StartException.class))
        .satisfies(refused -> assertThat(refused.category()).isEqualTo(Category.BROKER_DOWN))
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "not ready: the link to alpaca:main is not up: alpaca:main is configured as live, but"
                + " the account that answers, PA3D791JPCCL, is paper: use a live key, or take"
                + " `live: alpaca:main` back");
  }

  @Test
  void theRightOneDoes() throws Exception {
    start("927584925").close();
  }
}
