// SPDX-License-Identifier: Apache-2.0
//
// @alpacahq/alpaca-trade-api 4: every call that it has been generated with, one an operation of
// Alpaca's documents, and its streams. It has no option for another address, so its `fetchApi`
// takes each request elsewhere; its streams have `url`. Its calls take and give names in camel
// case, so a key that is missing here was missing in the answer.
"use strict";

const assert = require("node:assert/strict");
const sdk = require("alpaca-trade-api-4");
const { version } = require("./node_modules/alpaca-trade-api-4/package.json");
const { Methods, refusal, until } = require("./methods");
const check = require("./checks");

const NONE = "00000000-0000-4000-8000-000000000000";
const OPTION = "AAPL270115C00200000";
const LOOPS = "made of the calls above: page after page, or renamed";
const PRODUCTS = {
  createLocates: "shares are not borrowed by the piece here",
  getLocate: "shares are not borrowed by the piece here",
  listLocateQuotes: "shares are not borrowed by the piece here",
  listLocates: "shares are not borrowed by the piece here",
  subscribeToActivitiesSSE: "an endless stream of account activities, which is not served",
  createCryptoTransferForAccount: "crypto wallets are Alpaca's own custody",
  createWhitelistedAddress: "crypto wallets are Alpaca's own custody",
  deleteWhitelistedAddress: "crypto wallets are Alpaca's own custody",
  getCryptoFundingTransfer: "crypto wallets are Alpaca's own custody",
  getCryptoTransferEstimate: "crypto wallets are Alpaca's own custody",
  listCryptoFundingTransfers: "crypto wallets are Alpaca's own custody",
  listCryptoFundingWallets: "crypto wallets are Alpaca's own custody",
  listWhitelistedAddress: "crypto wallets are Alpaca's own custody",
  getTokenizationRequest: "tokens are another product of Alpaca's",
  getTokenizationRequestByClientRequestID: "tokens are another product of Alpaca's",
  getTokenizationRequests: "tokens are another product of Alpaca's",
  postTokenizationMint: "tokens are another product of Alpaca's",
  cryptoPerpLatestBars: "perpetual futures are not traded here",
  cryptoPerpLatestFuturesPricing: "perpetual futures are not traded here",
  cryptoPerpLatestOrderbooks: "perpetual futures are not traded here",
  cryptoPerpLatestQuotes: "perpetual futures are not traded here",
  cryptoPerpLatestTrades: "perpetual futures are not traded here",
  fixedIncomeLatestPrices: "bonds are not traded here",
  fixedIncomeLatestQuotes: "bonds are not traded here",
  indexLatestValues: "there are no indices here",
  indexValues: "there are no indices here",
  logos: "pictures are another product",
  mostActives: "nothing is ranked here",
  movers: "nothing is ranked here",
};

async function run({ baseUrl, keyId, secretKey }) {
  const methods = new Methods(`@alpacahq/alpaca-trade-api ${version}`);
  const elsewhere = (url, init) => {
    const { pathname, search } = new URL(url);
    return fetch(baseUrl + pathname + search, init);
  };
  // Alpaca's crypto data is for everybody, so the SDK sends no key for it: this gateway is told so.
  const key = { keyId, secret: secretKey };
  const options = { ...key, paper: true, fetchApi: elsewhere, rateLimit: false };
  const alpaca = new sdk.Alpaca(options);
  const calls = {
    trading: watched(methods, alpaca.trading, "trading"),
    data: watched(methods, alpaca.marketData, "marketData"),
  };
  const context = { methods, calls };
  await trading(context);
  await book(context);
  await lists(context);
  await surroundings(context);
  await stocks(context);
  await crypto(context);
  await nothing(context);
  await streams(context, baseUrl.replace(/^http/, "ws"));
  leaveOutOthers(methods);
  return methods.table();
}

