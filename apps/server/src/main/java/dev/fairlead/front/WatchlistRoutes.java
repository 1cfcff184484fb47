// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.message.Fault;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.watchlist.Watchlist;
import dev.fairlead.watchlist.Watchlists;
import dev.fairlead.watchlist.Watchlists.Change;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v2/watchlists}, by id and by name. Updated with PUT, as Alpaca documents it, or PATCH, as
 * some SDKs do.
 */
final class WatchlistRoutes {
  private static final String BY_NAME = "/v2/watchlists:by_name";
  private static final int NO_CONTENT = 204;

  private final Watchlists watchlists;
  private final Desk desk;
  private final Assets assets;

  WatchlistRoutes(Watchlists watchlists, Desk desk, Assets assets) {
    this.watchlists = watchlists;
    this.desk = desk;
    this.assets = assets;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/watchlists", this::list);
    routes.post("/v2/watchlists", this::create);
    routes.get(BY_NAME, request -> answer(request, named(request)));
    routes.put(BY_NAME, request -> update(request, named(request)));
    routes.patch(BY_NAME, request -> update(request, named(request)));
    routes.post(BY_NAME, request -> add(request, named(request)));
    routes.delete(BY_NAME, request -> delete(request, named(request)));
    routes.get("/v2/watchlists/{id}", request -> answer(request, byId(request)));
    routes.put("/v2/watchlists/{id}", request -> update(request, byId(request)));
    routes.patch("/v2/watchlists/{id}", request -> update(request, byId(request)));
    routes.post("/v2/watchlists/{id}", request -> add(request, byId(request)));
    routes.delete("/v2/watchlists/{id}", request -> delete(request, byId(request)));
    routes.delete("/v2/watchlists/{id}/<symbol>", this::remove);
  }

  private void list(Context request) {
    ArrayNode lists = Json.array();
    watchlists.of(Http.principal(request)).forEach(list -> lists.add(head(list)));
    Http.answer(request, 200, lists);
  }

  private void create(Context request) {
    Content content = new Reader(request).content();
    String name = content.name();
    if (name == null) {
      throw refused(new Fault("name", "", "required", "give the list a name"));
    }
    List<Symbol> symbols = content.symbols();
    answer(
        request,
        done(
            watchlists.create(
                Http.principal(request), name, symbols == null ? List.of() : symbols)));
  }

  private void update(Context request, Watchlist list) {
    Content content = new Reader(request).content();
    List<Symbol> symbols = content.symbols();
    change(request, list, content.name(), old -> symbols == null ? old : symbols);
  }

  /** Adding what is there already changes nothing, so that asking again does no harm. */
  private void add(Context request, Watchlist list) {
    Symbol symbol = new Reader(request).symbol();
    change(
        request,
        list,
        null,
        old -> {
          List<Symbol> more = new ArrayList<>(old);
          more.add(symbol);
          return more;
        });
  }

  private void remove(Context request) {
    Watchlist list = byId(request);
    String name = request.pathParam("symbol");
    Symbol symbol =
        assets
            .find(name)
            .map(asset -> asset.symbol())
            .or(() -> wellFormed(name))
            .filter(list.symbols()::contains)
            .orElseThrow(() ->
                ApiError.notFound("symbol not found in the watchlist: " + ApiError.shown(name))
                    .asException());
    change(request, list, null, old -> old.stream().filter(each -> !each.equals(symbol)).toList());
  }

  private static Optional<Symbol> wellFormed(String name) {
    return Symbol.isWellFormed(name) ? Optional.of(new Symbol(name)) : Optional.empty();
  }

  private void change(
      Context request, Watchlist list, @Nullable String name, UnaryOperator<List<Symbol>> symbols) {
    answer(request, done(watchlists.change(Http.principal(request), list.id(), name, symbols)));
  }

  private static Watchlist done(Change change) {
    return switch (change) {
      case Change.Done(Watchlist list) -> list;
      case Change.Unknown() -> throw unknown();
      case Change.NameTaken(String name) ->
          throw refused(
              new Fault("name", name, "unique", "watchlist name must be unique; choose another"));
      case Change.TooMany(String what, int most) ->
          throw refused(new Fault(what, "", "maximum", "at most " + most));
    };
  }

