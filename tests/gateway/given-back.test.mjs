// What is given back, and what never is: a key where it is certain that nothing ran under it, a
// transmission under no circumstances, because a copy of it may still be on its way.

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { reset } from "../reset.mjs";
import { assertKnown, memory } from "./folder.mjs";
import { NEVER_LEFT, reading, rerun, row, startGateway, until, wholeFile } from "./stage.mjs";
import { reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const upstream = await startUpstream(wholeFile);
const environment = (id, more = {}) => ({ ...upstream.environment(id), ...more });
const environments = [environment("faulty")];

beforeEach(() => {
  upstream.course = (socket) => socket.write(task());
});

/** A gateway; `folder` is what it remembers in. */
const gatewayOn = (t, folder, more = {}) => startGateway(t, { environments, memory: folder, ...more });

/** The POSTs that arrived under this key. */
const arrived = (key) => upstream.arrived.filter((each) => each.method === "POST" && each.key === key);

// What comes of a first transmission, and whether its key may leave again. Its track never may.
const html = { "Content-Type": "text/html" };
const says = (status, text = "{}", headers = {}) => (socket) => socket.write(reply(status, text, headers));
const BACK = [
  ["Zuora says 401", says(401), true],
  ["Zuora says 401, with a kind of JSON of its own", says(401, "{}", { "Content-Type": "Application/Problem+JSON; charset=utf-8" }), true],
  ["Zuora says 429", says(429, "{}", { "Retry-After": "1" }), true],
  ["somebody says 401 by a page", says(401, "<html>", html), false],
  ["somebody says 429 by a page", says(429, "<html>", html), false],
  ["somebody says 401 by a page and forges UF", says(401, "<html>", { ...html, "X-Proxy-Local": "UF" }), false],
  ["Zuora answers 200", says(200), false],
  ["Zuora says 403", says(403), false],
  ["Zuora says 409", says(409), false],
  ["Zuora says 500", says(500), false],
  ["Zuora says 503 and forges -", says(503, "{}", { "X-Proxy-Local": "-" }), false],
  ["the connection breaks", reset, false],
  ["nobody answers", () => {}, false],
  ["what answers is no HTTP", (socket) => socket.write("220 smtp ready\r\n\r\n"), false],
];

const impatient = await gatewayOn(wholeFile, memory(wholeFile), { timeout: "0.7s" });

describe("Given back", () => {
  const { port } = impatient;

  for (const [name, course, isBack] of BACK) {
    test(`${name}: the key is ${isBack ? "given back" : "kept"}`, async () => {
      upstream.course = course;
      const ordered = rerun("faulty", 1);
      const answer = await send(port, ordered);
      upstream.course = (socket) => socket.write(task());
      assertKnown(await send(port, ordered), "LT");
      const again = await send(port, rerun("faulty", 1, ordered.key));
      row(name, answer, arrived(ordered.key).length);
      if (isBack) assert.deepEqual([again.status, again.mark], [200, undefined]);
      else assertKnown(again, "LK");
      assert.equal(arrived(ordered.key).length, isBack ? 2 : 1);
    });
  }

  test("There is no connection (UF): the key is given back, the track is not", async () => {
    await upstream.close();
    const ordered = rerun("faulty", 1);
    assert.equal((await send(port, ordered)).mark, "UF");
    await upstream.open();
    assertKnown(await send(port, ordered), "LT");
    assert.equal((await send(port, rerun("faulty", 1, ordered.key))).status, 200);
    assert.equal(arrived(ordered.key).length, 1);
  });

  test("There is no address for Zuora's name (UH): likewise", async (t) => {
    const { port: zuora } = new URL(upstream.origin);
    const nameless = (text) => text.replace(`address: 127.0.0.1, port_value: ${zuora}`, `address: nowhere.invalid, port_value: ${zuora}`);
    const folder = memory(t);
    const nowhere = await gatewayOn(t, folder, { ready: [], changed: (text) => unguarded(nameless(text)) });
    const ordered = rerun("faulty", 1);
    const answer = await send(nowhere.port, ordered);
    row("Zuora has no address", answer, arrived(ordered.key).length);
    assert.equal(answer.mark, "UH");
    const back = await gatewayOn(t, folder);
    assertKnown(await send(back.port, ordered), "LT");
    assert.equal((await send(back.port, rerun("faulty", 1, ordered.key))).status, 200);
  });

  test("There is no such environment (NR): likewise", async () => {
    const ordered = rerun("nowhere", 1);
    assert.equal((await send(port, ordered)).mark, "NR");
    const there = { ...ordered, path: ordered.path.replace("nowhere", "faulty") };
    assertKnown(await send(port, there), "LT");
    assert.equal((await send(port, rerun("faulty", 1, ordered.key))).status, 200);
  });
});

/** Without the credential, which would be missing before anything else is. */
const unguarded = (text) => text.replaceAll("FilterConfig, config: {}", "FilterConfig, disabled: true");

test("Two environments share keys and tracks", async (t) => {
  const { port } = await gatewayOn(t, memory(t), { environments: [environment("one"), environment("two")] });
  const ordered = rerun("one", 1);
  assert.equal((await send(port, ordered)).status, 200);
  assertKnown(await send(port, rerun("two", 1, ordered.key)), "LK");
  assertKnown(await send(port, { ...ordered, path: ordered.path.replace("one", "two") }), "LT");
  assert.equal(arrived(ordered.key).length, 1);
});

test("Where keys are proven one may leave again, and a track may not; what has left so is known when the proof ends", async (t) => {
  const folder = memory(t);
  const both = [environment("proven", { keys: "proven" }), environment("faulty")];
  const first = await gatewayOn(t, folder, { environments: both });
  const ordered = rerun("proven", 1);
  for (const request of [ordered, rerun("proven", 1, ordered.key)]) {
    const answer = await send(first.port, request);
    assert.deepEqual([answer.status, answer.header("x-proxy-remembers").replace(/\d+/, "")], [200, "tracks="]);
    assertKnown(await send(first.port, request), "LT");
  }
  assert.equal(arrived(ordered.key).length, 2);
  assertKnown(await send(first.port, rerun("faulty", 1, ordered.key)), "LK");
  await first.stop();
  const { port } = await gatewayOn(t, folder, { environments: [environment("proven")] });
  const answer = await send(port, rerun("proven", 1, ordered.key));
  assertKnown(answer, "LK");
  assert.match(answer.header("x-proxy-remembers"), /^keys=\d+$/);
});

test("A key that is given back while it leaves elsewhere stays known", async (t) => {
  const { port } = await gatewayOn(t, memory(t), { environments: [environment("proven", { keys: "proven" }), environment("faulty")] });
  const ordered = rerun("faulty", 1);
  upstream.course = async (socket, { path }, nth) => {
    // While the first waits for its 401, the other environment lets the key leave.
    if (!heldBack) return socket.write(task());
    heldBack = false;
    assert.equal((await send(port, rerun("proven", 1, ordered.key))).status, 200);
    socket.write(reply(401, "{}"));
  };
  let heldBack = true;
  assert.equal((await send(port, ordered)).status, 401);
  assertKnown(await send(port, rerun("faulty", 1, ordered.key)), "LK");
});

test("No copy is told that nothing left while another may pass: slow heads, other guards, other settings", async (t) => {
  const folder = memory(t);
  const first = await gatewayOn(t, folder, { changed: (text) => text.replace("request_headers_timeout: 10s", "request_headers_timeout: 0.3s") });
  const ordered = rerun("faulty", 1);
  const whole = `POST ${ordered.path} HTTP/1.1\r\n${ordered.headers.map((pair) => pair.join(": ")).join("\r\n")}\r\n`;
  const half = await send(first.port, whole, { patience: 3_000 });
  row("a head that comes too slowly", half, 0);
  assert.ok(half.status === undefined || !NEVER_LEFT.includes(half.mark), `${half.mark}`);
  assert.equal((await send(first.port, ordered)).status, 200);
  await first.stop();
  // The next configuration knows neither the environment nor the host's name.
  const other = await gatewayOn(t, folder, { environments: [environment("else")], hosts: ["elsewhere.test"], ready: [] });
  assertKnown(await send(other.port, ordered), "LT");
  assert.equal(arrived(ordered.key).length, 1);
});

test("A copy that was refused for want of a token has been judged, and so has one after the token", async (t) => {
  const folder = memory(t);
  const tokens = upstream.tokens;
  upstream.tokens = (socket) => socket.write(reply(500, ""));
  const { port } = await gatewayOn(t, folder, { ready: [], changed: (text) => text.replace("retry_interval: 5s", "retry_interval: 1s") });
  const early = rerun("faulty", 1);
  const refused = await send(port, early);
  assert.deepEqual([refused.status, refused.mark], [401, "-"]);
  upstream.tokens = tokens;
  await until(async () => (await send(port, reading("faulty"))).status === 200, "a token");
  assertKnown(await send(port, early), "LT");
  assert.equal(arrived(early.key).length, 0);
  assert.equal((await send(port, rerun("faulty", 1, early.key))).status, 200, "the key had not left");
});