/** The APIs of a client, each watched under its name; the parts of a call are no calls. */
function watched(methods, client, group) {
  const part = /Raw$|RequestOpts$|^with|^(isJsonMime|request|createFetchParams|clone|fetchApi)$/;
  const found = {};
  for (const name of propertiesOf(client)) {
    const api = client[name];
    if (api instanceof sdk.trading.BaseAPI || api instanceof sdk.marketData.BaseAPI) {
      const own = (method) => !part.test(method);
      found[name] = methods.watch(api, { group, prefix: `${group}.${name}.`, own });
    }
  }
  found.client = methods.watch(client, { group, prefix: `${group}.` });
  return found;
}

function propertiesOf(client) {
  const own = Object.getOwnPropertyNames(client);
  const inherited = Object.getOwnPropertyNames(Object.getPrototypeOf(client));
  return [...new Set([...own, ...inherited])].filter((name) => !/^_|^constructor$/.test(name));
}

function isOrder(order) {
  assert.match(order.id, check.UUID);
  assert.ok(order.clientOrderId && order.status && order.type && order.timeInForce);
  assert.ok(order.submittedAt instanceof Date && order.updatedAt instanceof Date);
  check.isDecimal(order.filledQty, "filledQty");
}

/** Within maps the SDK leaves instants as texts. */
function isTime(value) {
  assert.ok(!Number.isNaN(new Date(value).getTime()), String(value));
}

function isStatus({ calls }, orderId, ...wanted) {
  return until(`${orderId} to be ${wanted}`, async () => {
    const order = await calls.trading.orders.getOrderByOrderID({ orderId });
    return wanted.includes(order.status) ? order : undefined;
  });
}

async function trading(context) {
  const { methods, calls } = context;
  const { orders } = calls.trading;
  const order = { symbol: "AAPL", side: "buy", timeInForce: "day" };
  let placed;
  await methods.works("trading.orders.market", "filled", async () => {
    placed = await orders.market({ ...order, qty: 10, clientOrderId: "js4-first" });
    isOrder(placed);
    context.filled = await isStatus(context, placed.id, "filled");
    context.price = Number(context.filled.filledAvgPrice);
  });
  await methods.works("trading.orders.getOrderByOrderID", "the order; 404 for a stranger's", async () => {
    assert.equal(context.filled.filledQty, "10");
    assert.match(await refusal(() => orders.getOrderByOrderID({ orderId: NONE })), /./);
  });
  const { price } = context;
  const low = check.far(price);
  const high = check.above(price, 50);
  const kinds = {
    limit: { ...order, qty: 1, limitPrice: low },
    stop: { ...order, qty: 1, stopPrice: high },
    stopLimit: { ...order, qty: 1, stopPrice: high, limitPrice: high },
    trailingStop: { ...order, qty: 1, trailPercent: 20 },
    submit: { ...order, qty: 1, type: "limit", limitPrice: low },
  };
  for (const [kind, asked] of Object.entries(kinds)) {
    await methods.works(`trading.orders.${kind}`, "rests", async () => {
      const resting = await orders[kind](asked);
      isOrder(resting);
      await isStatus(context, resting.id, "new");
      context.resting = resting;
    });
  }
  const exits = { takeProfit: { limitPrice: check.above(price, 30) } };
  const loss = { stopLoss: { stopPrice: check.below(price, 80) } };
  const entry = { ...order, qty: 1, type: "limit", limitPrice: low, timeInForce: "gtc" };
  await methods.works("trading.orders.bracket", "with two legs", async () => {
    const bracket = await orders.bracket({ ...entry, ...exits, ...loss });
    assert.equal(bracket.legs.length, 2);
    assert.equal(bracket.orderClass, "bracket");
  });
  await methods.works("trading.orders.oto", "with one leg", async () => {
    assert.equal((await orders.oto({ ...entry, ...exits })).legs.length, 1);
  });
  await methods.works("trading.orders.postOrder", "a body as documented", async () => {
    isOrder(await orders.postOrder({ postOrderRequest: { ...order, type: "limit", qty: "1", limitPrice: low } }));
  });
  await methods.works("trading.orders.patchOrderByOrderId", "a new order for the old", async () => {
    const patchOrderRequest = { limitPrice: check.far(price * 0.9) };
    const next = await orders.patchOrderByOrderId({ orderId: context.resting.id, patchOrderRequest });
    assert.equal(next.replaces, context.resting.id);
    await isStatus(context, next.id, "new");
    context.resting = next;
  });
  await methods.works("trading.orders.getOrderByClientOrderId", "the order of that name", async () => {
    const found = await orders.getOrderByClientOrderId({ clientOrderId: "js4-first" });
    assert.equal(found.id, placed.id);
  });
  await methods.works("trading.orders.getAllOrders", "open ones, nested, of a class, by direction", async () => {
    const open = await orders.getAllOrders({ status: "open", nested: true, direction: "asc" });
    open.forEach(isOrder);
    assert.deepEqual(open.map((one) => one.legs?.length ?? 0).filter((count) => count > 0), [2, 1]);
    const coins = await orders.getAllOrders({ status: "all", assetClass: ["crypto"] });
    assert.deepEqual(coins, []);
  });
  await methods.works("trading.orders.deleteOrderByOrderID", "canceled", async () => {
    await orders.deleteOrderByOrderID({ orderId: context.resting.id });
    await isStatus(context, context.resting.id, "canceled");
  });
  await methods.works("trading.orders.deleteAllOrders", "none is left", async () => {
    assert.ok((await orders.deleteAllOrders()).length >= 4);
    await until("no order to be open", async () =>
      (await orders.getAllOrders({ status: "open" })).length === 0 || undefined
    );
  });
  await methods.works("trading.orders.oco", "two exits of what is held", async () => {
    const stop = { stopLoss: { stopPrice: check.below(price, 30) } };
    const oco = await orders.oco({ ...order, side: "sell", qty: 1, ...exits, ...stop });
    assert.equal(oco.orderClass, "oco");
    await orders.deleteAllOrders();
    await isStatus(context, oco.id, "canceled");
  });
}

