// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Query;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The symbols of a request. One that nobody lists is not an error: there is nothing of it. */
final class Symbols {
  private final Sight sight;
  private final AssetClass assetClass;

  Symbols(Sight sight, AssetClass assetClass) {
    this.sight = sight;
    this.assetClass = assetClass;
  }

  /** Those of the query that are listed, by name and each once: a history is sorted by symbol. */
  List<Instrument> listed(Query query) {
    List<String> names = query.list("symbols");
    if (names.isEmpty()) {
      throw Query.bad("symbols", "", "required", "must be symbols with commas between them");
    }
    return names.stream()
        .map(this::symbol)
        .distinct()
        .sorted()
        .flatMap(symbol -> sight.instrument(symbol, assetClass).stream())
        .toList();
  }

  /** The one in the path. */
  Symbol inPath(Context request) {
    return symbol(request.pathParam("symbol"));
  }

  Optional<Instrument> listed(Symbol symbol) {
    return sight.instrument(symbol, assetClass);
  }

  private Symbol symbol(String name) {
    boolean formed =
        switch (assetClass) {
          case EQUITY -> Symbol.isWellFormed(name);
          // Alpaca refuses the old form, BTCUSD, in this version of its API.
          case CRYPTO -> Symbol.isWellFormed(name) && name.indexOf('/') > 0;
        };
    if (!formed) {
      throw invalid(name);
    }
    return new Symbol(name);
  }

  private static ApiException invalid(String name) {
    return ApiError.of(400, ApiError.BAD_PARAMETER, "invalid symbol: " + ApiError.shown(name))
        .asException();
  }
}
