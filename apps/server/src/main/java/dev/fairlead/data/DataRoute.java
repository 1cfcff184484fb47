// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/** One route of the market data API: a request in, a JSON document out. */
@FunctionalInterface
interface DataRoute {
  byte[] answer(Context request);

  /**
   * As a server's handler. Alpaca's market data API knows no 422: a parameter that cannot be meant
   * is a 400 here (facts 6.1).
   */
  default Handler handler() {
    return request -> {
      try {
        Http.answer(request, answer(request));
      } catch (ApiException refusal) {
        throw refusal.error().status() == 422 ? new ApiException(as400(refusal.error())) : refusal;
      }
    };
  }

  private static ApiError as400(ApiError error) {
    return new ApiError(400, error.code(), error.message(), error.details(), 0);
  }
}