async function book({ methods, calls }) {
  const { positions } = calls.trading;
  const symbolOrAssetId = "AAPL";
  await methods.works("trading.positions.getAllOpenPositions", "what was bought", async () => {
    const held = await positions.getAllOpenPositions();
    assert.deepEqual(held.map((position) => [position.symbol, position.qty]), [["AAPL", "10"]]);
  });
  await methods.works("trading.positions.getOpenPosition", "by symbol", async () => {
    assert.equal((await positions.getOpenPosition({ symbolOrAssetId })).side, "long");
  });
  await methods.works("trading.positions.deleteOpenPosition", "a part of it", async () => {
    const closing = await positions.deleteOpenPosition({ symbolOrAssetId, qty: 4 });
    isOrder(closing);
    await until("what is left", async () =>
      (await positions.getOpenPosition({ symbolOrAssetId })).qty === "6" || undefined
    );
  });
  await methods.works("trading.positions.deleteAllOpenPositions", "none is left", async () => {
    const items = await positions.deleteAllOpenPositions({ cancelOrders: true });
    assert.deepEqual(items.map((item) => item.symbol), ["AAPL"]);
    await until("no position to be left", async () =>
      (await positions.getAllOpenPositions()).length === 0 || undefined
    );
  });
  for (const method of ["optionExercise", "optionDoNotExercise"]) {
    await methods.refused(`trading.positions.${method}`, "nobody holds an option", /./, () =>
      positions[method]({ symbolOrContractId: OPTION })
    );
  }
  await methods.works("trading.account.getAccount", "its status and its money", async () => {
    const account = await calls.trading.account.getAccount();
    assert.equal(account.status, "ACTIVE");
    check.isDecimal(account.cash, "cash");
  });
  const configurations = calls.trading.accountConfigurations;
  await methods.works("trading.accountConfigurations.getAccountConfig", "what is settled", async () => {
    assert.equal((await configurations.getAccountConfig()).suspendTrade, false);
  });
  await methods.works("trading.accountConfigurations.patchAccountConfig", "a change is kept", async () => {
    await configurations.patchAccountConfig({ accountConfigurations: { noShorting: true } });
    assert.equal((await configurations.getAccountConfig()).noShorting, true);
  });
  const activities = calls.trading.accountActivities;
  await methods.works("trading.accountActivities.getAccountActivities", "fills and the opening", async () => {
    assert.ok((await activities.getAccountActivities({ pageSize: 100 })).length >= 4);
  });
  await methods.works("trading.accountActivities.getAccountActivitiesByActivityType", "fills", async () => {
    const asked = { activityType: "FILL", direction: "asc" };
    const fills = await activities.getAccountActivitiesByActivityType(asked);
    assert.ok(fills.every((fill) => fill.activityType === "FILL") && fills.length >= 3);
  });
  await methods.works("trading.portfolioHistory.getAccountPortfolioHistory", "series of one length", async () => {
    const asked = { period: "1D", timeframe: "5Min" };
    const history = await calls.trading.portfolioHistory.getAccountPortfolioHistory(asked);
    assert.ok(history.timestamp.length > 0);
    assert.equal(history.equity.length, history.timestamp.length);
  });
}

