// The memory itself: since when it reaches, what it does when it is broken, what never becomes a
// name in it, and what only the gateway may say of it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { render } from "../../deploy/render.mjs";
import { reset } from "../reset.mjs";
import { age, assertKnown, full, memory, seconds } from "./folder.mjs";
import { reading, rerun, row, startGateway, wholeFile } from "./stage.mjs";
import { reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const DAY = 86_400;
const upstream = await startUpstream(wholeFile);
const environments = [upstream.environment("faulty")];
const gatewayOn = (t, folder, more = {}) => startGateway(t, { environments, memory: folder, ...more });
const arrived = (key) => upstream.arrived.filter((each) => each.method === "POST" && each.key === key);
const remembers = (answer) => answer.header("x-proxy-remembers");

beforeEach(() => {
  upstream.arrived.length = 0;
  upstream.course = (socket) => socket.write(task());
});

test("It says since when it remembers: since the folder's first use, at every gateway alike", async (t) => {
  const folder = memory(t);
  const before = seconds();
  const first = await gatewayOn(t, folder);
  const since = remembers(await send(first.port, reading("faulty")));
  const told = Number(/^keys=(\d+)$/.exec(since)?.[1]);
  assert.ok(told > before && told <= seconds() + 1, since);
  const second = await gatewayOn(t, folder);
  assert.equal(remembers(await send(second.port, reading("faulty"))), since);
  // As if the folder had been in use for a day, then for a year: names are kept for thirty days.
  const marker = join(folder, "since");
  age(marker, seconds() - DAY);
  assert.equal(remembers(await send(second.port, reading("faulty"))), `keys=${Math.floor(statSync(marker).mtimeMs / 1000) + 1}`);
  age(marker, seconds() - 400 * DAY);
  const reach = Number(remembers(await send(second.port, reading("faulty"))).slice("keys=".length));
  assert.ok(Math.abs(seconds() - 30 * DAY - reach) <= 2, `${reach}`);
  const short = await gatewayOn(t, folder, { memoryDays: 2 });
  const less = Number(remembers(await send(short.port, reading("faulty"))).slice("keys=".length));
  assert.ok(Math.abs(seconds() - 2 * DAY - less) <= 2, `${less}`);
});

test("A key is refused for as long as its name is there, and with the time at which it left first", async (t) => {
  const folder = memory(t);
  const { port } = await gatewayOn(t, folder);
  const ordered = rerun("faulty", 1);
  await send(port, ordered);
  const then = seconds() - 100 * DAY;
  age(join(folder, `k-${ordered.key}`), then);
  age(join(folder, `t-${ordered.track}`), then);
  for (const [request, mark] of [[ordered, "LT"], [rerun("faulty", 1, ordered.key), "LK"]]) {
    const answer = await send(port, request);
    assert.deepEqual([answer.status, answer.mark, answer.header("x-proxy-left")], [409, mark, String(then)]);
  }
});

const cleans = spawnSync("systemd-tmpfiles", ["--version"]).status === 0;

test("Clearing takes what is old, and neither what is young nor the word since when", { skip: !cleans && "no systemd-tmpfiles" }, async (t) => {
  const folder = memory(t);
  const place = (name) => join(folder, name);
  const rendered = (more) => render({ ...SETTINGS, memory: folder, ...more }, "tmpfiles.conf");
  assert.match(rendered(), new RegExp(`^e ${folder} - - - 31d$`, "m"));
  mkdirSync(place("journal"));
  for (const name of ["since", "k-old", "t-old", "p-old", "journal/old.jsonl"]) writeFileSync(place(name), "");
  await new Promise((next) => setTimeout(next, 2_500));
  for (const name of ["k-young", "journal/young.jsonl"]) writeFileSync(place(name), "");
  const file = join(memory(t), "reprise.conf");
  const clean = (text) => {
    writeFileSync(file, text.replace(" 31d", " 2s").replace(" 400d", " 2s"));
    execFileSync("systemd-tmpfiles", ["--clean", file], { stdio: "ignore" });
  };
  clean(rendered());
  assert.deepEqual(readdirSync(folder).sort(), ["journal", "k-young", "since"]);
  assert.deepEqual(readdirSync(place("journal")).sort(), ["old.jsonl", "young.jsonl"], "the journal is kept until told otherwise");
  clean(rendered({ journalDays: 400 }));
  assert.deepEqual(readdirSync(place("journal")), ["young.jsonl"]);
});

/** A rerun is not passed on, and it is known that it was not. */
async function assertClosed(port, ordered) {
  const answer = await send(port, ordered);
  row("the memory is broken", answer, arrived(ordered.key).length);
  assert.deepEqual([answer.status, answer.mark, arrived(ordered.key).length], [503, "-", 0]);
}

test("A folder that is gone: nothing is sent, readings pass and promise nothing; back, it is a new one", async (t) => {
  const folder = memory(t);
  const { port } = await gatewayOn(t, folder);
  const since = remembers(await send(port, reading("faulty")));
  rmSync(folder, { recursive: true });
  await assertClosed(port, rerun("faulty", 1));
  const answer = await send(port, reading("faulty"));
  assert.deepEqual([answer.status, remembers(answer)], [200, undefined]);
  writeFileSync(folder, "a file in its place");
  await assertClosed(port, rerun("faulty", 1));
  rmSync(folder);
  await new Promise((next) => setTimeout(next, 1_100));
  mkdirSync(folder);
  const again = await send(port, rerun("faulty", 1));
  assert.equal(again.status, 200);
  assert.ok(remembers(again) > since, `${remembers(again)} after ${since}`);
});

test("A folder that is full: nothing is sent, and what has left is known", async (t) => {
  // The word since when, a transmission, its key, and one more transmission.
  const folder = full(t, 4);
  if (folder === undefined) return t.skip("this user may not mount");
  const { port } = await gatewayOn(t, folder);
  const ordered = rerun("faulty", 1);
  assert.equal((await send(port, ordered)).status, 200);
  const second = rerun("faulty", 1);
  await assertClosed(port, second);
  assert.ok(existsSync(join(folder, `t-${second.track}`)), "its key was what found no room");
  await assertClosed(port, rerun("faulty", 1));
  assertKnown(await send(port, ordered), "LT");
  assertKnown(await send(port, second), "LT");
  assert.match(remembers(await send(port, reading("faulty"))), /^keys=\d+$/);
  // Room again: what had found none may leave, under a track of its own.
  rmSync(join(folder, `t-${second.track}`));
  rmSync(join(folder, `t-${ordered.track}`));
  assert.equal((await send(port, rerun("faulty", 1, second.key))).status, 200);
});

test("A folder that is full where keys are proven: a known key does not take a transmission along that cannot be remembered", async (t) => {
  const folder = full(t, 3);
  if (folder === undefined) return t.skip("this user may not mount");
  const { port } = await gatewayOn(t, folder, { environments: [{ ...environments[0], keys: "proven" }] });
  const ordered = rerun("faulty", 1);
  assert.equal((await send(port, ordered)).status, 200);
  const answer = await send(port, rerun("faulty", 1, ordered.key));
  assert.deepEqual([answer.status, answer.mark, arrived(ordered.key).length], [503, "-", 1]);
});

test("Nothing but a plain track id or key becomes a name, and the two cannot meet", async (t) => {
  const outer = memory(t);
  const folder = join(outer, "memory");
  mkdirSync(folder);
  const { port } = await gatewayOn(t, folder);
  const hostile = ["../evil", "..%2fevil", "/tmp/evil", "a/b", "a\\b", "a b", "a,b", "%00", "é", "", "x".repeat(65), ".".repeat(70)];
  const as = (name, text) => {
    const ordered = rerun("faulty", 1);
    return { ...ordered, headers: ordered.headers.map(([own, value]) => [own, own === name ? text : value]) };
  };
  for (const text of hostile) {
    const answer = await send(port, as("Zuora-Track-Id", text));
    assert.deepEqual([answer.status >= 400, answer.mark], [true, "-"], text);
    await send(port, as("Idempotency-Key", text));
  }
  const twice = rerun("faulty", 1);
  twice.headers.push(["Zuora-Track-Id", "rp-second"]);
  assert.equal((await send(port, twice)).mark, "-");
  assert.deepEqual(readdirSync(outer), ["memory"]);
  assert.ok(readdirSync(folder).every((name) => name === "since" || /^t-rp-\d{16}$/.test(name)), `${readdirSync(folder)}`);
  assert.deepEqual(upstream.arrived.filter(({ method }) => method === "POST"), []);
  // Names that mean something to a file system or to us are names like others here.
  for (const track of ["..", ".", "since", "k-x", "-"]) assert.equal((await send(port, as("Zuora-Track-Id", track))).status, 200, track);
  const key = crypto.randomUUID();
  const same = rerun("faulty", 1, key);
  same.headers = same.headers.map(([own, value]) => [own, own === "Zuora-Track-Id" ? key : value]);
  assert.equal((await send(port, same)).status, 200);
  const likeKey = as("Zuora-Track-Id", `k-${key}`);
  assert.equal((await send(port, likeKey)).status, 200);
  assert.deepEqual(readdirSync(outer), ["memory"]);
});

test("Every answer says since when it remembers, and only the gateway can say anything of it", async (t) => {
  const { port } = await gatewayOn(t, memory(t), { timeout: "0.5s" });
  const truth = remembers(await send(port, reading("faulty")));
  const lies = { "X-Proxy-Remembers": "keys=1", "X-Proxy-Left": "1", "X-Proxy-Local": "LK" };
  const closed = reset;
  const courses = [task(lies), reply(409, "{}", lies), reply(401, "{}", lies), reply(429, "<html>", { ...lies, "Content-Type": "text/html" }), reply(500, "", lies)];
  for (const course of [...courses.map((text) => (socket) => socket.write(text)), closed, () => {}]) {
    upstream.course = course;
    for (const asked of [reading("faulty"), rerun("faulty", 1)]) {
      const answer = await send(port, asked);
      assert.equal(answer.headers.filter(([name]) => name === "x-proxy-remembers").length, 1);
      assert.equal(remembers(answer), truth);
      assert.equal(answer.header("x-proxy-left"), undefined);
      assert.ok([undefined, "UC", "UT"].includes(answer.mark), answer.mark);
    }
  }
  const foreign = reading("faulty");
  foreign.headers = foreign.headers.filter(([name]) => name !== "X-Reprise");
  const judged = rerun("faulty", 0);
  for (const asked of [foreign, reading("faulty", "accounts"), judged, judged]) {
    asked.headers = [...asked.headers, ...Object.entries(lies)];
    const answer = await send(port, asked);
    assert.deepEqual([answer.status >= 400, remembers(answer)], [true, truth]);
  }
});

const SETTINGS = {
  port: 8443,
  adminPort: 9901,
  localUsers: "trusted",
  hosts: ["reprise.example.org"],
  environments: [{ id: "a", kind: "sandbox", zuora: "https://rest.zuora.com", clientId: "a", secretFile: "/a" }],
};
