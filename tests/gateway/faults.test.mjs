// The fault table: whatever Zuora or its token service does, a POST is sent on at most once, and
// the mark never says "nothing was sent" of one that was.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { reset } from "../reset.mjs";
import { NEVER_LEFT, rerun, row, startGateway, wholeFile } from "./stage.mjs";
import { reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const TIMEOUT_MS = 900;

const upstream = await startUpstream(wholeFile);
const gateway = await startGateway(wholeFile, {
  environments: [upstream.environment("faulty")],
  timeout: `${TIMEOUT_MS / 1000}s`,
});

beforeEach(async () => {
  upstream.arrived.length = 0;
  upstream.course = (socket) => socket.write(task());
});

const cutBefore = reset;
const half = (text) => (socket) =>
  socket.write(text, () => setTimeout(() => reset(socket), 50));
const ended = (text) => (socket) => socket.end(text);
const after = (milliseconds, text) => (socket) =>
  setTimeout(() => socket.write(text), milliseconds);
const says = (text) => (socket) => socket.write(text);
const long = "x".repeat(200_000);

// What the other side does once the POST has arrived; the answer that comes of it.
const ARRIVED = [
  ["answers", says(task()), { status: 200 }],
  ["answers and closes", ended(task({ Connection: "close" })), { status: 200 }],
  ["answers slowly", after(500, task()), { status: 200 }],
  ["resets without an answer", cutBefore, { status: 503, mark: "UC" }],
  ["closes without an answer", ended(""), { status: 503, mark: "UC" }],
  ["never answers", () => {}, { status: 504, mark: "UT" }],
  ["answers too late", after(TIMEOUT_MS + 300, task()), { status: 504, mark: "UT" }],
  ["breaks off in the head", half("HTTP/1.1 200 OK\r\nContent-"), { status: 502, mark: "UPE" }],
  [
    "breaks off in the body",
    half(reply(200, "{").replace("Length: 1", "Length: 9")),
    { status: 200, cut: true },
  ],
  [
    "breaks off in a chunk",
    half("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"),
    { status: 200, cut: true },
  ],
  [
    "stays silent in the body",
    says(reply(200, "{").replace("Length: 1", "Length: 9")),
    { status: 200, cut: true },
  ],
  ["speaks no HTTP", says("220 smtp ready\r\n\r\n"), { status: 502, mark: "UPE" }],
  ["answers with status 0", says("HTTP/1.1 0 X\r\n\r\n"), { status: 0, cut: true }],
  [
    "answers with two lengths",
    says(reply(200, "{}").replace("\r\n\r\n", "\r\nContent-Length: 7\r\n\r\n")),
    { status: 502, mark: "UPE" },
  ],
  [
    "answers with length and chunks",
    says(reply(200, "{}", { "Transfer-Encoding": "chunked" })),
    { status: 502, mark: "UPE" },
  ],
  [
    "answers with NUL in a header",
    says(reply(200, "{}", { "X-Odd": "\0" })),
    { status: 502, mark: "UPE" },
  ],
  [
    "answers with 200 kB of headers",
    says(reply(200, "{}", { "X-Odd": long })),
    { status: 502, mark: "UPE" },
  ],
  [
    "switches protocols",
    says("HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"),
    { status: 101, cut: true },
  ],
  [
    "hints early, then answers",
    says(`HTTP/1.1 103 X\r\nX-Proxy-Local: -\r\n\r\n${task()}`),
    { status: 200 },
  ],
  [
    "continues, then answers",
    says(`HTTP/1.1 100 X\r\nX-Proxy-Local: -\r\n\r\n${task()}`),
    { status: 200 },
  ],
  ["answers twice", says(task() + task()), { status: 200 }],
  ["redirects", says(reply(307, "", { Location: "https://evil.example/" })), { status: 307 }],
  [
    "says 401: the token has expired early",
    says(reply(401, "{}", { "WWW-Authenticate": "Basic" })),
    { status: 401 },
  ],
  ["says 429", says(reply(429, "{}", { "Retry-After": "7" })), { status: 429 }],
  ["says 500", says(reply(500, "{}")), { status: 500 }],
  [
    "says 502 as a page",
    says(reply(502, "<html>", { "Content-Type": "text/html" })),
    { status: 502 },
  ],
  ["says 503 with Retry-After", says(reply(503, "{}", { "Retry-After": "1" })), { status: 503 }],
  ["says 503 and forges -", says(reply(503, "{}", { "X-Proxy-Local": "-" })), { status: 503 }],
  [
    "says 503 and forges UF twice",
    says(reply(503, "{}", { "x-proxy-local": "UF", "X-PROXY-LOCAL": "UF" })),
    { status: 503 },
  ],
  ["says 504", says(reply(504, "{}")), { status: 504 }],
];

for (const [name, course, expected] of ARRIVED) {
  test(`Zuora ${name}`, async () => {
    upstream.course = course;
    const ordered = rerun("faulty", 1);
    const answer = await send(gateway.port, ordered, { patience: TIMEOUT_MS + 500 });
    // Time enough for a second transmission, if there were one.
    await new Promise((next) => setTimeout(next, 150));
    row(`Zuora ${name}`, answer, upstream.arrived.length);
    assert.deepEqual(
      upstream.arrived.map((each) => each.key),
      [ordered.key],
    );
    assert.ok(
      !NEVER_LEFT.includes(answer.mark),
      `the mark ${answer.mark} says that nothing was sent`,
    );
    assert.deepEqual([answer.status, answer.mark], [expected.status, expected.mark]);
    assert.equal(answer.whole, expected.cut !== true);
    const line = await gateway.logged(ordered.track);
    assert.deepEqual([line.status, line.sends], [answer.status, 1]);
  });
}

test("Headers that order retries order none", async () => {
  upstream.course = (socket, _, nth) => (nth === 1 ? cutBefore(socket) : socket.write(task()));
  const ordered = rerun("faulty", 1);
  ordered.headers.push(
    ["X-Envoy-Retry-On", "5xx,reset,connect-failure"],
    ["X-Envoy-Max-Retries", "3"],
  );
  const answer = await send(gateway.port, ordered);
  row("Zuora resets, the caller orders retries", answer, upstream.arrived.length);
  assert.deepEqual([answer.mark, upstream.arrived.length], ["UC", 1]);
});

test("A connection that was kept and breaks with the second request on it", async () => {
  let kept;
  upstream.course = (socket, _, nth) => {
    if (nth === 1) socket.write(task());
    else reset(socket);
    kept = nth === 1 ? socket : socket === kept;
  };
  await send(gateway.port, rerun("faulty", 1));
  const second = rerun("faulty", 1);
  const answer = await send(gateway.port, second);
  row("Zuora resets a connection that was kept", answer, upstream.arrived.length - 1);
  assert.equal(kept, true, "it was another connection");
  assert.equal(answer.mark, "UC");
  assert.equal(upstream.arrived.filter((each) => each.key === second.key).length, 1);
});

test("A page that leaves before the answer: sent once, and the log says so", async () => {
  upstream.course = (socket) => setTimeout(() => socket.write(task()), 600);
  const ordered = rerun("faulty", 1);
  const answer = await send(gateway.port, ordered, { abandon: 200 });
  const line = await gateway.logged(ordered.track);
  row("the page leaves", answer, upstream.arrived.length);
  assert.deepEqual([upstream.arrived.length, line.sends, line.key], [1, 1, ordered.key]);
  assert.match(line.flags, /DC/);
});

test("A gateway that is killed meanwhile: sent once, no answer", async (t) => {
  const other = await startGateway(t, { environments: [upstream.environment("faulty")] });
  upstream.arrived.length = 0;
  upstream.course = () => other.stop("SIGKILL");
  const answer = await send(other.port, rerun("faulty", 1));
  row("the gateway is killed", answer, upstream.arrived.length);
  assert.deepEqual([answer.status, upstream.arrived.length], [undefined, 1]);
});

// What no answer may bring into the page's origin.
test("An answer's headers: those that the page reads, and no others", async () => {
  const foreign = {
    "Set-Cookie": "a=b",
    "Access-Control-Allow-Origin": "*",
    "Clear-Site-Data": '"storage"',
    Location: "https://evil.example/",
    Refresh: "0",
    Link: "</x>; rel=preload",
    "Alt-Svc": "h3",
    "WWW-Authenticate": "Basic",
    "Service-Worker-Allowed": "/",
    Server: "kong",
    Via: "1.1 x",
    "Content-Disposition": "attachment",
    "Cache-Control": "public",
    Age: "1",
  };
  const known = {
    "Zuora-Request-Id": "r",
    "Zuora-Track-Id": "t",
    "Retry-After": "1",
    "RateLimit-Limit": "9",
    "RateLimit-Remaining": "8",
    "RateLimit-Reset": "7",
  };
  upstream.course = (socket) => socket.write(task({ ...foreign, ...known }));
  const { headers, header } = await send(gateway.port, rerun("faulty", 1));
  const ours =
    "cache-control content-length content-type cross-origin-resource-policy date server x-content-type-options x-proxy-remembers";
  const expected = [...ours.split(" "), ...Object.keys(known).map((name) => name.toLowerCase())];
  assert.deepEqual(headers.map(([name]) => name).sort(), expected.sort());
  assert.deepEqual([header("cache-control"), header("server")], ["no-store", "envoy"]);
});
