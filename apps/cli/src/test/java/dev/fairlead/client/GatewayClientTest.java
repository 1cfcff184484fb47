// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.client.GatewayException.Category;
import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayClientTest {
  private static final Map<String, String> ALPACA =
      Map.of(
          "APCA_API_KEY_ID", "AK1",
          "APCA_API_SECRET_KEY", "hush",
          "APCA_API_BASE_URL", "https://api.alpaca.markets");

  @TempDir private Path data;

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void sendsAnOrderOnceAndSaysThatItMayBeDoneWhenTheAnswerBreaksOff() throws IOException {
    var posts = new java.util.concurrent.atomic.AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posts.incrementAndGet();
          exchange.close();
        });
    server.start();
    try (var client = new GatewayClient(new ClientEnv("PK", "hush", address(server)))) {
      var failed =
          catchThrowableOfType(GatewayException.class, () -> client.post("/v2/orders", "{}"));
      assertThat(failed.category()).isEqualTo(Category.NO_ANSWER);
      assertThat(failed)
          .hasMessageStartingWith("the gateway at " + address(server) + " broke off the answer")
          .hasMessageEndingWith("; it may have been done: look with `fairlead orders`")
          .hasMessageNotContaining("hush");
      assertThat(posts).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void saysHowToStartAGatewayWhereNobodyListens() throws IOException {
    HttpServer gone =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI address = address(gone);
    gone.start();
    gone.stop(0);
    try (var client = new GatewayClient(new ClientEnv("PK", "hush", address))) {
      var failed = catchThrowableOfType(GatewayException.class, () -> client.get("/v2/orders"));
      assertThat(failed.category()).isEqualTo(Category.NOT_RUNNING);
      assertThat(failed)
          .hasMessage("no gateway answers at " + address + ": start one with `fairlead up`");
    }
  }

  @Test
  void neverSendsAnOrderToAlpacaItself() {
    var failed =
        catchThrowableOfType(GatewayException.class, () -> KnownGateway.find(data, ALPACA));
    assertThat(failed.category()).isEqualTo(Category.NO_KEY);
    assertThat(failed)
        .hasMessage(
            "APCA_API_BASE_URL is https://api.alpaca.markets, which is no gateway on this machine");
  }

  @Test
  void takesTheFileOfTheDataFolderBeforeTheEnvironment() throws IOException {
    Files.writeString(
        data.resolve("client.env"),
        """
        export APCA_API_KEY_ID=PK2
        export APCA_API_SECRET_KEY=s
        export APCA_API_BASE_URL=http://127.0.0.1:7411
        """);
    assertThat(KnownGateway.find(data, ALPACA).keyId()).isEqualTo("PK2");
  }

  @Test
  void takesTheEnvironmentWhereThereIsNoFile() {
    Map<String, String> environment =
        Map.of(
            "APCA_API_KEY_ID", "PK3",
            "APCA_API_SECRET_KEY", "s",
            "APCA_API_BASE_URL", "http://localhost:7411");
    assertThat(KnownGateway.find(data, environment).keyId()).isEqualTo("PK3");
  }
}