  private void delete(Context request, Watchlist list) {
    if (!watchlists.delete(Http.principal(request), list.id())) {
      throw unknown();
    }
    request.status(NO_CONTENT);
  }

  private Watchlist byId(Context request) {
    Principal owner = Http.principal(request);
    return find(Ids.uuid(request.pathParam("id")), id -> watchlists.find(owner, id));
  }

  private Watchlist named(Context request) {
    Principal owner = Http.principal(request);
    Optional<String> name = new Query(request).text("name");
    if (name.isEmpty()) {
      throw Query.bad("name", "", "required", "must name a watchlist");
    }
    return find(name, text -> watchlists.named(owner, text));
  }

  private static <T> Watchlist find(Optional<T> key, Function<T, Optional<Watchlist>> finder) {
    return key.flatMap(finder).orElseThrow(WatchlistRoutes::unknown);
  }

  private static ApiException unknown() {
    return ApiError.notFound("watchlist not found").asException();
  }

  private static ApiException refused(Fault fault) {
    return ApiError.badParameter(fault).asException();
  }

  private void answer(Context request, Watchlist list) {
    ObjectNode json = head(list);
    ArrayNode listed = json.putArray("assets");
    // A symbol that is listed no more stays in the list, and is shown again when it is.
    list.symbols().forEach(symbol -> assets.of(symbol).map(Assets::json).ifPresent(listed::add));
    Http.answer(request, 200, json);
  }

  private ObjectNode head(Watchlist list) {
    ObjectNode json = Json.object();
    json.put("id", list.id().toString());
    json.put("account_id", AccountJson.id(desk.balances()).toString());
    Json.putInstant(json, "created_at", list.createdAt());
    Json.putInstant(json, "updated_at", list.updatedAt());
    json.put("name", list.name());
    return json;
  }

  /** What a body says; null where it says nothing. */
  private record Content(@Nullable String name, @Nullable List<Symbol> symbols) {}

  /** Reads one body, all its faults at once. */
  private final class Reader {
    private final JsonNode body;
    private final List<Fault> faults = new ArrayList<>();

    Reader(Context request) {
      body = Json.read(Http.bytes(request));
      if (!body.isObject()) {
        throw ApiError.malformed("the body must be one JSON object, such as {\"name\":\"mine\"}")
            .asException();
      }
    }

    Content content() {
      Content content = new Content(name(), symbols());
      requireNone();
      return content;
    }

    Symbol symbol() {
      Symbol symbol = body.hasNonNull("symbol") ? symbol("symbol", body.get("symbol")) : null;
      if (symbol == null && faults.isEmpty()) {
        faults.add(new Fault("symbol", "", "required", "give a symbol, such as AAPL"));
      }
      requireNone();
      return Objects.requireNonNull(symbol);
    }

    private void requireNone() {
      if (!faults.isEmpty()) {
        throw ApiError.faults(422, ApiError.BAD_PARAMETER, faults).asException();
      }
    }

    private @Nullable String name() {
      String name = body.hasNonNull("name") ? body.get("name").asString("") : "";
      if (name.codePointCount(0, name.length()) > Watchlist.MAX_NAME) {
        faults.add(
            new Fault("name", name, "max-length", "at most " + Watchlist.MAX_NAME + " characters"));
      }
      return name.isEmpty() ? null : name;
    }

    private @Nullable List<Symbol> symbols() {
      if (!body.hasNonNull("symbols")) {
        return null;
      }
      JsonNode said = body.get("symbols");
      if (!said.isArray()) {
        faults.add(new Fault("symbols", said.toString(), "type", "must be a list of symbols"));
        return null;
      }
      List<Symbol> symbols = new ArrayList<>();
      for (JsonNode each : said) {
        Symbol symbol = symbol("symbols", each);
        if (symbol != null) {
          symbols.add(symbol);
        }
      }
      return symbols;
    }

    private @Nullable Symbol symbol(String field, JsonNode said) {
      String name = said.asString("");
      Symbol symbol = assets.find(name).map(asset -> asset.symbol()).orElse(null);
      if (symbol == null) {
        String shown = said.isString() ? name : said.toString();
        faults.add(
            new Fault(
                field, shown, "unknown-symbol", "asset not found for " + ApiError.shown(shown)));
      }
      return symbol;
    }
  }
}
