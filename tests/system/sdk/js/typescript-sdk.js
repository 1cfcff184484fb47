// SPDX-License-Identifier: Apache-2.0
//
// Every method of @alpacahq/typescript-sdk. One client serves trading and market data from one
// address. It holds each request back for a second, so what can is asked side by side.
"use strict";

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Methods, refusal, until } = require("./methods");
const check = require("./checks");

// Not exported by the package, so read as a file.
const PACKAGE = join(__dirname, "node_modules/@alpacahq/typescript-sdk/package.json");
const { version } = JSON.parse(readFileSync(PACKAGE, "utf8"));
const ORDER = { symbol: "AAPL", qty: "1", side: "buy", type: "market", time_in_force: "day" };
const OPTION = "AAPL270115C00200000";
const NO_WALLETS = "crypto wallets are Alpaca's own custody; there are none here";
const WRONG_PATH = "the SDK asks for a path that Alpaca does not document either";

async function run({ baseUrl, keyId, secretKey }) {
  const sdk = await import("@alpacahq/typescript-sdk");
  const methods = new Methods(`@alpacahq/typescript-sdk ${version}`);
  const tokenBucket = { capacity: 1000, fillRate: 100 };
  const client = sdk.createClient({
    baseURL: baseUrl,
    key: keyId,
    secret: secretKey,
    paper: true,
    tokenBucket,
  });
  const alpaca = methods.watch(client, { group: "REST" });
  helpers(methods, sdk, client);
  await Promise.all([
    trading(methods, alpaca),
    watchlists(methods, alpaca),
    account(methods, alpaca),
    surroundings(methods, alpaca),
    stocks(methods, alpaca),
    crypto(methods, alpaca),
    options(methods, alpaca),
    otherProducts(methods, alpaca),
  ]);
  return methods.table();
}

/** What the package exports besides the client's methods. */
function helpers(methods, sdk, client) {
  const isHelper = (name) => typeof sdk[name] === "function" && client[name] === undefined;
  const more = Object.fromEntries(Object.entries(sdk).filter(([name]) => isHelper(name)));
  methods.watch(more, { group: "Helpers" });
  methods.leaveOut(["createClient", "createTokenBucket"], "they made the client of this run");
  methods.leaveOut(["mockFetch"], "a stand-in for the network in its users' own tests");
}

function isStatus(alpaca, order_id, ...wanted) {
  return until(`${order_id} to be ${wanted}`, async () => {
    const order = await alpaca.getOrder({ order_id });
    return wanted.includes(order.status) ? order : undefined;
  });
}

async function trading(methods, alpaca) {
  let filled;
  let resting;
  await methods.works("createOrder", "by quantity, by money, a bracket; a refusal's reason", async () => {
    const order = await alpaca.createOrder({ ...ORDER, qty: "5", client_order_id: "ts-first" });
    check.isOrder(order);
    assert.equal(order.client_order_id, "ts-first");
    filled = await isStatus(alpaca, order.id, "filled");
    const price = Number(filled.filled_avg_price);
    const [money, bracket, limit, refused] = await Promise.all([
      alpaca.createOrder({ ...ORDER, symbol: "MSFT", qty: undefined, notional: "250" }),
      alpaca.createOrder({
        ...ORDER,
        type: "limit",
        limit_price: check.far(price),
        time_in_force: "gtc",
        order_class: "bracket",
        take_profit: { limit_price: check.above(price, 30) },
        stop_loss: { stop_price: check.below(price, 80), limit_price: check.below(price, 81) },
      }),
      alpaca.createOrder({ ...ORDER, type: "limit", limit_price: check.far(price) }),
      refusal(() => alpaca.createOrder({ ...ORDER, qty: "0" })),
    ]);
    await isStatus(alpaca, money.id, "filled");
    assert.equal(bracket.legs.length, 2);
    assert.match(refused, /"code":4\d{7}.*qty/);
    resting = { limit, price };
  });
  await methods.works("getOrder", "what was filled; 404 for a stranger's", async () => {
    assert.equal(filled.filled_qty, "5");
    const order_id = "00000000-0000-4000-8000-000000000000";
    assert.match(await refusal(() => alpaca.getOrder({ order_id })), /40410000/);
  });
  await methods.works("getOrders", "by status, limit, direction and symbols; with legs nested", async () => {
    const [open, one, closed] = await Promise.all([
      alpaca.getOrders({ status: "open", nested: true }),
      alpaca.getOrders({ status: "all", limit: 1, direction: "asc" }),
      alpaca.getOrders({ status: "closed", symbols: "MSFT" }),
    ]);
    open.forEach(check.isOrder);
    assert.deepEqual(open.map((order) => order.legs?.length ?? 0).sort(), [0, 2]);
    assert.deepEqual(one.map((order) => order.id), [filled.id]);
    assert.ok(closed.length === 1 && closed[0].symbol === "MSFT");
  });
  await methods.works("replaceOrder", "a new order in place of the old; order_id in the body too", async () => {
    await isStatus(alpaca, resting.limit.id, "new");
    const limit_price = check.far(resting.price * 0.9);
    const next = await alpaca.replaceOrder({ order_id: resting.limit.id, limit_price });
    assert.equal(next.replaces, resting.limit.id);
    await isStatus(alpaca, next.id, "new");
    resting.limit = next;
  });
  await methods.works("cancelOrder", "canceled; refused when late", async () => {
    const order_id = resting.limit.id;
    assert.deepEqual(await alpaca.cancelOrder({ order_id }), {});
    await isStatus(alpaca, order_id, "canceled");
    assert.match(await refusal(() => alpaca.cancelOrder({ order_id })), /42210000/);
  });
  await methods.works("cancelOrders", "an item with its order for each; none is left", async () => {
    const items = await alpaca.cancelOrders();
    assert.ok(items.length >= 1);
    items.forEach((item) => check.isOrder(item.body));
    await until("no order to be open", async () =>
      (await alpaca.getOrders({ status: "open" })).length === 0 ? true : undefined
    );
  });
  await positions(methods, alpaca);
}

