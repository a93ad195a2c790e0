// The security headers, item by item of OWASP ASVS 5.0.0: judged by what nginx and Envoy really
// answer, the host's and the gateway's own errors included. `docs/security-headers.md` holds the
// same table and is compared.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { headersOfTheSite } from "../lock.mjs";
import { ITEMS, line } from "./asvs.mjs";
import { SITE, startHost } from "./host.mjs";
import { freePort, printTable, reading, request, rerun, startGateway, wholeFile } from "./stage.mjs";
import { reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const TASK = "/api/faulty/workflows/tasks/1";
/** What Zuora's answers must not bring along. */
const CARELESS = { "Set-Cookie": "a=b", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "none" };

const upstream = await startUpstream(wholeFile);
upstream.course = (socket, { path }) =>
  path.endsWith("/307")
    ? socket.write(reply(307, "", { Location: "https://evil.example/" }))
    : socket.write(task(CARELESS));
const gateway = await startGateway(wholeFile, { environments: [upstream.environment("faulty")], timeout: "1s" });
const { port } = await startHost(wholeFile, gateway.settings);
const lonely = await startHost(wholeFile, { ...gateway.settings, port: await freePort() });

const asked = async (what, order, at = port) => {
  const answer = await send(at, order);
  assert.ok(answer.status !== undefined, `${what}: no answer`);
  return { what, ...answer };
};

/** The request with other headers: of `undefined` ones none is sent. */
function changed(order, changes) {
  const headers = order.headers.filter(([name]) => !(name in changes));
  const more = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...order, headers: [...headers, ...more] };
}

const get = (path, headers = {}) => changed({ ...request("GET", path), path }, headers);

/** Orders, with what has arrived at Zuora's when all were answered. */
async function tried(orders) {
  const before = upstream.arrived.length;
  const answers = [];
  for (const [what, order] of orders) answers.push(await asked(what, order));
  return { answers, arrived: upstream.arrived.length - before };
}

const AS_A_PAGE = { "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "X-Reprise": undefined };
const FORM = { "Content-Type": "application/x-www-form-urlencoded", "X-Reprise": undefined };
const order = () => rerun("faulty", 1);
const twice = (order) => ({ ...order, headers: [...order.headers, ["Accept", "text/html"]] });
const sized = (order, body) => ({ ...changed(order, { "Content-Length": body.length }), body });

/** One of each kind of answer that there is. */
async function collected() {
  const hashed = ["js", "wasm", "css"].map((kind) => readdirSync(SITE).find((name) => new RegExp(`-[0-9a-f]{16}\\.${kind}$`).test(name)));
  const origin = { Origin: "https://evil.example" };
  const site = [
    ...["/", "/index.html", "/t/sandbox/tasks/2770", "/config.json", "/boot.js", "/icon.svg", "/none.js", "/.git/config.txt"],
    ...hashed.map((name) => `/${name}`),
  ].map((path) => [path, get(path, origin)]);
  const own = [
    ["POST /", changed({ ...request("POST", "/") }, { "Content-Length": "0" })],
    ["a request that is none", "GET / HTTP/1.1\r\n\r\n"],
    ["an address that is too long", get(`/${"a".repeat(9_000)}`)],
    ["/api", get("/api")],
  ];
  const api = [
    ["the API", changed(reading("faulty", "tasks/1"), origin)],
    ["the API, refused by a guard", get(TASK, AS_A_PAGE)],
    ["the API, no such environment", get("/api/nowhere/workflows/tasks/1")],
    ["the API, refused by the script", twice(reading("faulty", "tasks/1"))],
    ["the API, a body that is too large", sized(order(), "x".repeat(2_000))],
    ["a rerun", order()],
  ];
  const many = async (orders, at) => Promise.all(orders.map(([what, each]) => asked(what, each, at)));
  const ofApi = [...(await many(api)), ...(await many([["the API without a gateway", order()]], lonely.port))];
  return { answers: [...(await many(site)), ...(await many(own)), ...ofApi], api: ofApi };
}

const evidence = await collected();
evidence.document = evidence.answers[0];
evidence.opened = await tried([
  ["a task, opened as a page", get(TASK, AS_A_PAGE)],
  ["a task as a script of another site", get(TASK, { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script", "X-Reprise": undefined })],
  ["a task in a frame", get(TASK, { ...AS_A_PAGE, "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site" })],
]);
evidence.forged = await tried([
  ["a rerun without X-Reprise", changed(order(), { "X-Reprise": undefined })],
  ["a rerun from another site", changed(order(), { "Sec-Fetch-Site": "cross-site" })],
  ["a rerun from a sub-domain", changed(order(), { "Sec-Fetch-Site": "same-site" })],
  ["a form", changed(order(), { ...FORM, "Sec-Fetch-Site": "cross-site", "Idempotency-Key": undefined })],
]);
evidence.plain = await tried([
  ["a preflight", changed({ ...request("OPTIONS", `${TASK}/rerun`) }, { "Access-Control-Request-Headers": "x-reprise", Origin: "https://evil.example" })],
  ...["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"].map((type) => [
    `a rerun as ${type}`,
    changed(order(), { "Content-Type": type, "X-Reprise": undefined }),
  ]),
]);
evidence.safe = await tried(["GET", "HEAD", "OPTIONS", "TRACE"].map((method) => [`${method} rerun`, { ...order(), method }]));
evidence.redirects = [evidence.answers.find(({ what }) => what === "/api"), await asked("Zuora redirects", reading("faulty", "tasks/307"))];
evidence.withoutWord = await tried([
  ["a reading of a browser without Sec-Fetch-Site", changed(reading("faulty", "tasks/1"), { "Sec-Fetch-Site": undefined })],
  ["a rerun of a browser without Sec-Fetch-Site", changed(order(), { "Sec-Fetch-Site": undefined })],
]);

const verdicts = [];
after(() => printTable([["ASVS", "level", "verdict", "what is demanded"], ...verdicts]));

for (const item of ITEMS) {
  const [number, level, demanded, verdict, , proof] = item;
  test(`${number} (level ${level}): ${verdict}`, () => {
    proof(evidence);
    verdicts.push([number, level, verdict, demanded]);
  });
}

test("Every kind of answer was looked at", () => {
  const statuses = new Set(evidence.answers.map(({ status }) => status));
  for (const status of [200, 301, 400, 403, 404, 405, 413, 414, 502]) assert.ok(statuses.has(status), `${status} in ${[...statuses]}`);
});

test("Every answer of host and gateway carries the whole lock, once", () => {
  for (const { what, headers } of evidence.answers) {
    for (const [name, value] of headersOfTheSite()) {
      const found = headers.filter(([own]) => own === name.toLowerCase()).map(([, each]) => each);
      assert.deepEqual(found, [value], `${what}: ${name}`);
    }
  }
  for (const { what, headers } of evidence.api) {
    const found = headers.filter(([name]) => name === "cache-control").map(([, value]) => value);
    assert.deepEqual(found, ["no-store"], what);
  }
});

test("docs/security-headers.md has this table and no other", () => {
  const text = readFileSync(new URL("../../docs/security-headers.md", import.meta.url), "utf8");
  assert.deepEqual(text.split("\n").filter((each) => /^\| \d/.test(each)), ITEMS.map(line));
});
