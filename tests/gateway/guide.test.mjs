// docs/hosting.md, followed to the letter on a bare machine: every step up to the first start, then what stands
// there. What is done later is tried in rotate.test.mjs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bareMachine, envoyProgram, isRoot, steps } from "./guide/machine.mjs";
import { aReading, aRerun, aVisit, dawdle, handshake, logIn, NAME, toPage } from "./guide/visitor.mjs";
import { until, wholeFile } from "./stage.mjs";
import { CANARY, startUpstream } from "./upstream.mjs";
import { send } from "./wire.mjs";

const SLOW = 1_600;
/** What the unit may be exposed to, in tenths of a point, as `systemd-analyze` counts. */
const EXPOSED = 15;

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const guide = readFileSync(join(repository, "docs/hosting.md"), "utf8");
const UNIT = join(repository, "deploy/systemd/reprise-gateway@.service");
const upstream = await startUpstream(wholeFile);
const machine = await bareMachine(wholeFile, upstream.origin);
if (!isRoot) console.log("  Not as root: the services run as whoever runs this, and owners are not changed.");

const LATER = steps().findIndex(({ headline }) => headline === "Later");
let slow;

test("The steps lead from nothing to a page with a gateway", async () => {
  const began = Date.now();
  assert.ok(LATER >= 5, "there are steps");
  await machine.follow(steps().slice(0, LATER), (headline, took) => console.log(`  ${headline.padEnd(40)} ${took} ms`));
  console.log(`  all of it, with the time nginx is waited for: ${Date.now() - began} ms`);
  const unnamed = await toPage(machine, aRerun(1));
  assert.deepEqual([unnamed.status, unnamed.mark], [401, "-"]);
  await logIn(machine);
  const answer = await toPage(machine, aVisit("/"));
  assert.equal(answer.status, 200);
  assert.ok(answer.text.includes("boot.js"));
  slow = await dawdle([machine.port, machine.plainPort], SLOW);
  wholeFile.after(() => slow.relent());
});

test(`While ${SLOW} slow connections stand, others are answered`, async () => {
  assert.ok(slow.open() > SLOW - 20, `${slow.open()} stand`);
  const at = Date.now();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => toPage(machine, nth % 2 ? aVisit("/") : aReading())));
  assert.deepEqual(answers.filter(({ status }) => status !== 200), []);
  const took = Date.now() - at;
  console.log(`  20 visits and readings beside ${slow.open()} slow connections: ${took} ms`);
  assert.ok(took < 2_000, `${took} ms`);
  slow.relent();
});

test("A rerun passes once, with the secret that was typed, and is in the log", async () => {
  const order = aRerun(1);
  const [first, second] = [await toPage(machine, order), await toPage(machine, order)];
  assert.deepEqual([first.status, second.status, second.mark], [200, 409, "LT"]);
  const sent = upstream.arrived.filter(({ key }) => key === order.key);
  assert.equal(sent.length, 1);
  assert.ok(sent[0].head.includes(`Bearer ${CANARY.token}`));
  await until(() => readFileSync(machine.path("var/log/reprise/access.log"), "utf8").includes(order.key), "the log tells it");
  const journal = machine.path("var/lib/reprise/journal");
  const lines = readdirSync(journal).flatMap((name) => readFileSync(join(journal, name), "utf8").trim().split("\n")).map((line) => JSON.parse(line));
  const [line] = lines.filter(({ what, key }) => what === "sent" && key === order.key);
  assert.deepEqual([line.environment, line.operator], ["us-production", "ada@example.org"]);
});

test("Gateway, memory, log and secret are its own user's, and nobody else reads them", { skip: !isRoot }, async () => {
  const [, uid] = /^envoy:[^:]*:(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  const status = readFileSync(`/proc/${machine.pid("reprise-gateway@a")}/status`, "utf8");
  assert.match(status, new RegExp(`^Uid:(\\s+${uid}){4}$`, "m"));
  assert.match(status, /^CapBnd:\s+0+$/m);
  assert.match(status, /^NoNewPrivs:\s+1$/m);
  const limits = readFileSync(`/proc/${machine.pid("reprise-gateway@a")}/limits`, "utf8");
  assert.match(limits, /^Max core file size\s+0\s+0/m);
  const own = (name) => statSync(machine.path(name));
  for (const name of ["etc/reprise/secrets/us-production.json", "var/lib/reprise/since", "var/log/reprise/access.log"])
    assert.deepEqual([own(name).uid, own(name).mode & 0o077], [Number(uid), 0], name);
  for (const name of ["etc/reprise", "var/log/reprise", "var/lib/reprise"]) assert.equal(own(name).mode & 0o007, 0, name);
  for (const name of readdirSync(machine.path("var/lib/reprise"))) assert.equal(own(`var/lib/reprise/${name}`).uid, Number(uid), name);
  // Nobody who is not of its group comes as far as the settings.
  const asNobody = spawnSync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "cat", machine.path("etc/reprise/gateway-a.yaml")]);
  assert.notEqual(asNobody.status, 0);
});

