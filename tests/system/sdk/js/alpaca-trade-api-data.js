// SPDX-License-Identifier: Apache-2.0
//
// Every method of @alpacahq/alpaca-trade-api 3 for market data over REST. It renames the keys of
// what it is sent, so a key that is missing here was missing in the answer.
"use strict";

const assert = require("node:assert/strict");
const check = require("./checks");

const STOCKS = ["AAPL", "MSFT"];
const COIN = ["BTC/USD"];
const OPTION = ["AAPL270115C00200000"];
const NO_OPTIONS = "an empty answer: there are no options here";

async function all(stream) {
  const items = [];
  for await (const item of stream) {
    items.push(item);
  }
  return items;
}

function isTrade(trade) {
  assert.ok(trade.Price > 0 && trade.Size > 0, JSON.stringify(trade));
  assert.ok(Number.isInteger(trade.ID));
  check.isInstant(trade.Timestamp, "Timestamp");
}

function isQuote(quote) {
  assert.ok(quote.BidPrice > 0 && quote.AskPrice >= quote.BidPrice, JSON.stringify(quote));
  assert.ok(quote.BidSize > 0 && quote.AskSize > 0);
  check.isInstant(quote.Timestamp, "Timestamp");
}

/** Stock bars are OpenPrice, crypto bars Open. */
function isBar(bar) {
  const price = (name) => bar[`${name}Price`] ?? bar[name];
  const [open, high, low, close] = ["Open", "High", "Low", "Close"].map(price);
  assert.ok(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close));
  assert.ok(bar.VWAP >= low && bar.VWAP <= high && bar.Volume > 0 && bar.TradeCount > 0);
  check.isInstant(bar.Timestamp, "Timestamp");
}

function isSnapshot(snapshot) {
  isTrade(snapshot.LatestTrade);
  isQuote(snapshot.LatestQuote);
  [snapshot.MinuteBar, snapshot.DailyBar, snapshot.PrevDailyBar].forEach(isBar);
}

async function tryMarketData(methods, alpaca) {
  const minutes = alpaca.newTimeframe(1, alpaca.timeframeUnit.MIN);
  await methods.works("newTimeframe", "1Min, as bars are then asked for", async () => {
    assert.equal(alpaca.newTimeframe(1, alpaca.timeframeUnit.MIN), "1Min");
  });
  await stocks(methods, alpaca, minutes);
  await latest(methods, alpaca);
  await crypto(methods, alpaca, minutes);
  await options(methods, alpaca, minutes);
  await others(methods, alpaca);
}

async function stocks(methods, alpaca, minutes) {
  const kinds = [
    ["Trades", isTrade, {}],
    ["Quotes", isQuote, {}],
    ["Bars", isBar, { timeframe: minutes }],
  ];
  for (const [kind, isItem, more] of kinds) {
    const range = check.pastHour();
    const asked = () => ({ ...range, ...more, limit: 50, pageLimit: 20 });
    const bounds = { from: range.start, to: range.end };
    const checked = "50 of an hour in the order of time, over three pages";
    await methods.works(`get${kind}V2`, checked, async () => {
      const items = await all(alpaca[`get${kind}V2`]("AAPL", asked()));
      items.forEach(isItem);
      check.areInOrder(items, "Timestamp", { ...bounds, count: 50 });
    });
    await methods.works(`getMulti${kind}V2`, "100 of an hour, AAPL before MSFT", async () => {
      const found = await alpaca[`getMulti${kind}V2`](STOCKS, { ...asked(), limit: 100, pageLimit: 30 });
      const items = [...found.values()].flat();
      items.forEach(isItem);
      assert.equal(items.length, 100);
      assert.equal([...found.keys()][0], "AAPL");
      check.areInOrder(found.get("AAPL"), "Timestamp", { ...bounds, count: found.get("AAPL").length });
    });
    await methods.works(`getMulti${kind}AsyncV2`, "the same as a stream, with symbols", async () => {
      const items = await all(alpaca[`getMulti${kind}AsyncV2`](STOCKS, { ...asked(), limit: 70 }));
      items.forEach(isItem);
      assert.equal(items.length, 70);
      assert.ok(items.every((item) => STOCKS.includes(item.Symbol)));
    });
  }
}