async function positions(methods, alpaca) {
  const symbol_or_asset_id = "AAPL";
  await methods.works("getPositions", "what was bought", async () => {
    const held = await alpaca.getPositions();
    held.forEach(check.isPosition);
    assert.deepEqual(held.map((position) => position.symbol).sort(), ["AAPL", "MSFT"]);
  });
  await methods.works("getPosition", "by symbol", async () => {
    const position = await alpaca.getPosition({ symbol_or_asset_id });
    check.isPosition(position);
    assert.equal(position.qty, "5");
  });
  await methods.refused(
    "exerciseOption",
    "there are no options here",
    /40310000|40410000|42210000/,
    () => alpaca.exerciseOption({ symbol_or_contract_id: OPTION })
  );
  await methods.works("closePosition", "a market order for all of it, filled", async () => {
    const order = await alpaca.closePosition({ symbol_or_asset_id });
    check.isOrder(order);
    await isStatus(alpaca, order.id, "filled");
  });
  await methods.works("closePositions", "an item with its order for each; none is left", async () => {
    const items = await alpaca.closePositions();
    assert.deepEqual(items.map((item) => [item.symbol, item.status]), [["MSFT", 200]]);
    items.forEach((item) => check.isOrder(item.body));
    await until("no position to be left", async () =>
      (await alpaca.getPositions()).length === 0 ? true : undefined
    );
  });
  await methods.works("getActivities", "fills among them, and the opening balance", async () => {
    const types = (await alpaca.getActivities()).map((activity) => activity.activity_type);
    assert.ok(types.filter((type) => type === "FILL").length >= 4, String(types));
  });
  await methods.works("getActivity", "of one type", async () => {
    const fills = await alpaca.getActivity({ activity_type: "FILL" });
    assert.ok(fills.length >= 4 && fills.every((fill) => fill.activity_type === "FILL"));
  });
  await methods.works("getPortfolioHistory", "series of one length, in whole seconds", async () =>
    check.isHistory(await alpaca.getPortfolioHistory({ period: "1D", timeframe: "5Min" }))
  );
}

async function account(methods, alpaca) {
  await methods.works("getAccount", "every amount a decimal text", async () =>
    check.isAccount(await alpaca.getAccount())
  );
  await methods.works("getConfigurations", "every key", async () =>
    check.isConfiguration(await alpaca.getConfigurations())
  );
  await methods.works("updateConfigurations", "a change is answered and kept", async () => {
    const changed = await alpaca.updateConfigurations({ trade_confirm_email: "none" });
    check.isConfiguration(changed);
    assert.equal(changed.trade_confirm_email, "none");
    assert.equal((await alpaca.getConfigurations()).trade_confirm_email, "none");
  });
}

async function watchlists(methods, alpaca) {
  let watchlist_id;
  const symbols = (list) => list.assets.map((asset) => asset.symbol);
  await methods.works("createWatchlist", "with its assets", async () => {
    const list = await alpaca.createWatchlist({ name: "TypeScript", symbols: ["AAPL"] });
    watchlist_id = list.id;
    assert.deepEqual(symbols(list), ["AAPL"]);
  });
  await methods.works("getWatchlists", "it is listed", async () => {
    const lists = await alpaca.getWatchlists();
    assert.deepEqual(lists.map((list) => list.id), [watchlist_id]);
  });
  await methods.works("updateWatchlist", "by PATCH, with watchlist_id in the body too", async () => {
    const change = { watchlist_id, name: "Renamed", symbols: ["MSFT", "TSLA"] };
    assert.deepEqual(symbols(await alpaca.updateWatchlist(change)), ["MSFT", "TSLA"]);
  });
  await methods.works("getWatchlist", "as it was left", async () => {
    const list = await alpaca.getWatchlist({ watchlist_id });
    assert.equal(list.name, "Renamed");
    assert.deepEqual(symbols(list), ["MSFT", "TSLA"]);
  });
  await methods.works("deleteWatchlist", "gone; 404 after", async () => {
    await alpaca.deleteWatchlist({ watchlist_id });
    assert.match(await refusal(() => alpaca.getWatchlist({ watchlist_id })), /40410000/);
  });
}