test("Without TLS one is sent to it, under the page's own name and no other", async () => {
  for (const host of [NAME, "evil.example"]) {
    const answer = await send(machine.plainPort, { method: "GET", path: "/t/x?y=1", headers: [["Host", host]] });
    assert.deepEqual([answer.status, answer.header("location"), answer.header("connection")], [301, `https://${NAME}/t/x?y=1`, "close"]);
  }
  if (!machine.ipv6) return console.log("  no IPv6 here");
  const open = createServer();
  const taken = await new Promise((done) => {
    open.once("error", () => done(true)).listen(machine.port, "::1", () => open.close(() => done(false)));
  });
  assert.ok(taken, "it listens on IPv6");
});

test("TLS 1.2 and 1.3 with what is good today, and nothing older", async () => {
  const shook = async (words) => handshake(machine.port, words);
  assert.equal((await shook({})).protocol, "TLSv1.3");
  for (const ciphers of ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"])
    assert.equal((await shook({ maxVersion: "TLSv1.2", ciphers })).cipher, ciphers);
  for (const ciphers of ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM"])
    assert.ok((await shook({ maxVersion: "TLSv1.2", ciphers })).refused, ciphers);
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" };
  assert.ok((await shook(old)).refused);
});

test("The page at / comes as it is: what is compressed there would be taken for a leak", async () => {
  const visit = aVisit("/");
  visit.headers.push(["Accept-Encoding", "gzip, br"]);
  assert.equal((await toPage(machine, visit)).header("content-encoding"), undefined);
});

/** What Mozilla's Observatory looks at, with the points it gives; 100 before, and A+ from 100 on. */
const OBSERVED = [
  ["no cookie", 0, ({ header }) => header("set-cookie") === undefined],
  ["no other origin may read", 0, ({ header }) => header("access-control-allow-origin") === undefined],
  ["policy: nothing by default, nothing unsafe", 10, ({ policy }) => policy.includes("default-src 'none'") && !/unsafe-inline|'unsafe-eval'|data:|https?:|\*/.test(policy)],
  ["sent on to TLS, on the same host first", 0, ({ redirect }) => redirect === `https://${NAME}/`],
  ["TLS for half a year or more", 0, ({ header }) => Number(/max-age=(\d+)/.exec(header("strict-transport-security"))?.[1]) >= 15_768_000],
  ["no referrer", 5, ({ header }) => header("referrer-policy") === "no-referrer"],
  ["each script with its hash, of this origin", 5, ({ text }) => (text.match(/<script\b[^>]*>/g) ?? []).every((tag) => /\bintegrity=/.test(tag) && !/src="?https?:/.test(tag))],
  ["no guessing of types", 0, ({ header }) => header("x-content-type-options") === "nosniff"],
  ["in no frame, by the policy", 5, ({ policy }) => policy.includes("frame-ancestors 'none'")],
  ["for this origin only", 10, ({ header }) => header("cross-origin-resource-policy") === "same-origin"],
];

test("By what Mozilla's Observatory looks at it is an A+", async () => {
  const answer = await toPage(machine, aVisit("/"));
  const plain = await send(machine.plainPort, aVisit("/"));
  const seen = { ...answer, policy: answer.header("content-security-policy"), redirect: plain.header("location") };
  for (const [name, , holds] of OBSERVED) assert.ok(holds(seen), name);
  const points = OBSERVED.reduce((sum, [, more]) => sum + more, 100);
  console.log(`  ${OBSERVED.length} criteria hold: ${points} points`);
});

test("The guide names the program that all of this ran with", () => {
  const hash = createHash("sha256").update(readFileSync(envoyProgram())).digest("hex");
  if (process.arch === "x64") assert.ok(guide.includes(`${hash}  envoy/_bin/envoy`), hash);
});

const analyzes = spawnSync("systemd-analyze", ["security", "--help"], { encoding: "utf8" }).stdout?.includes("--offline");
test("The unit shuts the gateway in", { skip: !analyzes && "there is no systemd-analyze here" }, () => {
  const { status, stdout, stderr } = spawnSync("systemd-analyze", ["security", "--offline=true", `--threshold=${EXPOSED}`, "--no-pager", UNIT], { encoding: "utf8" });
  const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
  console.log(`  systemd-analyze security: ${exposure}`);
  assert.equal(status, 0, stdout + stderr);
  assert.ok(guide.includes(`says ${exposure} of 10`), "the guide tells the same");
});

test("The unit never gives up, leaves no core, and lets scripts be compiled", () => {
  const text = readFileSync(UNIT, "utf8");
  for (const line of ["StartLimitIntervalSec=0", "Restart=always", "LimitCORE=0", "PrivateIPC=yes", "MemoryDenyWriteExecute=no"])
    assert.match(text, new RegExp(`^${line}$`, "m"));
  assert.match(text, /^ExecStart=.* --disable-hot-restart /m);
});

test("The slow ones are gone by themselves", async () => {
  await until(() => slow.open() === 0, `${slow.open()} slow connections end`, 14_000);
});
