// SPDX-License-Identifier: Apache-2.0
//
// Every method of @alpacahq/alpaca-trade-api 3 for streams. Its stock, option and news sockets
// insist on wss://, so all market data streams go through a TLS proxy in front of the gateway, as
// somebody would run one; what is behind it is the gateway's own port.
"use strict";

const assert = require("node:assert/strict");
const { EventEmitter } = require("node:events");
const { until } = require("./methods");
const check = require("./checks");

const BY_ITSELF = "the SDK calls it itself, on every connection";
const POLYGON = "Polygon's stream, which the SDK has given up: it has no client for it any more";
const NEVER_HERE = "heard of by nobody here: the market never has one";
const OPTION = "AAPL270115C00200000";
const BAR_MILLIS = 90_000;

// ---- Trade updates ----------------------------------------------------------------------------

/** Connects the stream before anything is traded; gives what is heard on it from then on. */
async function tradeUpdates(methods, stream) {
  const updates = [];
  const states = [];
  const errors = [];
  const told = (id) => updates.filter((update) => update.order.id === id);
  let connected = false;
  stream.onStateChange((state) => states.push(state));
  stream.onError((error) => errors.push(error));
  stream.onOrderUpdate((update) => updates.push(update));
  stream.onConnect(() => (connected = true));
  await methods.works("trade_ws.connect", "authorised by its first frame", async () => {
    stream.connect();
    await until("the stream to be authorised", async () => connected || undefined);
  });
  await methods.works("trade_ws.subscribe", "what follows is heard", async () => {
    stream.subscribe(["trade_updates"]);
  });
  await methods.works("trade_ws.subscriptions", "the one that was asked for", async () => {
    assert.deepEqual(stream.subscriptions(), ["trade_updates"]);
  });
  await methods.works("trade_ws.state", "connected", async () => {
    assert.equal(stream.state(), "connected");
  });
  await methods.works("trade_ws.get", "the address that follows from the base URL", async () => {
    assert.match(stream.get("url"), /^ws:\/\/[^/]*\/stream$/);
  });
  await methods.works("trade_ws.send", "the same subscription by hand changes nothing", async () => {
    stream.send(JSON.stringify({ action: "listen", data: { streams: ["trade_updates"] } }));
  });
  methods.leaveOut(
    ["authenticate", "authResultHandler", "handleMessage", "log", "reconnect"].map(ours),
    BY_ITSELF
  );
  methods.leaveOut(["trade_ws.unsubscribe"], "it tells the server nothing but of Polygon's channels");
  methods.leaveOut(["trade_ws.onAccountUpdate"], "Alpaca sends no account updates any more");
  methods.leaveOut(
    [
      "_ensure_polygon",
      "_unsubscribe_polygon",
      "onPolygonConnect",
      "onPolygonDisconnect",
      "onStockAggMin",
      "onStockAggSec",
      "onStockQuotes",
      "onStockTrades",
    ].map(ours),
    POLYGON
  );
  return {
    updates,
    states,
    errors,
    events: (id, ...wanted) =>
      until(`${id} to be told as ${wanted}`, async () =>
        wanted.every((event) => told(id).some((update) => update.event === event))
          ? told(id)
          : undefined
      ),
  };
}

const ours = (name) => `trade_ws.${name}`;

/** What the stream has told, taken together, once all is traded. */
async function tradeUpdatesEnd(methods, stream, { updates, states, errors }) {
  await methods.works("trade_ws.onOrderUpdate", "each event once, in order, with its time", async () => {
    const ids = updates.map((update) => update.event_id);
    assert.ok(ids.length > 40);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    updates.forEach((update) => {
      check.isOrder(update.order);
      check.isInstant(update.timestamp, "timestamp");
    });
  });
  await methods.works("trade_ws.onConnect", "once", async () => {
    assert.equal(states.filter((state) => state === "connected").length, 1);
  });
  await methods.works("trade_ws.onStateChange", "authenticating, then connected", async () => {
    assert.deepEqual(states, ["connecting", "authenticating", "connected"]);
  });
  await methods.works("trade_ws.onError", "never", async () => assert.deepEqual(errors, []));
  let gone = false;
  stream.onDisconnect(() => (gone = true));
  await methods.works("trade_ws.disconnect", "and it stays so", async () => {
    stream.disconnect();
    await until("the stream to be gone", async () => gone || undefined);
  });
  await methods.works("trade_ws.onDisconnect", "at the end", async () => assert.ok(gone));
}

