// SPDX-License-Identifier: Apache-2.0
//
// Every method of @alpacahq/alpaca-trade-api 3: trading. Market data and streams are in files of
// their own, beside this one.
"use strict";

const assert = require("node:assert/strict");
const { EventEmitter } = require("node:events");
const { randomUUID } = require("node:crypto");
const Alpaca = require("@alpacahq/alpaca-trade-api");
const { version } = require("@alpacahq/alpaca-trade-api/package.json");
const { Methods, refusal, until } = require("./methods");
const check = require("./checks");
const tryMarketData = require("./alpaca-trade-api-data");
const tryStreams = require("./alpaca-trade-api-streams");

const ORDER = { symbol: "AAPL", qty: 1, side: "buy", type: "market", time_in_force: "day" };

async function run({ baseUrl, streamUrl, keyId, secretKey }) {
  const methods = new Methods(`@alpacahq/alpaca-trade-api ${version}`);
  const options = { keyId, secretKey, paper: true, baseUrl, dataBaseUrl: baseUrl };
  const sdk = new Alpaca({ ...options, dataStreamUrl: streamUrl, feed: "iex" });
  const alpaca = methods.watch(sdk, { group: "REST" });
  const trades = methods.watch(sdk.trade_ws, {
    group: "Trade updates",
    prefix: "trade_ws.",
    end: EventEmitter.prototype,
  });
  const heard = await tryStreams.tradeUpdates(methods, trades);
  const context = { methods, alpaca, heard };
  await account(context);
  await orders(context);
  await changes(context);
  await positions(context);
  await activities(context);
  await watchlists(context);
  await surroundings(context);
  await raw(context);
  await tryMarketData(methods, alpaca);
  await tryStreams.tradeUpdatesEnd(methods, trades, heard);
  await tryStreams.dataStreams(methods, sdk, { Alpaca, options, baseUrl });
  return methods.table();
}

function isStatus(alpaca, id, ...wanted) {
  return until(`${id} to be ${wanted}`, async () => {
    const order = await alpaca.getOrder(id);
    return wanted.includes(order.status) ? order : undefined;
  });
}

async function account({ methods, alpaca }) {
  await methods.works("getAccount", "id, status, every amount a decimal text", async () => {
    check.isAccount(await alpaca.getAccount());
  });
  await methods.works("getAccountConfigurations", "every key, with those that C# needs", async () =>
    check.isConfiguration(await alpaca.getAccountConfigurations())
  );
  await methods.works(
    "updateAccountConfigurations",
    "a change is answered, kept, obeyed by the next order, and taken back",
    async () => {
      const stopped = await alpaca.updateAccountConfigurations({ suspend_trade: true });
      check.isConfiguration(stopped);
      assert.equal(stopped.suspend_trade, true);
      assert.equal((await alpaca.getAccountConfigurations()).suspend_trade, true);
      assert.match(await refusal(() => alpaca.createOrder(ORDER)), /^403 /);
      const again = await alpaca.updateAccountConfigurations({ suspend_trade: false });
      assert.equal(again.suspend_trade, false);
      assert.match(
        await refusal(() => alpaca.updateAccountConfigurations({ max_margin_multiplier: "3" })),
        /^4\d\d .*max_margin_multiplier/
      );
    }
  );
}

async function orders(context) {
  const { methods, alpaca, heard } = context;
  await methods.works(
    "createOrder",
    "each type; simple, bracket, OCO and OTO; by quantity, fraction and amount of money; refusals",
    async () => {
      context.price = await market(alpaca, heard);
      await everyType(alpaca, context.price);
      await moneyAndFractions(alpaca);
      await everyClass(alpaca, heard, context.price);
      await refusals(alpaca);
    }
  );
  await methods.works("getOrder", "an order that was filled; 404 for a stranger's", async () => {
    const placed = await alpaca.createOrder({ ...ORDER, qty: 10 });
    const filled = await isStatus(alpaca, placed.id, "filled");
    check.isOrder(filled);
    assert.equal(filled.filled_qty, "10");
    check.isDecimal(filled.filled_avg_price, "filled_avg_price");
    assert.match(await refusal(() => alpaca.getOrder(randomUUID())), /^404 /);
  });
  await methods.works("getOrderByClientId", "the order of that name; 404 for another", async () => {
    const name = `by-name-${randomUUID()}`;
    const placed = await alpaca.createOrder({ ...ORDER, client_order_id: name });
    assert.equal((await alpaca.getOrderByClientId(name)).id, placed.id);
    assert.match(await refusal(() => alpaca.getOrderByClientId("nobody's")), /^404 /);
    await isStatus(alpaca, placed.id, "filled");
  });
}

