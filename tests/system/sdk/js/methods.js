// SPDX-License-Identifier: Apache-2.0
//
// A table of an SDK's methods, filled by trying them. The methods are found by reflection, so that
// one that nobody thought of shows as "forgotten", and every method ends in one of these ways:
//
//   works          it was called, and what it gave was right
//   refused        it was called, and the gateway said honestly that there is no such thing here
//   not supported  the gateway has no such route; the reason is what it answered
//   left out       it was not called, for a reason
//   fails          anything else, and the run with it
"use strict";

const assert = require("node:assert/strict");

const LIMIT_MILLIS = 20_000;
const POLL_MILLIS = 20;
const NO_ROUTE = /there is no [A-Z]+ \/[^" ]*|[A-Z]+ \/[^" ]* is not served; the path is, otherwise/;

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
    await new Promise((next) => setTimeout(next, POLL_MILLIS));
  }
}

/** What an SDK's error says, whichever way the SDK carries it. */
function said(error) {
  const data = error.response ? error.response.data : undefined;
  const status = error.response ? `${error.response.status} ` : "";
  return status + (data === undefined ? error.message : JSON.stringify(data));
}

/** The text of the refusal that the call ends with. */
async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return said(error);
  }
  throw new Error("it was not refused");
}

/** The functions of an object, with those of its classes up to `end`. */
function functionsOf(object, end = Object.prototype) {
  const names = new Set();
  for (let at = object; at && at !== end; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      const value = Object.getOwnPropertyDescriptor(at, name).value;
      if (typeof value === "function" && name !== "constructor" && !/^[A-Z]/.test(name)) {
        names.add(name);
      }
    }
  }
  return [...names].sort();
}

class Methods {
  constructor(sdk) {
    this.sdk = sdk;
    this.rows = new Map();
    this.called = new Set();
  }

  /**
   * Adds the functions of `object` under `prefix`; gives the object as a program uses it, save that
   * calls are noted. The SDK itself is not touched.
   */
  watch(object, { group, prefix = "", end, own = () => true }) {
    for (const name of functionsOf(object, end)) {
      if (own(name)) {
        this.rows.set(prefix + name, { group, method: prefix + name });
      }
    }
    const called = this.called;
    return new Proxy(object, {
      get(target, name) {
        const value = target[name];
        if (typeof value !== "function" || typeof name !== "string") {
          return value;
        }
        return (...args) => {
          called.add(prefix + name);
          return value.apply(target, args);
        };
      },
    });
  }

  /** Tries a method; `checked` says in the table what was looked at. */
  async works(method, checked, work) {
    await this.attempt(method, "works", checked, work);
  }

  /** Tries a method that has to end in a refusal that matches `pattern`. */
  async refused(method, why, pattern, work) {
    await this.attempt(method, "refused", why, async () => {
      const told = await refusal(work);
      assert.doesNotMatch(told, NO_ROUTE);
      assert.match(told, pattern);
    });
  }

  /** Tries a method whose path the gateway has on purpose not: it has to say so. */
  async refusedPath(method, why, work) {
    await this.attempt(method, "refused", why, async () => assert.match(await refusal(work), NO_ROUTE));
  }

  async attempt(method, result, note, work) {
    const row = this.row(method);
    try {
      await work();
      row.result = this.called.has(method) ? result : "fails";
      row.note = this.called.has(method) ? note : "its case never called it";
    } catch (error) {
      const route = said(error).match(NO_ROUTE);
      row.result = route ? "not supported" : "fails";
      row.note = route ? route[0] : `${error.stack}: ${said(error)}`;
    }
    console.log(`${row.result === "fails" ? "FAILS" : row.result} ${method}: ${row.note}`);
  }

  /** A list of methods that are not called, for one reason. */
  leaveOut(methods, why) {
    for (const method of methods) {
      Object.assign(this.row(method), { result: "left out", note: why });
    }
  }

  row(method) {
    const row = this.rows.get(method);
    assert.ok(row, `${this.sdk} has no ${method}`);
    assert.equal(row.result, undefined, `${method} has two cases`);
    return row;
  }

  /** All rows, in the order of their groups and names. */
  table() {
    return [...this.rows.values()].map((row) => ({
      sdk: this.sdk,
      ...row,
      result: row.result || "fails",
      note: row.result ? row.note : "forgotten: it has no case and no reason",
    }));
  }
}

module.exports = { Methods, functionsOf, refusal, said, until };
