// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What this API is: its OpenAPI document, and the version of the program that serves it. */
final class DocumentRoutes {
  private static final String DOCUMENT = "openapi.json";

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/openapi.json", this::document, Access.KEY);
    routes.get(InsideApi.ROOT + "/version", this::version, Access.KEY);
  }

  /** Read when it is asked for, which is seldom. */
  private void document(Context request) {
    try (InputStream in = DocumentRoutes.class.getResourceAsStream(DOCUMENT)) {
      Http.answer(request, Objects.requireNonNull(in, DOCUMENT).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + DOCUMENT + " cannot be read", e);
    }
  }

  private void version(Context request) {
    String built = DocumentRoutes.class.getPackage().getImplementationVersion();
    Http.answer(
        request,
        200,
        Json.object().put("api", "v1").put("version", built == null ? "development" : built));
  }
}
