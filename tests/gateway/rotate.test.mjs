// Secret, certificate, program and settings change while reruns are under way, by the steps of
// docs/hosting.md: none is lost, and of none is it unknown what became of it.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { bareMachine, envoyProgram, steps } from "./guide/machine.mjs";
import { aRerun, aVisit, handshake, logIn, toPage } from "./guide/visitor.mjs";
import { printTable, until, wholeFile } from "./stage.mjs";
import { CANARY, startUpstream, task, token } from "./upstream.mjs";

/** Reruns that are under way when something changes. */
const UNDER_WAY = 50;
/** `cargo xtask soak --only around` makes every turn; the gate one that goes well and one that does not. */
const isWhole = process.env.REPRISE_WHOLE !== undefined;
/** More of them come all the time, one after so many milliseconds. */
const PACE_MS = 40;
/** How long a token lives here; the gateway asks for the next at half of it. */
const TOKEN_S = 2;

const upstream = await startUpstream(wholeFile);
const secrets = [];
upstream.tokens = (socket, { body }) => {
  secrets.push(new URLSearchParams(body).get("client_secret"));
  socket.write(token(TOKEN_S));
};
const machine = await bareMachine(wholeFile, upstream.origin);
const all = steps();
const LATER = all.findIndex(({ headline }) => headline === "Later");
const [newSecret, newCertificate, turn, ...others] = all.slice(LATER);
assert.ok(turn !== undefined && others.length === 0, "each step of later times is tried here");
await machine.follow(all.slice(0, LATER));
await logIn(machine);

const table = [["what changes", "under way", "in all", "200", "in doubt", "lost", "twice", "took"]];
let nth = 0;

/** Changes something while reruns are under way that end only afterwards, and others come. */
async function whileReruns(name, change) {
  const held = [];
  let isHolding = true;
  upstream.course = (socket, { method }) => (isHolding && method === "POST" ? held.push(socket) : socket.write(task()));
  const orders = [];
  const answers = [];
  const order = () => {
    orders.push(aRerun((nth += 1)));
    answers.push(toPage(machine, orders.at(-1), { patience: 30_000 }));
  };
  for (let count = 0; count < UNDER_WAY; count += 1) order();
  await until(() => held.length === UNDER_WAY, "all of them are at Zuora");
  isHolding = false;
  const began = Date.now();
  const more = setInterval(order, PACE_MS);
  let underWay;
  const release = () => {
    underWay ??= held.length;
    held.splice(0).forEach((socket) => socket.write(task()));
  };
  await change(release).finally(() => clearInterval(more));
  release();
  const came = await Promise.all(answers);
  const sent = (key) => upstream.arrived.filter((each) => each.key === key).length;
  const good = came.filter(({ status, mark }) => status === 200 && mark === undefined).length;
  const isUnsent = ({ status, mark }) => status !== undefined && mark === "-";
  const inDoubt = came.filter((answer) => answer.status !== 200 && !isUnsent(answer)).length;
  const lost = orders.filter(({ key }) => sent(key) === 0).length;
  const twice = orders.filter(({ key }) => sent(key) > 1).length;
  table.push([name, underWay, orders.length, good, inDoubt, lost, twice, `${((Date.now() - began) / 1000).toFixed(1)} s`]);
  assert.deepEqual([underWay, good, inDoubt, lost, twice], [UNDER_WAY, orders.length, 0, 0, 0]);
}

const page = () => readFileSync(machine.path("etc/nginx/conf.d/reprise.conf"), "utf8");
const place = () => /^# Passes on to (reprise-gateway@[ab])\.$/m.exec(page())[1];

/** Makes a turn; what is under way ends only after the former gateway could have been stopped. */
async function turned(release) {
  const former = place();
  const isKept = () => existsSync(machine.path(`run/units/${former}.enabled`));
  const done = machine.run(turn);
  await Promise.race([done, until(() => !isKept(), "the former one is no longer wanted", 60_000)]);
  setTimeout(release, 1_500);
  await done;
  assert.notEqual(place(), former);
  assert.equal((await toPage(machine, aVisit("/"))).status, 200);
}

test("A new secret, without a restart", async () => {
  const pid = machine.pid(place());
  await whileReruns("secret", async () => {
    await machine.run(newSecret, "a-second+secret/0=1\n");
    secrets.length = 0;
    await until(() => secrets.includes("a-second+secret/0=1"), "a token is asked for with it");
  });
  assert.equal(machine.pid(place()), pid);
  // From then on with no other; that of one request may have been under way.
  assert.ok(secrets.indexOf(CANARY.secret) <= 0 && secrets.lastIndexOf(CANARY.secret) <= 0, secrets.join());
});

test("What is no secret changes nothing", async () => {
  const file = machine.path("etc/reprise/secrets/us-production.json");
  const before = readFileSync(file, "utf8");
  for (const typed of ["", "\n", "short\n", "two words of it\n", "two-lines\nof-a-secret\n"])
    await assert.rejects(machine.run(newSecret, typed), /That is no secret/);
  assert.equal(readFileSync(file, "utf8"), before);
});

test("A new certificate", async () => {
  const before = (await handshake(machine.port, {})).certificate;
  await whileReruns("certificate", async () => {
    machine.certify();
    await machine.run(newCertificate);
    await until(async () => (await handshake(machine.port, {})).certificate !== before, "the new one is shown");
  });
});

test("Another program of the gateway", { skip: !isWhole && "in the soak" }, async () => {
  machine.carry(envoyProgram());
  const before = statSync(machine.path("usr/bin/envoy")).ino;
  await whileReruns("program", turned);
  const running = statSync(`/proc/${machine.pid(place())}/exe`);
  assert.notEqual(running.ino, before);
  assert.equal(running.ino, statSync(machine.path("usr/bin/envoy")).ino);
  assert.ok(!readlinkSync(`/proc/${machine.pid(place())}/exe`).includes("deleted"));
});

const settings = machine.path("etc/reprise/gateway.json");
const settle = (changes) => {
  const former = JSON.parse(readFileSync(settings, "utf8"));
  writeFileSync(settings, JSON.stringify({ ...former, ...changes }, null, 2));
  return former;
};

test("Other settings of the gateway", async () => {
  settle({ timeout: "124s" });
  await whileReruns("settings", turned);
  assert.match(readFileSync(machine.path(`etc/reprise/gateway-${place().at(-1)}.yaml`), "utf8"), /timeout: 124s/);
});

const WRONG = [
  ["a setting that is none", () => ({ timeout: "soon" }), /timeout/],
  ["a certificate that is not there", ({ site }) => ({ site: { ...site, certificate: "/nowhere/reprise.pem" } }), /nowhere/],
  ["a log where it may not write", () => ({ accessLog: "/proc/nowhere/access.log" }), /does not run.*journalctl/s],
];

test("With what is wrong everything stays as it was", async () => {
  for (const [name, changes, said] of isWhole ? WRONG : WRONG.slice(1, 2)) {
    const before = [place(), page()];
    const former = settle(changes(JSON.parse(readFileSync(settings, "utf8"))));
    const noted = machine.run(turn).then(() => "done", (error) => error.message);
    assert.match(await noted, said, name);
    assert.deepEqual([place(), page()], before, name);
    assert.equal((await toPage(machine, aRerun((nth += 1)))).status, 200, name);
    writeFileSync(settings, JSON.stringify(former));
  }
});

test("In a table", () => printTable(table));