async function lists({ methods, calls }) {
  const { watchlists } = calls.trading;
  const name = "JS 4";
  const symbols = (list) => list.assets.map((asset) => asset.symbol);
  let watchlistId;
  await methods.works("trading.watchlists.postWatchlist", "with its assets", async () => {
    const createWatchlistRequest = { name, symbols: ["AAPL"] };
    const list = await watchlists.postWatchlist({ createWatchlistRequest });
    watchlistId = list.id;
    assert.deepEqual(symbols(list), ["AAPL"]);
  });
  await methods.works("trading.watchlists.getWatchlists", "it is listed", async () => {
    assert.deepEqual((await watchlists.getWatchlists()).map((list) => list.id), [watchlistId]);
  });
  const more = (symbol) => ({ addAssetToWatchlistRequest: { symbol } });
  await methods.works("trading.watchlists.addAssetToWatchlist", "at its end", async () => {
    const list = await watchlists.addAssetToWatchlist({ watchlistId, ...more("MSFT") });
    assert.deepEqual(symbols(list), ["AAPL", "MSFT"]);
  });
  await methods.works("trading.watchlists.addAssetToWatchlistByName", "at its end", async () => {
    const list = await watchlists.addAssetToWatchlistByName({ name, ...more("TSLA") });
    assert.deepEqual(symbols(list), ["AAPL", "MSFT", "TSLA"]);
  });
  await methods.works("trading.watchlists.removeAssetFromWatchlist", "and only that one", async () => {
    const list = await watchlists.removeAssetFromWatchlist({ watchlistId, symbol: "AAPL" });
    assert.deepEqual(symbols(list), ["MSFT", "TSLA"]);
  });
  const change = { updateWatchlistRequest: { name, symbols: ["AAPL"] } };
  await methods.works("trading.watchlists.updateWatchlistById", "its symbols", async () => {
    assert.deepEqual(symbols(await watchlists.updateWatchlistById({ watchlistId, ...change })), ["AAPL"]);
  });
  await methods.works("trading.watchlists.updateWatchlistByName", "its symbols", async () => {
    assert.deepEqual(symbols(await watchlists.updateWatchlistByName({ name, ...change })), ["AAPL"]);
  });
  await methods.works("trading.watchlists.getWatchlistById", "as it was left", async () => {
    assert.deepEqual(symbols(await watchlists.getWatchlistById({ watchlistId })), ["AAPL"]);
  });
  await methods.works("trading.watchlists.getWatchlistByName", "as it was left", async () => {
    assert.equal((await watchlists.getWatchlistByName({ name })).id, watchlistId);
  });
  await methods.works("trading.watchlists.deleteWatchlistByName", "gone", async () => {
    await watchlists.deleteWatchlistByName({ name });
    assert.deepEqual(await watchlists.getWatchlists(), []);
  });
  await methods.works("trading.watchlists.deleteWatchlistById", "gone", async () => {
    const list = await watchlists.postWatchlist({ createWatchlistRequest: { name, symbols: [] } });
    await watchlists.deleteWatchlistById({ watchlistId: list.id });
    assert.deepEqual(await watchlists.getWatchlists(), []);
  });
}