/** Buys at the market and follows it to its fill on the stream; gives the price. */
async function market(alpaca, heard) {
  const id = randomUUID();
  const order = await alpaca.createOrder({ ...ORDER, qty: 20, client_order_id: id });
  check.isOrder(order);
  assert.equal(order.client_order_id, id);
  assert.equal(order.qty, "20");
  assert.equal(order.order_class, "");
  const updates = await heard.events(order.id, "fill");
  const fill = updates.find((update) => update.event === "fill");
  assert.equal(fill.order.status, "filled");
  check.isDecimal(fill.price, "price");
  check.isDecimal(fill.position_qty, "position_qty");
  check.isInstant(fill.timestamp, "timestamp");
  return Number((await isStatus(alpaca, order.id, "filled")).filled_avg_price);
}

async function everyType(alpaca, price) {
  const low = check.far(price);
  const high = check.above(price, 50);
  const common = { symbol: "AAPL", qty: 1, time_in_force: "gtc" };
  const wanted = [
    { ...common, side: "buy", type: "limit", limit_price: low },
    { ...common, side: "sell", type: "stop", stop_price: low },
    { ...common, side: "buy", type: "stop_limit", stop_price: high, limit_price: high },
    { ...common, side: "sell", type: "trailing_stop", trail_price: "50" },
    { ...common, side: "sell", type: "trailing_stop", trail_percent: "25" },
  ];
  for (const order of wanted) {
    const placed = await alpaca.createOrder(order);
    assert.equal(placed.type, order.type);
    await isStatus(alpaca, placed.id, "new");
    await alpaca.cancelOrder(placed.id);
    await isStatus(alpaca, placed.id, "canceled");
  }
  const gone = await alpaca.createOrder({ ...common, ...wanted[0], time_in_force: "ioc" });
  assert.equal((await isStatus(alpaca, gone.id, "canceled", "expired")).filled_qty, "0");
}

async function moneyAndFractions(alpaca) {
  const money = await alpaca.createOrder({ ...ORDER, symbol: "MSFT", qty: undefined, notional: 500 });
  assert.equal(Number(money.notional), 500);
  assert.equal(money.qty, null);
  assert.ok(Number((await isStatus(alpaca, money.id, "filled")).filled_qty) > 0);
  const fraction = await alpaca.createOrder({ ...ORDER, qty: "0.5" });
  assert.equal((await isStatus(alpaca, fraction.id, "filled")).filled_qty, "0.5");
}

/** Bracket to its exit, OTO and OCO resting and cancelled as groups. */
async function everyClass(alpaca, heard, price) {
  const common = { symbol: "AAPL", qty: 1, time_in_force: "gtc" };
  const profit = { take_profit: { limit_price: check.above(price, 30) } };
  const loss = { stop_loss: { stop_price: check.below(price, 30) } };

  const bracket = await alpaca.createOrder({
    ...common,
    side: "buy",
    type: "market",
    order_class: "bracket",
    ...profit,
    ...loss,
  });
  assert.equal(bracket.order_class, "bracket");
  assert.equal(bracket.legs.length, 2);
  bracket.legs.forEach(check.isOrder);
  await heard.events(bracket.id, "fill");
  await ended(alpaca, bracket);

  const oto = await alpaca.createOrder({
    ...common,
    side: "buy",
    type: "limit",
    limit_price: check.far(price),
    order_class: "oto",
    stop_loss: { stop_price: check.below(price, 80) },
  });
  assert.equal(oto.legs.length, 1);
  assert.equal(oto.legs[0].status, "held");
  await ended(alpaca, oto);

  const oco = await alpaca.createOrder({
    ...common,
    side: "sell",
    type: "limit",
    order_class: "oco",
    ...profit,
    ...loss,
  });
  assert.equal(oco.type, "limit");
  assert.equal(oco.legs.length, 1);
  await ended(alpaca, oco);

  const one = { ...common, side: "buy", type: "market", order_class: "bracket", ...profit };
  assert.match(await refusal(() => alpaca.createOrder(one)), /^422 .*stop_loss/);
}