async function surroundings(methods, alpaca) {
  await methods.works("getClock", "open or not, and what comes next", async () => {
    const clock = await alpaca.getClock();
    assert.equal(typeof clock.is_open, "boolean");
    ["timestamp", "next_open", "next_close"].forEach((key) => check.isInstant(clock[key], key));
  });
  await methods.works("getCalendar", "a range with a holiday in it", async () => {
    const days = await alpaca.getCalendar({ start: "2026-01-01", end: "2026-01-05" });
    assert.deepEqual(days.map((day) => day.date), ["2026-01-02", "2026-01-05"]);
  });
  await methods.works("getAssets", "by status and class", async () => {
    const coins = await alpaca.getAssets({ status: "active", asset_class: "crypto" });
    coins.forEach(check.isAsset);
    assert.ok(coins.length > 0 && coins.every((asset) => asset.class === "crypto"));
  });
  await methods.works("getAsset", "by symbol", async () => {
    const asset = await alpaca.getAsset({ symbol_or_asset_id: "MSFT" });
    check.isAsset(asset);
    assert.equal(asset.symbol, "MSFT");
  });
  await methods.works("getOptionsContracts", "an empty list: there are no options here", async () => {
    const found = await alpaca.getOptionsContracts({ underlying_symbols: "AAPL" });
    assert.deepEqual(found, { option_contracts: [], next_page_token: null });
  });
  await methods.refused("getOptionsContract", "there are no options here", /40410000/, () =>
    alpaca.getOptionsContract({ symbol_or_contract_id: OPTION })
  );
  await methods.works("getCorporateActions", "none", async () => {
    const asked = { ca_types: "dividend", since: "2026-01-01", until: "2026-01-31" };
    assert.deepEqual(await alpaca.getCorporateActions(asked), []);
  });
  await methods.refused("getCorporateAction", "there are none", /40410000/, () =>
    alpaca.getCorporateAction({ id: "00000000-0000-4000-8000-000000000000" })
  );
}

function isTrade(trade) {
  assert.ok(trade.p > 0 && trade.s > 0);
  check.isInstant(trade.t, "t");
}

function isQuote(quote) {
  assert.ok(quote.bp > 0 && quote.ap >= quote.bp);
  check.isInstant(quote.t, "t");
}

function isBar(bar) {
  assert.ok(bar.l > 0 && bar.l <= Math.min(bar.o, bar.c) && bar.h >= Math.max(bar.o, bar.c));
  assert.ok("vw" in bar && "n" in bar);
  check.isInstant(bar.t, "t");
}

async function stocks(methods, alpaca) {
  const kinds = [["Trades", isTrade], ["Quotes", isQuote], ["Bars", isBar]];
  await Promise.all(
    kinds.map(async ([kind, isItem]) => {
      const key = kind.toLowerCase();
      await methods.works(`getStocks${kind}`, "a page of two symbols, and the next one after it", async () => {
        const more = kind === "Bars" ? { timeframe: "1Min" } : {};
        const asked = { symbols: "AAPL,MSFT", ...check.pastHour(), ...more, limit: 50 };
        const first = await alpaca[`getStocks${kind}`](asked);
        assert.equal(first[key].AAPL.length, 50);
        first[key].AAPL.forEach(isItem);
        const page_token = first.next_page_token;
        const second = await alpaca[`getStocks${kind}`]({ ...asked, page_token });
        const items = Object.values(second[key]).flat();
        assert.equal(items.length, 50);
        assert.ok(items[0].t >= first[key].AAPL.at(-1).t);
      });
      await methods.works(`getStocks${kind}Latest`, "of two symbols", async () => {
        const found = await alpaca[`getStocks${kind}Latest`]({ symbols: "AAPL,MSFT" });
        assert.deepEqual(Object.keys(found[key]).sort(), ["AAPL", "MSFT"]);
        Object.values(found[key]).forEach(isItem);
      });
    })
  );
  await methods.works("getStocksExchangeCodes", "names by letter", async () => {
    assert.ok(Object.keys(await alpaca.getStocksExchangeCodes()).every((code) => code.length === 1));
  });
  await methods.works("getStocksConditions", "names by code", async () => {
    const found = await alpaca.getStocksConditions({ tickType: "trade", tape: "A" });
    assert.ok(Object.values(found).every((name) => typeof name === "string"));
  });
  await methods.works("getStocksAuctions", "none in a market that never closes", async () => {
    const found = await alpaca.getStocksAuctions({ symbols: "AAPL", ...check.pastHour() });
    assert.deepEqual(Object.values(found.auctions).flat(), []);
  });
  await methods.works("getStocksCorporateActions", "none of any kind", async () => {
    const found = await alpaca.getStocksCorporateActions({ symbols: "AAPL" });
    assert.deepEqual(found, { corporate_actions: {}, next_page_token: null });
  });
  const wrong = {
    getStocksSnapshots: { symbols: "AAPL" },
    getStocksMarketMovers: { top: 5 },
  };
  await Promise.all(
    Object.entries(wrong).map(([method, asked]) =>
      methods.refusedPath(method, WRONG_PATH, () => alpaca[method](asked))
    )
  );
}

