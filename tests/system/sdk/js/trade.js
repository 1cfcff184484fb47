// SPDX-License-Identifier: Apache-2.0
//
// Drives a running gateway with Alpaca's SDK, unmodified: what a user's program does in a day.
// The address and the key come from the environment, as client.env sets them. Prints a line for
// each thing that worked, and ends with code 1 at the first that did not.
"use strict";

const assert = require("node:assert/strict");
const { randomUUID } = require("node:crypto");
const Alpaca = require("@alpacahq/alpaca-trade-api");

const LIMIT_MILLIS = 10_000;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const alpaca = new Alpaca({ paper: true });

/** Waits until `look` gives something that is not undefined. */
async function until(what, look) {
  const end = Date.now() + LIMIT_MILLIS;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise((next) => setTimeout(next, 10));
  }
}

function isStatus(id, ...wanted) {
  return until(`${id} to be ${wanted}`, async () => {
    const order = await alpaca.getOrder(id);
    return wanted.includes(order.status) ? order : undefined;
  });
}

/** The refusal that the call ends with, as the SDK's users see it. */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error.response, `no answer but ${error}`);
    assert.equal(typeof error.response.data.code, "number");
    assert.equal(typeof error.response.data.message, "string");
    return { status: error.response.status, ...error.response.data };
  }
  throw new Error("it was not refused");
}

async function step(name, work) {
  await work();
  console.log(`ok ${name}`);
}

// The stream, opened first so that it hears everything.
const heard = [];

function listen() {
  return new Promise((connected, failed) => {
    const stream = alpaca.trade_ws;
    stream.onConnect(() => {
      stream.subscribe(["trade_updates"]);
      connected();
    });
    stream.onError((error) => failed(new Error(`stream: ${error}`)));
    stream.onOrderUpdate((update) => heard.push(update));
    stream.connect();
  });
}

const told = (id) => heard.filter((update) => update.order.id === id);
const events = (id) => told(id).map((update) => update.event);

function hears(id, ...wanted) {
  return until(`${id} to be told as ${wanted}, not only ${events(id)}`, async () =>
    wanted.every((event) => events(id).includes(event)) ? told(id) : undefined
  );
}

/** A price far below the market, in whole cents, so that an order to buy at it rests. */
const far = (price) => (Math.floor(price * 50) / 100).toFixed(2);

async function account() {
  const account = await alpaca.getAccount();
  assert.match(account.id, UUID);
  assert.equal(account.status, "ACTIVE");
  assert.equal(account.currency, "USD");
  assert.ok(Number(account.cash) > 0);
  assert.ok(Number(account.buying_power) > 0);
  assert.equal(account.trading_blocked, false);
}

async function surroundings() {
  const clock = await alpaca.getClock();
  assert.equal(typeof clock.is_open, "boolean");
  assert.ok(!Number.isNaN(Date.parse(clock.timestamp)));
  assert.ok(!Number.isNaN(Date.parse(clock.next_open)));

  const days = await alpaca.getCalendar({
    start: new Date("2026-01-01T12:00:00Z"),
    end: new Date("2026-01-09T12:00:00Z"),
  });
  assert.deepEqual(
    days.map((day) => day.date),
    ["2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"]
  );
  assert.equal(days[0].open, "09:30");

  const assets = await alpaca.getAssets({ status: "active", asset_class: "us_equity" });
  assert.ok(assets.length > 5);
  const apple = await alpaca.getAsset("AAPL");
  assert.equal(apple.symbol, "AAPL");
  assert.equal(apple.tradable, true);
  assert.match(apple.id, UUID);
  const unknown = await refusal(() => alpaca.getAsset("NOSUCH"));
  assert.equal(unknown.status, 404);
}