/** Cancels a group by whichever member is open, and waits until none of them is. */
async function ended(alpaca, parent) {
  const members = [parent.id, ...parent.legs.map((leg) => leg.id)];
  for (const id of members) {
    await alpaca.cancelOrder(id).catch(() => undefined);
  }
  for (const id of members) {
    await isStatus(alpaca, id, "canceled", "filled", "expired", "replaced");
  }
}

async function refusals(alpaca) {
  assert.match(await refusal(() => alpaca.createOrder({ ...ORDER, qty: -1 })), /^422 .*qty/);
  assert.match(await refusal(() => alpaca.createOrder({ ...ORDER, qty: 1_000_000 })), /^403 /);
  const both = { ...ORDER, notional: 10 };
  assert.match(await refusal(() => alpaca.createOrder(both)), /^4(00|22) .*4001000/);
  const id = randomUUID();
  const first = await alpaca.createOrder({ ...ORDER, client_order_id: id });
  assert.equal((await alpaca.createOrder({ ...ORDER, client_order_id: id })).id, first.id);
  const other = { ...ORDER, qty: 2, client_order_id: id };
  assert.match(await refusal(() => alpaca.createOrder(other)), /^422 .*40010001/);
  await isStatus(alpaca, first.id, "filled");
}

async function changes({ methods, alpaca, heard, price }) {
  const resting = { ...ORDER, type: "limit", limit_price: check.far(price), time_in_force: "gtc" };
  const ids = [];
  await methods.works(
    "getOrders",
    "status, symbols, limit, direction, after, until, nested; a bad status is refused",
    async () => {
      for (const symbol of ["AAPL", "AAPL", "MSFT"]) {
        ids.push((await alpaca.createOrder({ ...resting, symbol })).id);
        await isStatus(alpaca, ids.at(-1), "new");
      }
      await filters(alpaca, ids);
    }
  );
  await methods.works("replaceOrder", "the chain of ids, the event, and a fill at the new price", () =>
    replace(alpaca, heard, price)
  );
  await methods.works("cancelOrder", "canceled in the book and on the stream; 422 when late", async () => {
    assert.equal(await alpaca.cancelOrder(ids[0]), "");
    await isStatus(alpaca, ids[0], "canceled");
    await heard.events(ids[0], "canceled");
    assert.match(await refusal(() => alpaca.cancelOrder(ids[0])), /^422 /);
  });
  await methods.works("cancelAllOrders", "an item with its order for each; none is left", async () => {
    const items = await alpaca.cancelAllOrders();
    assert.deepEqual(new Set(items.map((item) => item.id)), new Set(ids.slice(1)));
    items.forEach((item) => check.isOrder(item.body));
    assert.ok(items.every((item) => item.status === 200));
    await until("no order to be open", async () =>
      (await alpaca.getOrders({ status: "open" })).length === 0 ? true : undefined
    );
  });
}

async function filters(alpaca, ids) {
  const list = async (query) => (await alpaca.getOrders(query)).map((order) => order.id);
  const open = await alpaca.getOrders({ status: "open", limit: 100 });
  open.forEach(check.isOrder);
  assert.deepEqual(open.map((order) => order.id), [...ids].reverse());
  assert.deepEqual(await list({ status: "open", symbols: "MSFT" }), [ids[2]]);
  assert.deepEqual(await list({ status: "open", limit: 2, direction: "asc" }), ids.slice(0, 2));
  const second = open.find((order) => order.id === ids[1]).submitted_at;
  assert.deepEqual(await list({ status: "open", after: second }), [ids[2]]);
  assert.deepEqual(await list({ status: "open", until: second }), [ids[0]]);
  const closed = await alpaca.getOrders({ status: "closed", limit: 500, nested: true });
  assert.ok(closed.length > 5 && closed.every((order) => order.status !== "new"));
  assert.equal((await alpaca.getOrders({ status: "all", limit: 3 })).length, 3);
  assert.match(await refusal(() => alpaca.getOrders({ status: "lost" })), /^422 .*40010001/);
}