async function latest(methods, alpaca) {
  for (const [kind, isItem] of [["Trade", isTrade], ["Quote", isQuote], ["Bar", isBar]]) {
    await methods.works(`getLatest${kind}`, "of AAPL, not older than five minutes", async () => {
      const item = await alpaca[`getLatest${kind}`]("AAPL");
      isItem(item);
      assert.ok(Date.now() - Date.parse(item.Timestamp) < 300_000, item.Timestamp);
    });
    await methods.works(`getLatest${kind}s`, "of two symbols", async () => {
      const found = await alpaca[`getLatest${kind}s`](STOCKS);
      assert.deepEqual([...found.keys()].sort(), STOCKS);
      found.forEach(isItem);
    });
  }
  await methods.works("getSnapshot", "trade, quote and the three bars of AAPL", async () =>
    isSnapshot(await alpaca.getSnapshot("AAPL"))
  );
  await methods.works("getSnapshots", "of two symbols", async () => {
    const found = await alpaca.getSnapshots(STOCKS);
    assert.deepEqual(found.map((snapshot) => snapshot.symbol).sort(), STOCKS);
    found.forEach(isSnapshot);
  });
}

async function crypto(methods, alpaca, minutes) {
  const kinds = [
    ["Trades", isTrade, {}],
    ["Quotes", isQuote, {}],
    ["Bars", isBar, { timeframe: minutes }],
  ];
  for (const [kind, isItem, more] of kinds) {
    await methods.works(`getCrypto${kind}`, "40 of an hour, over three pages", async () => {
      const range = check.pastHour();
      const asked = { ...range, ...more, limit: 40, pageLimit: 15 };
      const items = (await alpaca[`getCrypto${kind}`](COIN, asked)).get("BTC/USD");
      items.forEach(isItem);
      check.areInOrder(items, "Timestamp", { from: range.start, to: range.end, count: 40 });
    });
    await methods.works(`getLatestCrypto${kind}`, "of BTC/USD", async () => {
      const found = await alpaca[`getLatestCrypto${kind}`](COIN);
      assert.deepEqual([...found.keys()], COIN);
      isItem(found.get("BTC/USD"));
    });
  }
  await methods.works("getCryptoSnapshots", "trade, quote and the three bars", async () =>
    isSnapshot((await alpaca.getCryptoSnapshots(COIN)).get("BTC/USD"))
  );
  await methods.works("getCryptoOrderbooks", "a best bid below a best ask", async () => {
    const book = (await alpaca.getCryptoOrderbooks(COIN)).get("BTC/USD");
    check.isInstant(book.Timestamp, "Timestamp");
    assert.ok(book.Bids[0].Price < book.Asks[0].Price && book.Bids[0].Size > 0);
  });
}

async function options(methods, alpaca, minutes) {
  const range = check.pastHour();
  await methods.works("getOptionBars", NO_OPTIONS, async () => {
    const found = await alpaca.getOptionBars(OPTION, { ...range, timeframe: minutes });
    assert.equal(found.size, 0);
  });
  await methods.works("getOptionTrades", NO_OPTIONS, async () => {
    assert.equal((await alpaca.getOptionTrades(OPTION, { ...range })).size, 0);
  });
  await methods.works("getOptionLatestTrades", NO_OPTIONS, async () => {
    assert.equal((await alpaca.getOptionLatestTrades(OPTION)).size, 0);
  });
  await methods.works("getOptionLatestQuotes", NO_OPTIONS, async () => {
    assert.equal((await alpaca.getOptionLatestQuotes(OPTION)).size, 0);
  });
  await methods.works("getOptionSnapshots", NO_OPTIONS, async () => {
    assert.deepEqual(await alpaca.getOptionSnapshots(OPTION), []);
  });
  await methods.works("getOptionChain", NO_OPTIONS, async () => {
    assert.deepEqual(await alpaca.getOptionChain("AAPL", {}), []);
  });
}

async function others(methods, alpaca) {
  await methods.works("getNews", "an empty list: there is no news here", async () => {
    assert.deepEqual(await alpaca.getNews({ symbols: ["AAPL"] }), []);
  });
  await methods.works("getCorporateActions", "none of any kind", async () => {
    const found = await alpaca.getCorporateActions(["AAPL"], {});
    assert.ok(Object.values(found).every((kind) => kind.length === 0), JSON.stringify(found));
  });
}

module.exports = tryMarketData;