async function crypto(methods, alpaca) {
  const asked = { loc: "us", symbols: "BTC/USD" };
  const latest = {
    getCryptoTradesLatest: ["trades", isTrade],
    getCryptoQuotesLatest: ["quotes", isQuote],
    getLatestCryptoBars: ["bars", isBar],
  };
  await Promise.all(
    Object.entries(latest).map(([method, [key, isItem]]) =>
      methods.works(method, "of BTC/USD", async () =>
        isItem((await alpaca[method](asked))[key]["BTC/USD"])
      )
    )
  );
  await methods.works("getLatestCryptoOrderbooks", "a best bid below a best ask", async () => {
    const book = (await alpaca.getLatestCryptoOrderbooks(asked)).orderbooks["BTC/USD"];
    assert.ok(book.b[0].p < book.a[0].p);
  });
  await methods.refused("getCryptoTrades", "the SDK asks for a place named ':loc'", /:loc/, () =>
    alpaca.getCryptoTrades(asked)
  );
  const wrong = ["getCryptoBars", "getCryptoQuotes", "getCryptoSnapshots"];
  await Promise.all(
    wrong.map((method) => methods.refusedPath(method, WRONG_PATH, () => alpaca[method](asked)))
  );
}

async function options(methods, alpaca) {
  const lists = {
    getOptionsBars: ["bars", { symbols: OPTION, timeframe: "1Min", ...check.pastHour() }],
    getOptionsTrades: ["trades", { symbols: OPTION, ...check.pastHour() }],
    getOptionsTradesLatest: ["trades", { symbols: OPTION }],
    getOptionsSnapshots: ["snapshots", { symbols: OPTION }],
  };
  await Promise.all(
    Object.entries(lists).map(([method, [key, asked]]) =>
      methods.works(method, "an empty answer: there are no options here", async () =>
        assert.deepEqual((await alpaca[method](asked))[key], {})
      )
    )
  );
  await methods.works("getOptionsExchanges", "names by letter", async () => {
    assert.equal(typeof (await alpaca.getOptionsExchanges()), "object");
  });
}

async function otherProducts(methods, alpaca) {
  await methods.works("getNews", "an empty list: there is no news here", async () => {
    assert.deepEqual(await alpaca.getNews({ symbols: "AAPL" }), { news: [], next_page_token: null });
  });
  const id = "00000000-0000-4000-8000-000000000000";
  const wallets = {
    getCryptoWallet: { asset: "BTC" },
    getCryptoWallets: undefined,
    getFeeEstimate: { asset: "BTC", amount: "1" },
    getCryptoTransfer: { transfer_id: id },
    getCryptoTransfers: {},
    createCryptoTransfer: { asset: "BTC", amount: "1", address: "nowhere" },
    getCryptoWhitelistedAddress: { asset: "BTC", address: "nowhere" },
    getCryptoWhitelistedAddresses: undefined,
    requestCryptoWhitelistedAddress: { asset: "BTC", address: "nowhere" },
    removeCryptoWhitelistedAddress: { whitelisted_address_id: id },
  };
  await Promise.all(
    ["getForexRates", "getLatestForexRates"].map((method) =>
      methods.works(method, "an empty answer: no currencies are traded here", async () =>
        assert.deepEqual((await alpaca[method]({ currency_pairs: "EURUSD" })).rates, {})
      )
    )
  );
  const others = [
    ...Object.entries(wallets).map(([method, asked]) => [method, NO_WALLETS, asked]),
    ["getStocksMostActives", "nothing is ranked here", { top: 5 }],
    ["getLogo", "pictures are another product; the SDK asks for '/:symbol'", { symbol: "AAPL" }],
  ];
  await Promise.all(
    others.map(([method, why, asked]) => methods.refusedPath(method, why, () => alpaca[method](asked)))
  );
}

module.exports = run;