async function replace(alpaca, heard, price) {
  const order = { ...ORDER, qty: 2, type: "limit", limit_price: check.far(price) };
  const first = await alpaca.createOrder(order);
  await isStatus(alpaca, first.id, "new");
  const changed = { qty: "3", limit_price: check.far(price * 0.9) };
  const second = await alpaca.replaceOrder(first.id, changed);
  assert.equal(second.replaces, first.id);
  assert.equal(second.qty, "3");
  assert.equal((await isStatus(alpaca, first.id, "replaced")).replaced_by, second.id);
  await heard.events(first.id, "replaced");
  await isStatus(alpaca, second.id, "new");
  const third = await alpaca.replaceOrder(second.id, { limit_price: check.above(price, 20) });
  assert.equal((await isStatus(alpaca, third.id, "filled")).filled_qty, "3");
}

async function positions({ methods, alpaca }) {
  await methods.works("getPositions", "what was bought, every amount a decimal text", async () => {
    const held = await alpaca.getPositions();
    held.forEach(check.isPosition);
    assert.deepEqual(held.map((position) => position.symbol).sort(), ["AAPL", "MSFT"]);
  });
  await methods.works("getPosition", "by symbol and by asset id; 404 where there is none", async () => {
    const position = await alpaca.getPosition("AAPL");
    check.isPosition(position);
    assert.equal((await alpaca.getPosition(position.asset_id)).symbol, "AAPL");
    assert.match(await refusal(() => alpaca.getPosition("TSLA")), /^404 .*40410000/);
  });
  await methods.works("closePosition", "a market order for all of it, filled; 404 after", async () => {
    const closing = await alpaca.closePosition("AAPL");
    check.isOrder(closing);
    assert.equal(closing.side, "sell");
    await isStatus(alpaca, closing.id, "filled");
    assert.match(await refusal(() => alpaca.getPosition("AAPL")), /^404 /);
  });
  await methods.works("closeAllPositions", "an item with its order for each; none is left", async () => {
    const items = await alpaca.closeAllPositions();
    assert.deepEqual(items.map((item) => [item.symbol, item.status]), [["MSFT", 200]]);
    items.forEach((item) => check.isOrder(item.body));
    await until("no position to be left", async () =>
      (await alpaca.getPositions()).length === 0 ? true : undefined
    );
  });
}

async function activities({ methods, alpaca }) {
  await methods.works(
    "getAccountActivities",
    "fills by type, direction and page, each once; the opening balance; a bad page size refused",
    async () => {
      const fills = await alpaca.getAccountActivities({ activityTypes: "FILL", pageSize: 100 });
      assert.ok(fills.length >= 6);
      for (const fill of fills) {
        assert.equal(fill.activity_type, "FILL");
        ["price", "qty", "cum_qty", "leaves_qty"].forEach((key) => check.isDecimal(fill[key], key));
        check.isInstant(fill.transaction_time, "transaction_time");
      }
      const paged = [];
      for (let token; ; token = paged.at(-1).id) {
        const page = await alpaca.getAccountActivities({
          activityTypes: ["FILL"],
          pageSize: 4,
          pageToken: token,
        });
        paged.push(...page);
        if (page.length < 4) {
          break;
        }
      }
      assert.deepEqual(paged.map((fill) => fill.id), fills.map((fill) => fill.id));
      const oldest = await alpaca.getAccountActivities({ activityTypes: "FILL", direction: "asc" });
      assert.deepEqual(oldest.map((fill) => fill.id).reverse(), fills.map((fill) => fill.id));
      const before = { activityTypes: "FILL", until: "2020-01-01" };
      assert.deepEqual(await alpaca.getAccountActivities(before), []);
      const huge = () => alpaca.getAccountActivities({ activityTypes: "FILL", pageSize: 500 });
      assert.match(await refusal(huge), /^4\d\d .*page/);
    }
  );
  await methods.works("getPortfolioHistory", "series of one length, whole numbers of seconds", async () =>
    check.isHistory(await alpaca.getPortfolioHistory({ period: "1D", timeframe: "5Min" }))
  );
}