// ---- Market data ------------------------------------------------------------------------------

const STOCK_FIELDS = { open: "OpenPrice", close: "ClosePrice", high: "HighPrice", low: "LowPrice" };
const CRYPTO_FIELDS = { open: "Open", close: "Close", high: "High", low: "Low" };

/** The SDK decodes MessagePack's timestamps to dates. */
function isNow(item) {
  assert.ok(item.Timestamp instanceof Date, "a timestamp, not a text");
  assert.ok(Math.abs(Date.now() - item.Timestamp.getTime()) < 180_000, String(item.Timestamp));
}

function isTrade(trade) {
  isNow(trade);
  assert.ok(trade.Price > 0 && trade.Size > 0);
}

function isQuote(quote) {
  isNow(quote);
  assert.ok(quote.BidPrice > 0 && quote.AskPrice >= quote.BidPrice);
}

const isBar = (fields) => (bar) => {
  assert.ok(bar[fields.low] > 0 && bar[fields.low] <= bar[fields.open]);
  assert.ok(bar[fields.high] >= bar[fields.close]);
};

function isBook(book) {
  isNow(book);
  assert.ok(book.Bids[0].Price < book.Asks[0].Price);
}

async function dataStreams(methods, sdk, { Alpaca, options, baseUrl }) {
  await Promise.all([stocks(methods, sdk), crypto(methods, sdk), news(methods, sdk)]);
  await optionsStream(methods, sdk);
  // A crypto socket needs no TLS: the SDK changes "https" only.
  const plain = new Alpaca({ ...options, dataStreamUrl: baseUrl.replace(/^http/, "ws") });
  const name = "crypto_stream_v1beta3.connect";
  if (methods.rows.get(name).result === "works") {
    await authenticated(plain.crypto_stream_v1beta3);
    plain.crypto_stream_v1beta3.disconnect();
  }
}

/** Connects; an error before the stream is authenticated ends it. */
async function authenticated(stream) {
  let outcome;
  stream.onConnect(() => (outcome ??= "authenticated"));
  stream.onError((error) => (outcome ??= error));
  stream.connect();
  await until("the stream to be authenticated", async () => outcome);
  assert.equal(outcome, "authenticated");
}

/** A stream that was watched, with what it heard; undefined where the gateway has none. */
async function opened(methods, stream, { group, prefix, path }) {
  const watched = methods.watch(stream, { group, prefix, end: EventEmitter.prototype });
  const states = [];
  const errors = [];
  watched.onStateChange((state) => states.push(state));
  watched.onError((error) => errors.push(error));
  let open = false;
  await methods.works(`${prefix}connect`, "welcomed, then authenticated, in MessagePack", async () => {
    try {
      await authenticated(watched);
      open = true;
    } catch (error) {
      if (/response: 404/.test(errors.join())) {
        throw new Error(`there is no GET ${path}`);
      }
      throw error;
    }
  });
  if (!open) {
    const { result, note } = methods.rows.get(`${prefix}connect`);
    for (const row of methods.rows.values()) {
      if (row.method.startsWith(prefix) && row.result === undefined) {
        Object.assign(row, { result, note });
      }
    }
    return undefined;
  }
  return { prefix, watched, states, errors };
}

