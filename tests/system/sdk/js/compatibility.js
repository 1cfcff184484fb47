// SPDX-License-Identifier: Apache-2.0
//
// Tries every method of an SDK against a running gateway, and writes what came of it:
//
//   node compatibility.js alpaca-trade-api|alpaca-trade-api-4|typescript-sdk TABLE.json
//
// The address and the key come from the environment, as client.env sets them; what the market data
// sockets of alpaca-trade-api need besides is a TLS proxy, started here from FAIRLEAD_TLS_KEYS, a
// PKCS12 file with the password "fairlead", whose certificate this process has to trust
// (NODE_EXTRA_CA_CERTS).
"use strict";

const fs = require("node:fs");
const net = require("node:net");
const tls = require("node:tls");

const [sdk, table] = process.argv.slice(2);
const baseUrl = process.env.APCA_API_BASE_URL;

/** Gives wss://localhost to clients that would not do with less, from a free port. */
function tlsProxy() {
  const { hostname, port } = new URL(baseUrl);
  const pfx = fs.readFileSync(process.env.FAIRLEAD_TLS_KEYS);
  const server = tls.createServer({ pfx, passphrase: "fairlead" }, (client) => {
    const gateway = net.connect(Number(port), hostname);
    client.pipe(gateway).pipe(client);
    client.on("error", () => gateway.destroy());
    gateway.on("error", () => client.destroy());
  });
  return new Promise((listening) => {
    server.listen(0, "127.0.0.1", () => {
      server.unref();
      listening(`https://localhost:${server.address().port}`);
    });
  });
}

async function main() {
  const run = require(`./${sdk}`);
  const rows = await run({
    baseUrl,
    streamUrl: await tlsProxy(),
    keyId: process.env.APCA_API_KEY_ID,
    secretKey: process.env.APCA_API_SECRET_KEY,
  });
  fs.writeFileSync(table, JSON.stringify(rows, null, 1));
}

main()
  .then(() => process.exit(0))
  .catch((error) => {
    console.error(error.stack);
    process.exit(1);
  });