async function surroundings({ methods, calls }) {
  await methods.works("trading.clock.legacyClock", "open or not", async () => {
    assert.equal(typeof (await calls.trading.clock.legacyClock()).isOpen, "boolean");
  });
  await methods.works("trading.clock.clock", "of one market", async () => {
    assert.equal((await calls.trading.clock.clock({ markets: "NYSE" })).clocks.length, 1);
  });
  const range = { start: new Date("2026-01-01T00:00:00Z"), end: new Date("2026-01-05T00:00:00Z") };
  await methods.works("trading.calendar.legacyCalendar", "a range with a holiday in it", async () => {
    assert.equal((await calls.trading.calendar.legacyCalendar(range)).length, 2);
  });
  await methods.works("trading.calendar.calendar", "of one market", async () => {
    assert.equal((await calls.trading.calendar.calendar({ market: "NYSE", ...range })).calendar.length, 2);
  });
  await methods.works("trading.assets.getV2Assets", "by class", async () => {
    const coins = await calls.trading.assets.getV2Assets({ assetClass: "crypto" });
    assert.ok(coins.length > 0 && coins.every((asset) => asset.tradable));
  });
  await methods.works("trading.assets.getV2AssetsSymbolOrAssetId", "by symbol", async () => {
    const asset = await calls.trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: "AAPL" });
    assert.equal(asset.symbol, "AAPL");
  });
  await methods.works("trading.assets.getOptionsContracts", "there are none", async () => {
    const found = await calls.trading.assets.getOptionsContracts({ underlyingSymbols: "AAPL" });
    assert.deepEqual(found.optionContracts, []);
  });
  await methods.refused("trading.assets.getOptionContractSymbolOrId", "there are none", /./, () =>
    calls.trading.assets.getOptionContractSymbolOrId({ symbolOrId: OPTION })
  );
  const actions = calls.trading.corporateActions;
  const month = { caTypes: "dividend", since: "2026-01-01", until: "2026-01-31" };
  const prefix = "trading.corporateActions.getV2CorporateActionsAnnouncements";
  await methods.works(prefix, "there are none", async () => {
    assert.deepEqual(await actions.getV2CorporateActionsAnnouncements(month), []);
  });
  await methods.refused(`${prefix}Id`, "there are none", /./, () =>
    actions.getV2CorporateActionsAnnouncementsId({ id: NONE })
  );
}

/** The window that history is asked for, with dates, as this SDK has it. */
function pastHour() {
  const { start, end } = check.pastHour();
  return { start: new Date(start), end: new Date(end) };
}