/** One channel of a stream: subscribed to, heard of, and left again. */
async function channel(methods, { prefix, watched }, { key, on, subscribe, leave, symbol, ...more }) {
  const { isItem, waits, limitMillis } = more;
  const heard = [];
  watched[on]((item) => heard.push(item));
  const listed = (there) =>
    until(`${symbol} ${there ? "in" : "out of"} ${key}`, async () =>
      (watched.getSubscriptions()[key] ?? []).includes(symbol) === there || undefined
    );
  await methods.works(prefix + subscribe, `${symbol} in the server's list of ${key}`, async () => {
    watched[subscribe]([symbol]);
    await listed(true);
  });
  if (waits) {
    await methods.works(prefix + on, `${symbol}'s, as they come`, async () => {
      const end = Date.now() + (limitMillis ?? 0);
      while (heard.length === 0 && Date.now() < end - 15_000) {
        await new Promise((next) => setTimeout(next, 500));
      }
      (await until(`one of ${key}`, async () => (heard.length ? heard : undefined))).forEach(isItem);
    });
  } else {
    methods.leaveOut([prefix + on], NEVER_HERE);
  }
  await methods.works(prefix + leave, `${symbol} out of the server's list`, async () => {
    watched[leave]([symbol]);
    await listed(false);
  });
}

async function common(methods, { prefix, watched, states, errors }, key) {
  const name = (method) => prefix + method;
  await methods.works(name("subscribe"), "several channels in one request", async () => {
    watched.subscribe(key === "news" ? ["AAPL"] : { [key]: ["AAPL"] });
    await until("the list", async () =>
      (watched.getSubscriptions()[key] ?? []).includes("AAPL") || undefined
    );
  });
  await methods.works(name("getSubscriptions"), "what the server says they are", async () => {
    assert.deepEqual(watched.getSubscriptions()[key], ["AAPL"]);
  });
  await methods.works(name("subscribeAll"), "all of them again changes nothing", async () => {
    watched.subscribeAll();
    assert.deepEqual(watched.getSubscriptions()[key], ["AAPL"]);
  });
  await methods.works(name("unsubscribe"), "none is left", async () => {
    watched.unsubscribe(key === "news" ? ["AAPL"] : { [key]: ["AAPL"] });
    await until("an empty list", async () =>
      (watched.getSubscriptions()[key] ?? []).length === 0 || undefined
    );
  });
  await methods.works(name("ping"), "answered within the SDK's five seconds", async () => {
    let answered = false;
    watched.conn.once("pong", () => (answered = true));
    watched.ping();
    await until("a pong", async () => answered || undefined);
  });
  await methods.works(name("onConnect"), "once", async () => {
    assert.equal(states.filter((state) => state === "authenticated").length, 1);
  });
  await methods.works(name("onStateChange"), "connected before authenticated", async () => {
    const [connected, done] = ["connected", "authenticated"].map((state) => states.indexOf(state));
    assert.ok(connected >= 0 && connected < done, String(states));
  });
  await methods.works(name("onError"), "never", async () => assert.deepEqual(errors, []));
  let gone = false;
  watched.onDisconnect(() => (gone = true));
  await methods.works(name("disconnect"), "and it stays so", async () => {
    watched.disconnect();
    await until("the end", async () => gone || undefined);
  });
  await methods.works(name("onDisconnect"), "at the end", async () => assert.ok(gone));
  const inner = ["authenticate", "dataHandler", "handleMessage", "log", "reconnect", "resetSession"];
  methods.leaveOut([...inner, "updateSubscriptions"].map(name), BY_ITSELF);
}

/** The channels that all markets have; minute bars take their time, so all wait side by side. */
function channels(symbol, fields, names) {
  const bar = { isItem: isBar(fields), symbol, limitMillis: BAR_MILLIS };
  const ways = (plural) => ({ subscribe: `subscribeFor${plural}`, leave: `unsubscribeFrom${plural}` });
  return [
    { key: "trades", on: names.trade, ...ways("Trades"), symbol, isItem: isTrade, waits: true },
    { key: "quotes", on: names.quote, ...ways("Quotes"), symbol, isItem: isQuote, waits: true },
    { key: "bars", on: names.bar, ...ways("Bars"), ...bar, waits: true },
    { key: "dailyBars", on: names.dailyBar, ...ways("DailyBars"), ...bar, waits: true },
    { key: "updatedBars", on: names.updatedBar, ...ways("UpdatedBars"), ...bar, waits: false },
  ];
}

