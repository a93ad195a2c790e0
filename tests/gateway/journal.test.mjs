// The gateway's journal: what left stands in it before it leaves, whatever happens to the gateway, its
// disk or its files. Reruns that arrived at an upstream double are compared with lines.
//
// REPRISE_EACH: how many reruns each kind of trouble gets; a few unless set (`cargo xtask soak`: 200).

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { reset } from "../reset.mjs";
import { memory, small } from "./folder.mjs";
import { answeredIn, linesIn, sentIn } from "./journal.mjs";
import { OPERATOR, printTable, reading, request, rerun, startGateway, until, wholeFile } from "./stage.mjs";
import { CANARY, reply, startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const EACH = Number(process.env.REPRISE_EACH ?? 0);
const upstream = await startUpstream(wholeFile);
const environments = [upstream.environment("faulty")];
const gatewayOn = (t, more = {}) => startGateway(t, { environments, ...more });
const wait = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const figures = [["trouble", "reruns", "arrived", "lines \"sent\"", "lines \"answered\""]];

wholeFile.after(() => printTable(figures));

beforeEach(() => {
  upstream.arrived.length = 0;
  upstream.course = (socket) => socket.write(task());
});

const keysOf = (lines) => lines.map(({ key }) => key).sort();
const arrivedKeys = () => keysOf(upstream.arrived.filter(({ method }) => method === "POST"));

/** As many lines as arrived, of the same keys. */
function assertEqual(name, count, folder) {
  const sent = sentIn(folder);
  figures.push([name, count, arrivedKeys().length, sent.length, answeredIn(folder).length]);
  assert.deepEqual(keysOf(sent), arrivedKeys(), name);
}

const stop = (run) => request("PUT", `/api/faulty/workflows/workflow_runs/${run}/stop`, [["Content-Length", "0"]]);
const because = (reason, ordered = rerun("faulty", 7)) => ({ ...ordered, headers: [...ordered.headers, ["X-Reprise-Reason", reason]] });

test("A rerun has a line before and a line after: who, what, why, under which key, and what came of it", async (t) => {
  const { port, settings, admin } = await gatewayOn(t);
  const told = { zuora: "Zuora-Request-Id: 8a1f\r\n" };
  upstream.course = (socket) => {
    told.before = linesIn(settings.journal);
    socket.write(task({ "Zuora-Request-Id": "8a1f", "Zuora-Track-Id": "rp-older" }));
  };
  const ordered = rerun("faulty", 7);
  ordered.headers.push(["Zuora-Entity-Ids", "e1"], ["Zuora-Org-Ids", "o1,o2"], ["Authorization", `Bearer ${CANARY.token}`]);
  const text = 'Nur "fürs" Archiv: 💥\nline = 2\\';
  const answer = await send(port, because(encodeURIComponent(text).replaceAll("'", "%27"), ordered));
  assert.equal(answer.status, 200);
  const [sent, answered, ...others] = linesIn(settings.journal);
  assert.deepEqual([told.before, others], [[sent], []], "the first line stands while the rerun is at Zuora");
  const { pass, at, ...rest } = sent;
  const { key, track } = ordered;
  const what = { environment: "faulty", order: "rerun", task: "7", key, track, entity: "e1", orgs: "o1,o2" };
  assert.deepEqual(rest, { v: 1, what: "sent", ...what, operator: OPERATOR, reason: text });
  assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
  const { ms, at: end, ...came } = answered;
  const zuora = { zuora_request: "8a1f", zuora_track: "rp-older" };
  assert.deepEqual(came, { v: 1, what: "answered", pass, key, track, status: 200, type: "application/json", ...zuora });
  assert.ok(ms >= 0 && Date.parse(end) >= Date.parse(at));
  const [file, ...more] = readdirSync(settings.journal);
  assert.match(file, new RegExp(`^${at.slice(0, 10)}\\.[\\w-]+\\.\\d+-\\d+\\.1\\.jsonl$`));
  assert.deepEqual([more, statSync(join(settings.journal, file)).mode & 0o777], [[], 0o600]);
  const written = readFileSync(join(settings.journal, file), "utf8");
  for (const canary of Object.values(CANARY)) assert.ok(!written.includes(canary), canary);
  // Zuora hears nothing of who and why.
  assert.doesNotMatch(upstream.arrived.at(-1).head, /reason|operator|Archiv/i);
  assert.match(await admin("/stats"), /http\.page\.lua\.journal_unwritten: 0\n/);
  assert.match(await admin("/stats"), /http\.page\.lua\.journal_unfinished: 0\n/);
});

test("Marks, stops and proven keys stand in it; readings and what was refused before do not", async (t) => {
  const { port, settings } = await gatewayOn(t, { timeout: "0.5s", environments: [{ ...environments[0], keys: "proven" }] });
  await send(port, reading("faulty"));
  await send(port, rerun("faulty", 0));
  const ordered = rerun("faulty", 7);
  await send(port, ordered);
  await send(port, ordered);
  await send(port, stop(88));
  upstream.course = reset;
  await send(port, rerun("faulty", 7, ordered.key));
  upstream.course = () => {};
  await send(port, stop(89));
  const orders = sentIn(settings.journal).map(({ order, task, run }) => [order, task ?? run]);
  assert.deepEqual(orders, [["rerun", "7"], ["stop", "88"], ["rerun", "7"], ["stop", "89"]]);
  const came = answeredIn(settings.journal).map(({ status, mark }) => [status, mark]);
  assert.deepEqual(came, [[200, undefined], [200, undefined], [503, "UC"], [504, "UT"]]);
});

test("A reason that is no percent-encoded text is refused before anything leaves", async (t) => {
  const { port, settings } = await gatewayOn(t);
  const hostile = ["two words", "é", '"', "{}", "%", "%4", "%zz", "a,b", "a%20b%", "x".repeat(6001), "%0".repeat(9)];
  for (const reason of hostile) {
    const answer = await send(port, because(reason));
    assert.deepEqual([answer.status, answer.mark], [400, "-"], reason.slice(0, 20));
  }
  const twice = because("one");
  twice.headers.push(["X-Reprise-Reason", "two"]);
  assert.deepEqual([(await send(port, twice)).status, arrivedKeys()], [400, []]);
  // What is no UTF-8, or controls a terminal, is text like any other in JSON.
  const odd = [["", undefined], ["%ff%C3", "\ufffd\ufffd"], ["%00%1b%5B2J%0A", "\0\x1b[2J\n"], ["%ed%a0%80", "\ufffd\ufffd\ufffd"], ["%F0%9F%92%A5".repeat(500), "💥".repeat(500)]];
  for (const [reason] of odd) assert.equal((await send(port, because(reason))).status, 200, reason);
  assert.deepEqual(sentIn(settings.journal).map(({ reason }) => reason), odd.map(([, text]) => text));
});

/** A gateway whose journal is broken: nothing that changes anything leaves. */
async function assertClosed(port, ordered) {
  const before = upstream.arrived.length;
  const answer = await send(port, ordered);
  assert.deepEqual([answer.status, answer.mark, upstream.arrived.length], [503, "-", before]);
  return answer;
}

test("What cannot be written down is not sent, and its key may leave later; readings go on", async (t) => {
  const { port, settings, admin, printed } = await gatewayOn(t);
  writeFileSync(settings.journal, "a file in its place");
  const ordered = rerun("faulty", 7);
  await assertClosed(port, ordered);
  await assertClosed(port, stop(88));
  assert.equal((await send(port, reading("faulty"))).status, 200);
  assert.match(await admin("/stats"), /http\.page\.lua\.journal_unwritten: 2\n/);
  assert.match(printed(), /the journal cannot be written, so nothing is sent: Not a directory/);
  rmSync(settings.journal);
  assert.equal((await send(port, rerun("faulty", 7, ordered.key))).status, 200);
  assert.equal(sentIn(settings.journal).length, 1, "the folder is made anew");
});

test("What came of it cannot be written down: the page is answered, an alarm rises, the line before stands", async (t) => {
  const { port, settings, admin, printed } = await gatewayOn(t);
  const aside = `${settings.journal}-aside`;
  upstream.course = (socket) => {
    renameSync(settings.journal, aside);
    writeFileSync(settings.journal, "");
    socket.write(task());
  };
  assert.equal((await send(port, rerun("faulty", 7))).status, 200);
  assert.deepEqual([sentIn(aside).length, answeredIn(aside).length], [1, 0]);
  assert.match(await admin("/stats"), /http\.page\.lua\.journal_unfinished: 1\n/);
  assert.match(printed(), new RegExp(`the journal lacks what came of ${sentIn(aside)[0].pass}: `));
});

test("Workers and gateways that share a folder write files of their own", async (t) => {
  const journal = join(memory(t), "journal");
  const both = [await gatewayOn(t, { journal, workers: 2 }), await gatewayOn(t, { journal, workers: 2 })];
  const count = Math.max(EACH, 40);
  await Promise.all(Array.from({ length: count }, (_, nth) => send(both[nth % 2].port, rerun("faulty", 7))));
  assertEqual("two gateways, one folder", count, journal);
  assert.equal(answeredIn(journal).length, count);
  const writers = readdirSync(journal).map((name) => name.split(".")[2]);
  assert.ok(writers.length >= 2 && new Set(writers).size === writers.length, `${writers}`);
});

/** When the gateway is killed, and whether what was ordered may have come to nothing. */
const KILLS = [
  ["killed while Zuora works", { on: "arrival" }],
  ["killed up to 300 ms after a 200", { on: "answer" }],
  ["killed at any moment", { on: "chance" }],
];
const AT_ONCE = 4;

/** A gateway that some reruns are sent to, and that is killed: how many. */
async function killed(t, on, folders, nth) {
  upstream.course = (socket) => socket.write(task());
  const gateway = await gatewayOn(t, folders);
  const kill = () => gateway.stop("SIGKILL");
  let arrived = 0;
  if (on === "arrival") upstream.course = () => (arrived += 1) === AT_ONCE && kill();
  const answers = Promise.all(Array.from({ length: AT_ONCE }, () => send(gateway.port, rerun("faulty", 7))));
  if (on === "chance") await wait((nth * 37) % 150);
  else await answers;
  if (on === "answer") await wait((nth * 97) % 300);
  await kill();
  await answers;
}

for (const [name, { on }] of KILLS) {
  test(`A gateway that is ${name} has written down what left`, async (t) => {
    const folders = { memory: memory(t), journal: join(memory(t), "journal") };
    const rounds = EACH > 0 ? EACH : 2;
    for (let nth = 0; nth < rounds; nth += 1) await killed(t, on, folders, nth);
    await wait(50);
    const sent = existing(folders.journal);
    const arrived = arrivedKeys();
    figures.push([name, `${rounds} kills × ${AT_ONCE}`, arrived.length, sent.length, answeredIn(folders.journal).length]);
    assert.deepEqual(arrived.filter((key) => !sent.some((line) => line.key === key)), [], "arrived and not written down");
    if (on !== "chance") assert.deepEqual(keysOf(sent), arrived);
    // What is written down and did not arrive has no end: it is in doubt, not told as done.
    const ended = keysOf(answeredIn(folders.journal));
    assert.deepEqual(keysOf(sent).filter((key) => !arrived.includes(key) && ended.includes(key)), []);
    assert.ok(on === "chance" || arrived.length === rounds * AT_ONCE, `${arrived.length} arrived`);
  });
}

const existing = (folder) => (statSync(folder, { throwIfNoEntry: false }) ? sentIn(folder) : []);

/** Places with room for a few lines: one that anybody may make, and a disk where this user may mount. */
const FULL = [
  ["a file that may not grow", () => ({ under: ["sh", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"] })],
  [
    "a disk that is full",
    (t) => {
      const folder = small(t, "size=16k");
      return folder && { journal: join(folder, "journal") };
    },
  ],
];

for (const [name, make] of FULL) {
  test(`${name}: what does not fit into the journal is not sent`, async (t) => {
    const place = make(t);
    // The other place is there for everybody.
    if (place === undefined) return void figures.push([`${name}: this user may not mount`, 0, 0, 0, 0]);
    const gateway = await gatewayOn(t, { accessLog: "/dev/null", ...place });
    const { port, settings } = gateway;
    const count = Math.max(EACH, 60);
    let refused = 0;
    for (let nth = 0; nth < count; nth += 1) {
      const answer = await send(port, because("x".repeat(nth % 300)));
      if (answer.status === 200) continue;
      refused += 1;
      assert.deepEqual([answer.status, answer.mark], [503, "-"]);
    }
    assertEqual(name, count, settings.journal);
    assert.equal(arrivedKeys().length, count - refused);
    assert.ok(refused > 0 && refused < count, `${refused} of ${count} refused`);
    assert.match(await gateway.admin("/stats"), new RegExp(`journal_unwritten: ${refused}\\n`));
    // Room again.
    for (const file of readdirSync(settings.journal)) rmSync(join(settings.journal, file));
    assert.equal((await send(port, rerun("faulty", 7))).status, 200);
    assert.equal(sentIn(settings.journal).length, 1);
  });
}

/** What turns files of the journal away while it is written. */
const TURNS = [
  ["moved", (from, to) => renameSync(from, to)],
  [
    "moved, packed and deleted",
    (from, to) => {
      renameSync(from, to);
      writeFileSync(`${to}.gz`, gzipSync(readFileSync(to)));
      rmSync(to);
    },
  ],
];

for (const [name, turn] of TURNS) {
  test(`Files that are ${name} under load: no line is lost`, async (t) => {
    const { port, settings } = await gatewayOn(t, { workers: 2 });
    const old = join(settings.journal, "old");
    mkdirSync(old, { recursive: true });
    const count = EACH > 0 ? EACH * 5 : 120;
    let [isOver, turns] = [false, 0];
    const turning = (async () => {
      for (; !isOver; await wait(40)) {
        for (const file of readdirSync(settings.journal).filter((each) => each !== "old")) {
          turn(join(settings.journal, file), join(old, `${(turns += 1)}-${file}`));
        }
      }
    })();
    const answers = [];
    for (let left = count; left > 0; left -= 20) {
      answers.push(...(await Promise.all(Array.from({ length: Math.min(left, 20) }, () => send(port, rerun("faulty", 7))))));
    }
    isOver = true;
    await turning;
    assert.deepEqual(answers.filter(({ status }) => status !== 200), []);
    assert.ok(turns > 3, `${turns} turns`);
    assertEqual(`${name} ${turns} times`, count, settings.journal);
    assert.equal(answeredIn(settings.journal).length, count);
  });
}

test("The access log moved and opened anew by a signal: no line is lost", async (t) => {
  const gateway = await gatewayOn(t);
  const { accessLog } = gateway.settings;
  const folder = dirname(accessLog);
  const files = () => readdirSync(folder).filter((name) => name.startsWith("access.log"));
  const told = () => files().flatMap((name) => readFileSync(join(folder, name), "utf8").match(/tasks\/99"/g) ?? []).length;
  const count = EACH > 0 ? EACH * 5 : 100;
  for (let done = 0; done < count; done += 20) {
    const asked = Array.from({ length: 20 }, () => send(gateway.port, reading("faulty", "tasks/99")));
    renameSync(accessLog, `${accessLog}.${done}`);
    void gateway.stop("SIGUSR1");
    await Promise.all(asked);
    await until(() => existsSync(accessLog), "a new file");
  }
  await until(() => told() >= count, "all lines");
  figures.push(["access log, opened anew by a signal", `${count} readings`, count, "-", told()]);
  assert.equal(told(), count);
});

test("Zuora's own no gives the key back and is written down", async (t) => {
  const { port, settings } = await gatewayOn(t);
  upstream.course = (socket) => socket.write(reply(429, "{}"));
  const ordered = rerun("faulty", 7);
  await send(port, ordered);
  upstream.course = (socket) => socket.write(task());
  assert.equal((await send(port, rerun("faulty", 7, ordered.key))).status, 200);
  assert.deepEqual(answeredIn(settings.journal).map(({ status, key }) => [status, key]), [[429, ordered.key], [200, ordered.key]]);
});
