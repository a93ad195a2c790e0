// The static host in front, with the gateway behind: files under lock, addresses of the page, and
// requests that reach the gateway as they were sent.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request as ask } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { headersOfTheSite } from "../lock.mjs";
import { SITE, startHost } from "./host.mjs";
import { freePort, HOST, reading, rerun, startGateway, startSandbox, wholeFile } from "./stage.mjs";
import { send } from "./wire.mjs";

const sandbox = await startSandbox(wholeFile);
const environments = [sandbox.environment("sandbox")];
const gateway = await startGateway(wholeFile, { environments });
const { port } = await startHost(wholeFile, gateway.settings);
const get = (path, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers });

test("Every answer of the host has the whole lock, and says how long it may be kept", async () => {
  const expected = headersOfTheSite();
  assert.ok(expected.length >= 10);
  const kept = new Map([
    ["/", "no-store"],
    ["/t/sandbox/tasks/2770", "no-store"],
    ["/t/sandbox/reruns?state=open", "no-store"],
    ["/config.json", "no-store"],
    ["/boot.js", "no-cache"],
    ["/icon.svg", "no-cache"],
  ]);
  for (const name of readdirSync(SITE))
    if (/-[0-9a-f]{16}\.(js|css|wasm)$/.test(name)) kept.set(`/${name}`, "public, max-age=31536000, immutable");
  assert.ok(kept.size > 20);
  for (const [path, cache] of kept) {
    const { status, headers } = await get(path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("cache-control"), cache, path);
    for (const [name, value] of expected) assert.equal(headers.get(name), value, `${path}: ${name}`);
  }
});

test("An address of the page is the document, a file that is not there is none", async () => {
  const document = readFileSync(join(SITE, "index.html"), "utf8");
  for (const path of ["/", "/t/sandbox", "/t/sandbox/tasks/2770", "/t/production/unsettled"])
    assert.equal(await (await get(path)).text(), document, path);
  for (const path of ["/none.js", "/later-none-0123456789abcdef.wasm", "/.git/config.txt", "/index.php"])
    assert.equal((await get(path)).status, 404, path);
  assert.equal((await fetch(`http://127.0.0.1:${port}/`, { method: "POST" })).status, 405);
});

test("WebAssembly has its type, and files come compressed to who takes that", async () => {
  const name = readdirSync(SITE).find((each) => /^spa-.*\.wasm$/.test(each));
  // Asked by hand: fetch would undo the compression.
  const answer = await new Promise((done) => {
    ask({ port, path: `/${name}`, headers: { "accept-encoding": "gzip" } }, done).end();
  });
  answer.resume();
  assert.equal(answer.headers["content-type"], "application/wasm");
  assert.equal(answer.headers["content-encoding"], "gzip");
  assert.ok(existsSync(join(SITE, `${name}.br`)), "a twin for hosts that know Brotli");
});

test("The page's requests pass through both, a rerun once", async () => {
  const order = rerun("sandbox", 2770);
  assert.equal((await send(port, reading("sandbox"))).status, 200);
  assert.equal((await send(port, order)).status, 200);
  const ran = (await sandbox.executions()).filter((each) => each.key === order.key);
  assert.equal(ran.length, 1);
});

test("Every answer ends its connection, so that a browser has none on which it would repeat a POST", async () => {
  const asked = (path) => ({ ...reading("sandbox"), path });
  for (const order of [asked("/"), asked("/boot.js"), asked("/none.js"), reading("sandbox"), rerun("sandbox", 2770), asked("/api/else")]) {
    const answer = await send(port, order);
    assert.equal(answer.header("connection"), "close", order.path);
  }
});

test("What is hostile reaches the gateway as it was sent, and goes no further", async () => {
  const before = (await sandbox.requests()).length;
  for (const path of [
    "/api/sandbox/workflows/tasks/2770%2frerun",
    "/api/sandbox/workflows/../tasks/2770",
    "/api/sandbox//workflows/tasks/2770",
    "/api/sandbox/workflows/tasks/%32770",
    "/api/sandbox/v1/accounts",
  ]) {
    const order = reading("sandbox");
    const answer = await send(port, { ...order, path });
    assert.ok(answer.status >= 400, `${path}: ${answer.status}`);
  }
  const foreign = reading("sandbox");
  foreign.headers = foreign.headers.filter(([name]) => name !== "Sec-Fetch-Site");
  const answer = await send(port, foreign);
  assert.deepEqual([answer.status, answer.mark], [403, "-"]);
  assert.equal((await sandbox.requests()).length, before);
});

test("Nobody can give themselves a name; where a sign-in vouches, it is shown and logged", async (t) => {
  const order = rerun("sandbox", 2771);
  await send(port, order);
  assert.ok(["", "-", null].includes((await gateway.logged(order.track)).operator), "a caller's own name");
  const signed = await startHost(t, gateway.settings, { operatorHeader: "x_signed_in" });
  const { headers } = await fetch(`${signed.address}/config.json`, { headers: { "x-signed-in": "ada" } });
  assert.equal(headers.get("x-operator"), "ada");
  const vouched = rerun("sandbox", 2771);
  vouched.headers.push(["X-Signed-In", "ada"]);
  await send(signed.port, vouched);
  assert.equal((await gateway.logged(vouched.track)).operator, "ada");
});

test("Without a gateway behind it nothing is marked as never sent", async (t) => {
  const lonely = await startHost(t, { ...gateway.settings, port: await freePort() });
  const answer = await send(lonely.port, rerun("sandbox", 2770));
  assert.deepEqual([answer.status, answer.mark], [502, undefined]);
  assert.equal(HOST, "reprise.test");
});