async function stocks({ methods, calls }) {
  const { stocks } = calls.data;
  const name = (method) => `marketData.stocks.${method}`;
  const timeframe = "1Min";
  for (const [kind, key] of [["Bar", "bars"], ["Trade", "trades"], ["Quote", "quotes"]]) {
    await methods.works(name(`stock${kind}s`), "two pages of two symbols", async () => {
      const asked = { symbols: "AAPL,MSFT", timeframe, ...pastHour(), limit: 50 };
      const first = await stocks[`stock${kind}s`](asked);
      assert.equal(first[key].AAPL.length, 50);
      isTime(first[key].AAPL[0].t);
      const next = await stocks[`stock${kind}s`]({ ...asked, pageToken: first.nextPageToken });
      assert.equal(Object.values(next[key]).flat().length, 50);
    });
    await methods.works(name(`stock${kind}Single`), "the newest first", async () => {
      const asked = { symbol: "AAPL", timeframe, ...pastHour(), limit: 5, sort: "desc" };
      const times = (await stocks[`stock${kind}Single`](asked))[key].map((item) => item.t);
      assert.equal(times.length, 5);
      assert.ok(times.every((at, i) => i === 0 || at <= times[i - 1]));
    });
    await methods.works(name(`stockLatest${kind}s`), "of two symbols", async () => {
      const found = await stocks[`stockLatest${kind}s`]({ symbols: "AAPL,MSFT" });
      assert.deepEqual(Object.keys(found[key]).sort(), ["AAPL", "MSFT"]);
    });
    await methods.works(name(`stockLatest${kind}Single`), "of AAPL", async () => {
      const found = await stocks[`stockLatest${kind}Single`]({ symbol: "AAPL" });
      isTime(found[key.slice(0, -1)].t);
    });
  }
  await methods.works(name("stockSnapshots"), "of two symbols", async () => {
    const found = await stocks.stockSnapshots({ symbols: "AAPL,MSFT" });
    assert.deepEqual(Object.keys(found).sort(), ["AAPL", "MSFT"]);
  });
  await methods.works(name("stockSnapshotSingle"), "trade, quote and bars", async () => {
    const found = await stocks.stockSnapshotSingle({ symbol: "AAPL" });
    const { latestTrade, latestQuote, minuteBar, dailyBar, prevDailyBar } = found;
    assert.ok(latestTrade && latestQuote && minuteBar && dailyBar && prevDailyBar);
  });
  await methods.works(name("stockAuctions"), "none in a market that never closes", async () => {
    assert.deepEqual((await stocks.stockAuctions({ symbols: "AAPL" })).auctions, {});
  });
  await methods.works(name("stockAuctionSingle"), "none in a market that never closes", async () => {
    assert.deepEqual((await stocks.stockAuctionSingle({ symbol: "AAPL" })).auctions, []);
  });
  await methods.works(name("stockMetaExchanges"), "names by letter", async () => {
    assert.ok(Object.keys(await stocks.stockMetaExchanges()).length > 0);
  });
  await methods.works(name("stockMetaConditions"), "names by code", async () => {
    const found = await stocks.stockMetaConditions({ ticktype: "trade", tape: "A" });
    assert.ok(Object.keys(found).length > 0);
  });
}

async function crypto({ methods, calls }) {
  const { crypto } = calls.data;
  const name = (method) => `marketData.crypto.${method}`;
  const place = { loc: "us", symbols: "BTC/USD" };
  for (const [kind, key] of [["Bars", "bars"], ["Trades", "trades"], ["Quotes", "quotes"]]) {
    await methods.works(name(`crypto${kind}`), "of an hour", async () => {
      const asked = { ...place, timeframe: "1Min", ...pastHour(), limit: 10 };
      assert.equal((await crypto[`crypto${kind}`](asked))[key]["BTC/USD"].length, 10);
    });
    await methods.works(name(`cryptoLatest${kind}`), "of BTC/USD", async () => {
      isTime((await crypto[`cryptoLatest${kind}`](place))[key]["BTC/USD"].t);
    });
  }
  await methods.works(name("cryptoLatestOrderbooks"), "a best bid below a best ask", async () => {
    const book = (await crypto.cryptoLatestOrderbooks(place)).orderbooks["BTC/USD"];
    assert.ok(book.b[0].p < book.a[0].p);
  });
  await methods.works(name("cryptoSnapshots"), "of BTC/USD", async () => {
    assert.ok((await crypto.cryptoSnapshots(place)).snapshots["BTC/USD"].latestTrade);
  });
}