/** Buys at the market and follows it to its fill on the stream; gives the price. */
async function market() {
  const id = randomUUID();
  const order = await alpaca.createOrder({
    symbol: "AAPL",
    qty: 10,
    side: "buy",
    type: "market",
    time_in_force: "day",
    client_order_id: id,
  });
  assert.match(order.id, UUID);
  assert.equal(order.client_order_id, id);
  assert.equal(order.symbol, "AAPL");
  assert.equal(order.qty, "10");
  assert.equal(order.order_class, "");

  const updates = await hears(order.id, "fill");
  const fill = updates.find((update) => update.event === "fill");
  assert.equal(fill.order.filled_qty, "10");
  assert.equal(fill.order.status, "filled");
  assert.ok(Number(fill.price) > 0);
  assert.ok(Number(fill.position_qty) >= 10);
  assert.ok(fill.execution_id && fill.timestamp && fill.event_id);

  const filled = await isStatus(order.id, "filled");
  assert.equal(filled.filled_qty, "10");
  assert.ok(Number(filled.filled_avg_price) > 0);
  const same = await alpaca.getOrderByClientId(id);
  assert.equal(same.id, order.id);
  return Number(filled.filled_avg_price);
}

/** Each type with its own prices, resting; then listed, cancelled and gone. */
async function everyType(price) {
  const low = far(price);
  const high = (Math.ceil(price * 150) / 100).toFixed(2);
  const common = { symbol: "AAPL", qty: 1, time_in_force: "gtc" };
  const orders = [
    { ...common, side: "buy", type: "limit", limit_price: low },
    { ...common, side: "sell", type: "stop", stop_price: low },
    { ...common, side: "buy", type: "stop_limit", stop_price: high, limit_price: high },
    { ...common, side: "sell", type: "trailing_stop", trail_price: "50" },
    { ...common, side: "sell", type: "trailing_stop", trail_percent: "25" },
    { ...common, time_in_force: "day", qty: "0.5", side: "buy", type: "limit", limit_price: low },
  ];
  const ids = [];
  for (const wanted of orders) {
    const order = await alpaca.createOrder(wanted);
    assert.equal(order.type, wanted.type);
    ids.push(order.id);
    await isStatus(order.id, "new");
  }
  const trailing = await alpaca.getOrder(ids[4]);
  assert.equal(trailing.trail_percent, "25");
  assert.ok(Number(trailing.hwm) > 0);

  const open = await alpaca.getOrders({ status: "open", limit: 100 });
  assert.deepEqual(new Set(open.map((order) => order.id)), new Set(ids));
  const oldest = await alpaca.getOrders({ status: "open", limit: 2, direction: "asc" });
  assert.deepEqual(oldest.map((order) => order.id), ids.slice(0, 2));

  await alpaca.cancelOrder(ids[0]);
  await isStatus(ids[0], "canceled");
  await hears(ids[0], "canceled");
  await alpaca.cancelAllOrders();
  for (const id of ids) {
    await isStatus(id, "canceled");
  }
  assert.deepEqual(await alpaca.getOrders({ status: "open" }), []);
  const late = await refusal(() => alpaca.cancelOrder(ids[0]));
  assert.equal(late.status, 422);
}

async function notional() {
  const order = await alpaca.createOrder({
    symbol: "MSFT",
    notional: 1000,
    side: "buy",
    type: "market",
    time_in_force: "day",
  });
  assert.equal(Number(order.notional), 1000);
  const filled = await isStatus(order.id, "filled");
  assert.ok(Number(filled.filled_qty) > 0);
}

/** An order that cannot wait: filled at once, or gone. */
async function immediate(price) {
  const order = await alpaca.createOrder({
    symbol: "AAPL",
    qty: 1,
    side: "buy",
    type: "limit",
    limit_price: far(price),
    time_in_force: "ioc",
  });
  const gone = await isStatus(order.id, "canceled", "expired");
  assert.equal(gone.filled_qty, "0");
}

