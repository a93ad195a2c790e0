// The contract of docs/hosting.md, with every host that deploy/ has a template for: the lock and
// how long answers are kept, addresses of the page, the way to the gateway, and nothing sent twice.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { headersOfTheSite } from "../lock.mjs";
import { SITE } from "./host.mjs";
import { HOSTS } from "./hosts/start.mjs";
import { freePort, printTable, reading, request, rerun, startGateway, wholeFile } from "./stage.mjs";
import { reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const upstream = await startUpstream(wholeFile);
const gateway = await startGateway(wholeFile, { environments: [upstream.environment("faulty")] });
const kinds = readdirSync(SITE).filter((name) => /-[0-9a-f]{16}\.(js|css|wasm)$/.test(name));
const a = (form) => kinds.find((name) => form.test(name));
const KEPT = [
  ["/", 200, "no-store"],
  ["/t/sandbox/tasks/2770?state=open", 200, "no-store"],
  ["/config.json", 200, "no-store"],
  ["/boot.js", 200, "no-cache"],
  ["/icon.svg", 200, "no-cache"],
  [`/${a(/\.css$/)}`, 200, "public, max-age=31536000, immutable"],
  [`/${a(/\.js$/)}`, 200, "public, max-age=31536000, immutable"],
  [`/${a(/\.wasm$/)}`, 200, "public, max-age=31536000, immutable"],
  ["/none.js", 404],
  ["/later-none-0123456789abcdef.wasm", 404],
  ["/api/else", 403, "no-store"],
];

const RERUNS = 5;
/** What makes a host send twice, where something does. */
const CARELESS = { Caddy: (text) => text.replace("keepalive off", "keepalive 60s") };

// All of them before the first test: Node ends what a test starts with that test.
const standing = [];
for (const [name, isHere, start] of HOSTS)
  standing.push({ name, start, host: isHere ? await start(wholeFile, gateway.settings, {}) : undefined });

const table = [["host", "reruns sent", "arrived", "on kept connections they would be"]];

for (const { name, host, start } of standing) {
  describe(name, { skip: host === undefined && `${name} is not installed here` }, () => {
    const get = (path, headers = []) => send(host.port, { ...request("GET", path, headers) });

    test("Every answer has the whole lock, each line once, and ends its connection", async (t) => {
      const down = await start(t, { ...gateway.settings, port: await freePort() }, {});
      const answers = [];
      for (const [path, status, kept] of KEPT) answers.push([path, await get(path), status, kept]);
      answers.push(["a reading", await send(host.port, reading("faulty")), 200, "no-store"]);
      answers.push(["no gateway", await send(down.port, rerun("faulty", 1)), undefined, "no-store"]);
      for (const [path, answer, status, kept] of answers) {
        if (status !== undefined) assert.equal(answer.status, status, path);
        else assert.ok(answer.status >= 502 && answer.mark === undefined, `${path}: ${answer.status} ${answer.mark}`);
        for (const [header, value] of headersOfTheSite()) {
          const said = answer.headers.filter(([own]) => own === header.toLowerCase()).map(([, text]) => text);
          assert.deepEqual(said, [value], `${path}: ${header}`);
        }
        const said = answer.headers.filter(([own]) => own === "cache-control").map(([, text]) => text);
        if (kept !== undefined) assert.deepEqual(said, [kept], path);
        else assert.ok(said.every((text) => !text.includes("immutable")), `${path}: ${said}`);
        assert.equal(answer.header("connection"), "close", path);
      }
    });

    test("An address of the page is the document; files have their types", async () => {
      const document = readFileSync(join(SITE, "index.html"), "utf8");
      for (const path of ["/", "/t/sandbox", "/t/sandbox/tasks/2770", "/check"]) assert.equal((await get(path)).text, document, path);
      assert.match((await get("/")).header("content-type"), /^text\/html/);
      assert.equal((await get(`/${a(/\.wasm$/)}`)).header("content-type"), "application/wasm");
      assert.match((await get("/boot.js")).header("content-type"), /^(application|text)\/javascript/);
    });

    test("A rerun passes once, with the gateway's marks; what is hostile goes no further", async () => {
      upstream.arrived.length = 0;
      const order = rerun("faulty", 1);
      const [first, second] = [await send(host.port, order), await send(host.port, order)];
      assert.deepEqual([first.status, second.status, second.mark], [200, 409, "LT"]);
      assert.match(first.header("x-proxy-remembers"), /^keys=\d+$/);
      assert.match(second.header("x-proxy-left"), /^\d+$/);
      assert.equal(upstream.arrived.length, 1);
      for (const path of ["workflows/tasks/2770%2frerun", "workflows/../tasks/2770", "/workflows/tasks/2770", "workflows/tasks/%32770", "v1/accounts"]) {
        const answer = await send(host.port, { ...reading("faulty"), path: `/api/faulty/${path}` });
        assert.ok(answer.status >= 400, `${path}: ${answer.status}`);
      }
      const withBody = rerun("faulty", 1);
      withBody.headers = withBody.headers.map(([header, value]) => [header, header === "Content-Length" ? "4" : value]);
      assert.ok((await send(host.port, { ...withBody, body: "evil" })).status >= 400);
      assert.equal(upstream.arrived.length, 1);
      upstream.course = (socket) => socket.write(reply(429, "{}", { "Retry-After": "7" }));
      const limited = await send(host.port, rerun("faulty", 1));
      upstream.course = (socket) => socket.write(task());
      assert.deepEqual([limited.status, limited.header("retry-after"), limited.mark], [429, "7", undefined]);
    });

    test("Nobody gives themselves a name; the one that a sign-in vouches for arrives", async (t) => {
      const own = rerun("faulty", 2);
      await send(host.port, own);
      assert.ok(["", "-", null].includes((await gateway.logged(own.track)).operator));
      const signed = await start(t, gateway.settings, { operatorHeader: "x_signed_in" });
      const vouched = rerun("faulty", 2);
      vouched.headers.push(["X-Signed-In", "grace"]);
      await send(signed.port, vouched);
      assert.equal((await gateway.logged(vouched.track)).operator, "grace");
      const asked = await send(signed.port, request("GET", "/config.json", [["X-Signed-In", "grace"]]));
      assert.equal(asked.header("x-operator"), "grace");
    });

    test("A gateway that dies under a rerun gets it once", async (t) => {
      const dying = await startDying(t);
      const settings = { ...gateway.settings, port: dying.port };
      const arrived = await reruns(dying, await start(t, settings, {}));
      // The same host as it is without our settings, to see that the test could tell.
      const careless = CARELESS[name];
      const otherwise = careless && (await reruns(dying, await start(t, settings, { changed: careless })));
      table.push([name, RERUNS, arrived, otherwise ?? ""]);
      assert.equal(arrived, RERUNS);
      if (otherwise !== undefined) assert.ok(otherwise > RERUNS, `${otherwise}`);
    });
  });
}

/** Each after a reading, whose connection a host may keep; how many reruns arrived. */
async function reruns(dying, host) {
  dying.arrived.length = 0;
  for (let count = 0; count < RERUNS; count += 1) {
    await send(host.port, reading("faulty"));
    const answer = await send(host.port, rerun("faulty", 1));
    assert.ok(answer.status >= 500 && answer.mark === undefined, `${answer.status} ${answer.mark}`);
  }
  return dying.arrived.filter((method) => method === "POST").length;
}

/** In the gateway's place: answers readings and keeps their connections; falls over each POST. */
async function startDying(t) {
  const arrived = [];
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => {}).setEncoding("latin1").on("data", (more) => {
      text += more;
      for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
        const [method] = text.split(" ");
        text = text.slice(end + 4);
        arrived.push(method);
        if (method === "POST") socket.destroy();
        else socket.write(reply(200, "{}"));
      }
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  return { arrived, port: server.address().port };
}

test("In a table", () => printTable(table));
