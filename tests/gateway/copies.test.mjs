// A POST that Chromium repeats by itself, through nginx and Envoy: on a line that passes the request on
// and cuts the answer off. One copy reaches Zuora, and the browser's last word is never "nothing left".

import assert from "node:assert/strict";
import { connect, createServer } from "node:net";
import { test } from "node:test";
import { reset } from "../reset.mjs";
import { openBrowser } from "../e2e/stage.mjs";
import { startHost } from "./host.mjs";
import { freePort, row, startGateway, wholeFile } from "./stage.mjs";
import { startUpstream } from "./upstream.mjs";

const ORDERS = 5;
const upstream = await startUpstream(wholeFile);
const browser = await openBrowser(wholeFile);

/** A line to this port that ends with the answer to a rerun, unless the browser asks anew on it. */
async function startLine(t, port, linePort) {
  const line = { posts: 0 };
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    let cuts = false;
    let asked = 0;
    near.on("data", (bytes) => {
      asked += 1;
      const isRerun = bytes.toString("latin1").startsWith("POST ");
      if (isRerun) line.posts += 1;
      // On a connection that was used before, a browser takes the cut for one that came too late.
      cuts = isRerun && asked > 1;
      far.write(bytes);
    });
    far.on("data", (bytes) => (cuts ? reset(near) : near.write(bytes)));
    near.on("close", () => far.destroy()).on("error", () => {});
    far.on("close", () => near.end()).on("error", () => {});
  }).listen(linePort, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  t.after(() => server.close());
  return line;
}

/** Orders reruns as the page does, each after some readings; tells what the browser heard of each. */
async function orders(t, changed) {
  const linePort = await freePort();
  const hosts = ["reprise.test", `127.0.0.1:${linePort}`];
  const gateway = await startGateway(t, { environments: [upstream.environment("faulty")], hosts });
  const host = await startHost(t, gateway.settings, { changed });
  const line = await startLine(t, host.port, linePort);
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(`http://127.0.0.1:${linePort}/icon.svg`);
  upstream.arrived.length = 0;
  const order = async (count) => {
    const ask = (path, method, more = {}) =>
      fetch(`/api/faulty/workflows/tasks/1${path}`, { method, headers: { "X-Reprise": "1", ...more } });
    const heard = [];
    for (let nth = 0; nth < count; nth += 1) {
      const readings = Array.from({ length: 4 }, () => ask("", "GET").then((answer) => answer.text()));
      await Promise.all(readings);
      const named = { "Idempotency-Key": crypto.randomUUID(), "Zuora-Track-Id": `copy-${crypto.randomUUID()}` };
      const answer = await ask("/rerun", "POST", named).catch(() => undefined);
      heard.push(answer ? `${answer.status} ${answer.headers.get("x-proxy-local")}` : "nothing");
    }
    return heard;
  };
  const heard = await page.evaluate(order, ORDERS);
  const tracks = upstream.arrived.filter(({ method }) => method === "POST").map(({ head }) => /^zuora-track-id: (.*)$/m.exec(head)[1]);
  return { heard, posts: line.posts, tracks };
}

/** As many as were ordered arrived, each once. */
function assertEachOnce(name, { heard, posts, tracks }) {
  row(name, { status: `${posts} sent`, mark: heard[0] }, tracks.length);
  assert.deepEqual([tracks.length, new Set(tracks).size], [ORDERS, ORDERS]);
}

test("Where connections are kept the browser repeats its POSTs; the gateway passes each on once and says so", async (t) => {
  const told = await orders(t, (part) => part.replace("keepalive_timeout 0;", ""));
  assertEachOnce("connections are kept", told);
  assert.ok(told.posts > ORDERS, `${told.posts} POSTs: this browser repeats none, and the test is for nothing`);
  assert.deepEqual(new Set(told.heard), new Set(["409 LT"]));
});

test("Where each answer ends its connection it repeats none", async (t) => {
  const told = await orders(t, (part) => part);
  assertEachOnce("connections end", told);
  assert.equal(told.posts, ORDERS);
  assert.deepEqual(new Set(told.heard), new Set(["200 null"]));
});
