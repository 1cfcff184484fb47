// SPDX-License-Identifier: Apache-2.0
//
// What is right, whichever SDK brings it.
"use strict";

const assert = require("node:assert/strict");

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const HOUR_MILLIS = 3_600_000;

/** Decimals of orders, positions and the account are texts. */
function isDecimal(value, what) {
  assert.equal(typeof value, "string", `${what} is a text, not ${JSON.stringify(value)}`);
  assert.match(value, /^-?\d+(\.\d+)?$/, what);
}

function isInstant(value, what) {
  assert.ok(typeof value === "string" && !Number.isNaN(Date.parse(value)), `${what}: ${value}`);
}

function isOrder(order) {
  assert.match(order.id, UUID);
  assert.ok(order.client_order_id.length > 0);
  for (const key of ["created_at", "updated_at", "submitted_at"]) {
    isInstant(order[key], key);
  }
  isDecimal(order.filled_qty, "filled_qty");
  assert.equal(order.type, order.order_type);
  assert.equal(typeof order.extended_hours, "boolean");
  assert.ok("legs" in order && "notional" in order && "replaced_by" in order);
}

function isPosition(position) {
  assert.match(position.asset_id, UUID);
  for (const key of ["qty", "qty_available", "avg_entry_price", "market_value", "cost_basis"]) {
    isDecimal(position[key], key);
  }
  assert.ok(["long", "short"].includes(position.side));
}

function isAccount(account) {
  assert.match(account.id, UUID);
  assert.equal(account.status, "ACTIVE");
  assert.equal(account.currency, "USD");
  for (const key of ["cash", "equity", "last_equity", "buying_power", "maintenance_margin", "sma"]) {
    isDecimal(account[key], key);
  }
  assert.ok(["1", "2", "4"].includes(account.multiplier));
}

function isAsset(asset) {
  assert.match(asset.id, UUID);
  assert.ok(["us_equity", "crypto"].includes(asset.class), asset.class);
  assert.equal(typeof asset.tradable, "boolean");
  assert.equal(typeof asset.easy_to_borrow, "boolean");
}

function isConfiguration(configuration) {
  for (const key of ["suspend_trade", "no_shorting", "fractional_trading"]) {
    assert.equal(typeof configuration[key], "boolean", key);
  }
  assert.ok(["1", "2", "4"].includes(configuration.max_margin_multiplier));
  assert.equal(configuration.dtbp_check, "both");
  assert.equal(configuration.pdt_check, "both");
}

function isHistory(history) {
  const { timestamp, equity, profit_loss, profit_loss_pct } = history;
  assert.ok(timestamp.length > 0, "an equity for at least one moment");
  assert.ok(timestamp.every((at, i) => Number.isInteger(at) && (i === 0 || at > timestamp[i - 1])));
  for (const series of [equity, profit_loss, profit_loss_pct]) {
    assert.equal(series.length, timestamp.length);
  }
  assert.ok(equity.every((value) => typeof value === "number"));
  assert.ok(profit_loss.every((value) => typeof value === "number"));
  assert.equal(typeof history.base_value, "number");
}

/** Points in the order of time, all of them within [from, to], and `count` of them. */
function areInOrder(items, time, { from, to, count }) {
  const times = items.map((item) => Date.parse(item[time]));
  assert.equal(items.length, count);
  assert.ok(times.every((at) => at >= Date.parse(from) && at <= Date.parse(to)), "within the range");
  assert.ok(times.every((at, i) => i === 0 || at >= times[i - 1]), "in the order of time");
}

/** An hour of the past, as market data is asked for: [from, to] as RFC 3339. */
function pastHour() {
  const end = Math.floor((Date.now() - HOUR_MILLIS) / 60_000) * 60_000;
  return { start: new Date(end - HOUR_MILLIS).toISOString(), end: new Date(end).toISOString() };
}

/** A price far below the market, in whole cents, so that an order to buy at it rests. */
const far = (price) => (Math.floor(price * 50) / 100).toFixed(2);

/** A price above the market by a share of it, in whole cents. */
const above = (price, share) => (Math.ceil(price * (100 + share)) / 100).toFixed(2);

const below = (price, share) => (Math.floor(price * (100 - share)) / 100).toFixed(2);

module.exports = {
  UUID,
  above,
  areInOrder,
  below,
  far,
  isAccount,
  isAsset,
  isConfiguration,
  isDecimal,
  isHistory,
  isInstant,
  isOrder,
  isPosition,
  pastHour,
};