async function replace(price) {
  const first = await alpaca.createOrder({
    symbol: "AAPL",
    qty: 2,
    side: "buy",
    type: "limit",
    limit_price: far(price),
    time_in_force: "day",
  });
  await isStatus(first.id, "new");
  const second = await alpaca.replaceOrder(first.id, {
    qty: "3",
    limit_price: far(price * 0.9),
  });
  assert.notEqual(second.id, first.id);
  assert.equal(second.replaces, first.id);
  assert.equal(second.qty, "3");
  const old = await isStatus(first.id, "replaced");
  assert.equal(old.replaced_by, second.id);
  await isStatus(second.id, "new");
  await hears(first.id, "replaced");

  // Beyond the market: now it fills.
  const third = await alpaca.replaceOrder(second.id, { limit_price: (price * 1.2).toFixed(2) });
  const filled = await isStatus(third.id, "filled");
  assert.equal(filled.filled_qty, "3");
}

async function refusals() {
  const order = { symbol: "AAPL", qty: 1, side: "buy", type: "market", time_in_force: "day" };
  const faulty = await refusal(() => alpaca.createOrder({ ...order, qty: -1 }));
  assert.equal(faulty.status, 422);
  const rich = await refusal(() => alpaca.createOrder({ ...order, qty: 1_000_000 }));
  assert.equal(rich.status, 403);
  const unknown = await refusal(() => alpaca.getOrder(randomUUID()));
  assert.equal(unknown.status, 404);

  const id = randomUUID();
  const first = await alpaca.createOrder({ ...order, client_order_id: id });
  const again = await alpaca.createOrder({ ...order, client_order_id: id });
  assert.equal(again.id, first.id);
  const other = await refusal(() => alpaca.createOrder({ ...order, qty: 2, client_order_id: id }));
  assert.equal(other.status, 422);
  assert.equal(other.code, 40010001);
  await isStatus(first.id, "filled");

  const stranger = new Alpaca({ keyId: "PKSTRANGER", secretKey: "wrong", paper: true });
  const shut = await refusal(() => stranger.getAccount());
  assert.ok([401, 403].includes(shut.status));
}

async function positions() {
  const held = await alpaca.getPositions();
  assert.deepEqual(held.map((position) => position.symbol).sort(), ["AAPL", "MSFT"]);
  const apple = await alpaca.getPosition("AAPL");
  assert.equal(apple.qty, "14");
  assert.equal(apple.side, "long");
  assert.ok(Number(apple.avg_entry_price) > 0);
  assert.ok(Number(apple.market_value) > 0);

  const closing = await alpaca.closePosition("AAPL");
  await isStatus(closing.id, "filled");
  const gone = await refusal(() => alpaca.getPosition("AAPL"));
  assert.equal(gone.status, 404);

  await alpaca.closeAllPositions();
  await until("no position to be left", async () =>
    (await alpaca.getPositions()).length === 0 ? true : undefined
  );
}

async function activities() {
  const fills = await alpaca.getAccountActivities({ activityTypes: "FILL", pageSize: 100 });
  assert.ok(fills.length >= 6);
  for (const fill of fills) {
    assert.equal(fill.activity_type, "FILL");
    assert.ok(Number(fill.price) > 0);
    assert.ok(Number(fill.qty) > 0);
  }
  const bought = fills
    .filter((fill) => fill.symbol === "AAPL")
    .reduce((sum, fill) => sum + (fill.side === "buy" ? 1 : -1) * Number(fill.qty), 0);
  assert.equal(bought, 0);
}

/** What the stream told of all orders together: each event once, in order. */
async function stream() {
  const ids = heard.map((update) => update.event_id);
  assert.ok(ids.length > 20);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  alpaca.trade_ws.disconnect();
}

async function main() {
  await step("stream: connect", listen);
  await step("account", account);
  await step("clock, calendar, assets", surroundings);
  let price;
  await step("market order to its fill", async () => {
    price = await market();
  });
  await step("every order type, list, cancel", () => everyType(price));
  await step("notional", notional);
  await step("immediate or cancel", () => immediate(price));
  await step("replace", () => replace(price));
  await step("refusals", refusals);
  await step("positions and close", positions);
  await step("activities", activities);
  await step("stream: whole and in order", stream);
}

main().catch((error) => {
  const answer = error.response ? ` ${JSON.stringify(error.response.data)}` : "";
  console.error(`${error.stack}${answer}`);
  process.exit(1);
});
