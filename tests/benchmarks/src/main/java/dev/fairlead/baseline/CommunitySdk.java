// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.baseline;

import java.net.URI;
import net.jacobpeterson.alpaca.AlpacaAPI;
import net.jacobpeterson.alpaca.model.endpoint.orders.enums.OrderSide;
import net.jacobpeterson.alpaca.model.endpoint.orders.enums.OrderTimeInForce;
import net.jacobpeterson.alpaca.model.properties.DataAPIType;
import net.jacobpeterson.alpaca.model.properties.EndpointAPIType;
import net.jacobpeterson.alpaca.rest.AlpacaClientException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Alpaca's API by the community's Java SDK, as a program without a gateway uses it: no check, no
 * journal, one HTTP call. Its hosts are fixed, so that what it asks is led to another one.
 */
public final class CommunitySdk implements AutoCloseable {
  private final OkHttpClient http;
  private final AlpacaAPI api;

  public CommunitySdk(URI address, String keyId, String secret) {
    http =
        new OkHttpClient.Builder()
            .addInterceptor(chain -> {
              HttpUrl url =
                  chain
                      .request()
                      .url()
                      .newBuilder()
                      .scheme("http")
                      .host(address.getHost())
                      .port(address.getPort())
                      .build();
              return chain.proceed(chain.request().newBuilder().url(url).build());
            })
            .build();
    api = new AlpacaAPI(http, keyId, secret, null, EndpointAPIType.PAPER, DataAPIType.IEX);
  }

  /** Places a limit order that rests, and returns when it is answered. */
  public void place() {
    try {
      api.orders().requestLimitOrder("AAPL", 1.0, OrderSide.BUY, OrderTimeInForce.DAY, 0.5, false);
    } catch (AlpacaClientException refused) {
      throw new IllegalStateException(refused);
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