async function watchlists({ methods, alpaca }) {
  const symbols = (list) => list.assets.map((asset) => asset.symbol);
  let id;
  await methods.works("addWatchlist", "made with its assets; a doubled name is refused", async () => {
    const list = await alpaca.addWatchlist("SDK list", ["AAPL", "MSFT"]);
    id = list.id;
    assert.match(id, check.UUID);
    assert.match(list.account_id, check.UUID);
    assert.deepEqual(symbols(list), ["AAPL", "MSFT"]);
    list.assets.forEach(check.isAsset);
    assert.match(await refusal(() => alpaca.addWatchlist("SDK list", [])), /^4\d\d /);
  });
  await methods.works("getWatchlists", "it is listed", async () => {
    const lists = await alpaca.getWatchlists();
    assert.deepEqual(lists.map((list) => [list.id, list.name]), [[id, "SDK list"]]);
  });
  await methods.works("getWatchlist", "by its id, with assets", async () => {
    assert.deepEqual(symbols(await alpaca.getWatchlist(id)), ["AAPL", "MSFT"]);
  });
  await methods.works("addToWatchlist", "at its end", async () => {
    assert.deepEqual(symbols(await alpaca.addToWatchlist(id, "TSLA")), ["AAPL", "MSFT", "TSLA"]);
  });
  await methods.works("deleteFromWatchlist", "and only that one", async () => {
    const list = await alpaca.deleteFromWatchlist(id, "MSFT");
    assert.deepEqual(symbols(list), ["AAPL", "TSLA"]);
  });
  await methods.works("updateWatchlist", "its name and its symbols", async () => {
    const list = await alpaca.updateWatchlist(id, { name: "Renamed", symbols: ["MSFT"] });
    assert.equal(list.name, "Renamed");
    assert.deepEqual(symbols(list), ["MSFT"]);
  });
  await methods.works("deleteWatchlist", "gone; 404 after", async () => {
    await alpaca.deleteWatchlist(id);
    assert.match(await refusal(() => alpaca.getWatchlist(id)), /^404 /);
  });
}

async function surroundings({ methods, alpaca }) {
  await methods.works("getClock", "open or not, and what comes next, at New York's offset", async () => {
    const clock = await alpaca.getClock();
    assert.equal(typeof clock.is_open, "boolean");
    for (const key of ["timestamp", "next_open", "next_close"]) {
      check.isInstant(clock[key], key);
      assert.match(clock[key], /-0[45]:00$/);
    }
  });
  await methods.works("getCalendar", "the trading days of a range with a holiday in it", async () => {
    const days = await alpaca.getCalendar({
      start: new Date("2026-01-01T12:00:00Z"),
      end: new Date("2026-01-06T12:00:00Z"),
    });
    assert.deepEqual(days.map((day) => day.date), ["2026-01-02", "2026-01-05", "2026-01-06"]);
    assert.deepEqual([days[0].open, days[0].close], ["09:30", "16:00"]);
  });
  await methods.works("getAssets", "by status and class", async () => {
    const shares = await alpaca.getAssets({ status: "active", asset_class: "us_equity" });
    shares.forEach(check.isAsset);
    assert.ok(shares.length > 5 && shares.every((asset) => asset.class === "us_equity"));
    const gone = await alpaca.getAssets({ status: "inactive" });
    assert.ok(gone.every((asset) => asset.status === "inactive" && !asset.tradable));
  });
  await methods.works("getAsset", "by symbol and by id; 404 for an unknown one", async () => {
    const apple = await alpaca.getAsset("AAPL");
    check.isAsset(apple);
    assert.equal((await alpaca.getAsset(apple.id)).symbol, "AAPL");
    assert.match(await refusal(() => alpaca.getAsset("NOSUCH")), /^404 .*40410000/);
  });
}

/** The SDK's own doors for requests that it has no method for. */
async function raw({ methods, alpaca }) {
  await methods.works("sendRequest", "a path and a query of one's own", async () => {
    const contracts = await alpaca.sendRequest("/options/contracts", { underlying_symbols: "AAPL" });
    assert.deepEqual(contracts, { option_contracts: [], next_page_token: null });
  });
  await methods.works("httpRequest", "the whole response with X-Request-ID", async () => {
    const response = await alpaca.httpRequest("/clock");
    assert.equal(response.status, 200);
    assert.ok(response.headers["x-request-id"]);
  });
  await methods.works("dataHttpRequest", "the one path of version 1 that Alpaca has left", async () => {
    const query = { symbols: "AAPL" };
    const response = await alpaca.dataHttpRequest("/corporate-actions", query);
    assert.equal(response.data.next_page_token, null);
  });
}

module.exports = run;