async function stocks(methods, sdk) {
  const stream = await opened(methods, sdk.data_stream_v2, {
    group: "Stock stream (by TLS)",
    prefix: "data_stream_v2.",
    path: "/v2/iex",
  });
  if (stream === undefined) {
    return;
  }
  const list = channels("AAPL", STOCK_FIELDS, {
    trade: "onStockTrade",
    quote: "onStockQuote",
    bar: "onStockBar",
    dailyBar: "onStockDailyBar",
    updatedBar: "onStockUpdatedBar",
  });
  for (const [key, on, plural] of [["statuses", "onStatuses", "Statuses"], ["lulds", "onLulds", "Lulds"]]) {
    const ways = { subscribe: `subscribeFor${plural}`, leave: `unsubscribeFrom${plural}` };
    list.push({ key, on, ...ways, symbol: "AAPL", waits: false });
  }
  methods.leaveOut(["onCancelErrors", "onCorrections"].map((name) => stream.prefix + name), NEVER_HERE);
  await Promise.all(list.map((one) => channel(methods, stream, one)));
  await common(methods, stream, "trades");
}

async function crypto(methods, sdk) {
  const stream = await opened(methods, sdk.crypto_stream_v1beta3, {
    group: "Crypto stream (by TLS and without)",
    prefix: "crypto_stream_v1beta3.",
    path: "/v1beta3/crypto/us",
  });
  if (stream === undefined) {
    return;
  }
  const list = channels("BTC/USD", CRYPTO_FIELDS, {
    trade: "onCryptoTrade",
    quote: "onCryptoQuote",
    bar: "onCryptoBar",
    dailyBar: "onCryptoDailyBar",
    updatedBar: "onCryptoUpdatedBar",
  });
  // The SDK's own spelling.
  list.find((one) => one.key === "dailyBars").leave = "unsubscriceFromDailyBars";
  list.push({
    key: "orderbooks",
    on: "onCryptoOrderbook",
    subscribe: "subscribeForOrderbooks",
    leave: "unsubscribeFromOrderbooks",
    symbol: "BTC/USD",
    isItem: isBook,
    waits: true,
  });
  await Promise.all(list.map((one) => channel(methods, stream, one)));
  await common(methods, stream, "trades");
}

async function news(methods, sdk) {
  const stream = await opened(methods, sdk.news_stream, {
    group: "News stream (by TLS)",
    prefix: "news_stream.",
    path: "/v1beta1/news",
  });
  if (stream === undefined) {
    return;
  }
  await channel(methods, stream, {
    key: "news",
    on: "onNews",
    subscribe: "subscribeForNews",
    leave: "unsubscribeFromNews",
    symbol: "AAPL",
    waits: false,
  });
  await common(methods, stream, "news");
}

async function optionsStream(methods, sdk) {
  const stream = await opened(methods, sdk.option_stream, {
    group: "Option stream (by TLS)",
    prefix: "option_stream.",
    path: "/v1beta1/indicative",
  });
  if (stream === undefined) {
    return;
  }
  for (const [key, on, plural] of [["trades", "onOptionTrade", "Trades"], ["quotes", "onOptionQuote", "Quotes"]]) {
    const ways = { subscribe: `subscribeFor${plural}`, leave: `unsubscribeFrom${plural}` };
    await channel(methods, stream, { key, on, ...ways, symbol: OPTION, waits: false });
  }
  await common(methods, stream, "trades");
}

module.exports = { dataStreams, tradeUpdates, tradeUpdatesEnd };