/** What is served, and has nothing in it here. */
async function nothing({ methods, calls }) {
  const { options, forex, news, corporateActions } = calls.data;
  const none = "an empty answer: there is nothing of the kind here";
  const asked = { symbols: OPTION, ticktype: "trade", timeframe: "1Min", underlyingSymbol: "AAPL" };
  const kinds = {
    optionBars: "bars",
    optionTrades: "trades",
    optionLatestTrades: "trades",
    optionLatestQuotes: "quotes",
    optionSnapshots: "snapshots",
    optionChain: "snapshots",
  };
  for (const [method, key] of Object.entries(kinds)) {
    await methods.works(`marketData.options.${method}`, none, async () =>
      assert.deepEqual((await options[method](asked))[key], {})
    );
  }
  for (const method of ["optionMetaConditions", "optionMetaExchanges"]) {
    await methods.works(`marketData.options.${method}`, none, async () =>
      assert.deepEqual(await options[method](asked), {})
    );
  }
  for (const method of ["latestRates", "rates"]) {
    await methods.works(`marketData.forex.${method}`, none, async () =>
      assert.deepEqual((await forex[method]({ currencyPairs: "EURUSD" })).rates, {})
    );
  }
  await methods.works("marketData.news.news", none, async () =>
    assert.deepEqual((await news.news({})).news, [])
  );
  await methods.works("marketData.corporateActions.corporateActions", none, async () => {
    const found = await corporateActions.corporateActions({ symbols: "AAPL" });
    assert.equal(found.nextPageToken ?? null, null);
  });
}

/** Opens a stream, waits until it is authenticated, and until `heard` has something. */
async function hears(stream, begin, heard) {
  stream.connect();
  assert.equal(await stream.waitForAuthentication(10_000), true, "it is authenticated");
  begin();
  await until("something to be heard", async () => (heard.length > 0 ? true : undefined));
  stream.disconnect();
}

async function streams({ methods, calls }, wsUrl) {
  const { trading, marketData } = { trading: calls.trading.client, marketData: calls.data.client };
  await methods.works("trading.stream", "an order from new to its fill", async () => {
    const updates = [];
    const stream = trading.stream({ url: `${wsUrl}/stream` });
    stream.onTradeUpdate((update) => updates.push(update));
    stream.connect();
    assert.equal(await stream.waitForAuthentication(10_000), true);
    stream.subscribeTradeUpdates();
    const order = { symbol: "AAPL", side: "buy", timeInForce: "day", qty: 1 };
    const placed = await calls.trading.orders.market(order);
    const fill = await until("its fill", async () =>
      updates.find((update) => update.event === "fill" && update.order.id === placed.id)
    );
    isOrder(fill.order);
    assert.ok(fill.timestamp instanceof Date);
    check.isDecimal(fill.price, "price");
    stream.disconnect();
  });
  await methods.works("marketData.stockStream", "trades and quotes, in MessagePack", async () => {
    const trades = [];
    const stream = marketData.stockStream({ url: `${wsUrl}/v2/iex` });
    stream.onTrade((trade) => trades.push(trade));
    await hears(stream, () => stream.subscribeForTrades(["AAPL"]), trades);
    assert.ok(trades[0].symbol === "AAPL" && trades[0].price > 0);
  });
  await methods.works("marketData.cryptoStream", "quotes, in MessagePack", async () => {
    const quotes = [];
    const stream = marketData.cryptoStream({ url: `${wsUrl}/v1beta3/crypto/us` });
    stream.onQuote((quote) => quotes.push(quote));
    await hears(stream, () => stream.subscribeForQuotes(["BTC/USD"]), quotes);
    assert.ok(quotes[0].bidPrice > 0);
  });
  for (const [kind, path] of [["option", "/v1beta1/indicative"], ["news", "/v1beta1/news"]]) {
    await methods.works(`marketData.${kind}Stream`, "authenticated; nothing ever comes", async () => {
      const stream = marketData[`${kind}Stream`]({ url: wsUrl + path });
      stream.connect();
      assert.equal(await stream.waitForAuthentication(10_000), true);
      stream.disconnect();
    });
  }
}

function leaveOutOthers(methods) {
  for (const [name, row] of methods.rows) {
    const product = PRODUCTS[name.split(".").at(-1)];
    if (row.result === undefined && product !== undefined) {
      methods.leaveOut([name], product);
    }
  }
  const loop = /^(trading|marketData)\.(iterate|collect|get\w+|closeAll|submitAnd|validate)/;
  methods.leaveOut(
    [...methods.rows.values()]
      .filter((row) => row.result === undefined && loop.test(row.method))
      .map((row) => row.method),
    LOOPS
  );
}

module.exports = run;
