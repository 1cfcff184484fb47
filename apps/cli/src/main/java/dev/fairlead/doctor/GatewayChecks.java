// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a gateway runs, and how it is. */
final class GatewayChecks {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int SHOWN = 200;

  private GatewayChecks() {}

  static Check port(URI address) {
    try (HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      return judged(address, http);
    } catch (ConnectException nobody) {
      return Check.ok("gateway", "none runs; port " + address.getPort() + " is free");
    } catch (IOException other) {
      return Check.fail(
          "gateway",
          "port "
              + address.getPort()
              + " is taken by a program that is no gateway: stop it, or use another --port");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Check.warn("gateway", "not looked at: interrupted");
    }
  }

  private static Check judged(URI address, HttpClient http)
      throws IOException, InterruptedException {
    HttpResponse<String> live = get(http, address + "/health/live");
    if (live.statusCode() != 200) {
      throw new IOException("answered " + live.statusCode());
    }
    HttpResponse<String> ready = get(http, address + "/health/ready");
    return ready.statusCode() == 200
        ? Check.ok("gateway", "takes orders at " + address)
        : Check.fail("gateway", address + " takes no orders: " + shown(ready.body()));
  }

  private static HttpResponse<String> get(HttpClient http, String address)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build(),
        BodyHandlers.ofString());
  }

  private static String shown(String body) {
    return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…";
  }
}
