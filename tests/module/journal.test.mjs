// Where the module keeps its journal in Node: a store of the host's that may fail at any point, and the
// journal in a folder. Executions are counted at the server.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { emptyFolder, imported, install, memoryJournal, optionsFor } from "./stage.mjs";

const { executions, reruns, until } = operator;

const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
const installed = install();
const { default: init, Reprise } = await imported(installed);
const { fileJournal } = await imported(installed, "reprise/file-journal");
await init();
beforeEach(() => operator.reset(sandbox));

function open(t, more) {
  const zuora = new Reprise(optionsFor(sandbox, { journal: memoryJournal(), ...more }));
  t.after(() => zuora.destroy());
  return zuora;
}

const reason = "vendor fixed";

// ---- a store that fails in the middle ---------------------------------------------------------

/** A journal whose `add` of the nth entry of a story does something else. */
function failing(nth, instead) {
  const journal = memoryJournal();
  const { add } = journal;
  journal.add = (id, record) => (id.startsWith("entry:") && id.endsWith(`:${String(nth).padStart(8, "0")}`) ? instead(add, id, record) : add(id, record));
  return journal;
}
const broken = () => Promise.reject(Object.assign(new Error("down"), { name: "StoreDown" }));

test("A second attempt that cannot be written down leaves a doubt, and never the word that nothing was sent", async (t) => {
  for (const instead of [broken, async () => false]) {
    await operator.reset(sandbox);
    const line = await startLine(sandbox.address);
    Object.assign(line.faults, { loseAnswers: 3, staleReads: true });
    // 0 decided, 1 sent, 2 answered (lost), 3 read or sent again
    const zuora = new Reprise({ ...optionsFor(line), journal: failing(3, instead) });
    t.after(() => zuora.destroy());
    const intent = await zuora.rerun(2770, { reason });
    assert.deepEqual([intent.state, intent.mayHaveRun], ["unsettled", true]);
    assert.equal((await executions(sandbox, 2770)).length, 1);
  }
});

test("An answer that cannot be written down is told all the same, and written down later", async (t) => {
  let fails = true;
  const journal = failing(2, (add, id, record) => (fails ? broken() : add(id, record)));
  const zuora = open(t, { journal });
  const intent = await zuora.rerun(2770, { reason });
  assert.deepEqual([intent.state, intent.isSettled, intent.isFollowed], ["accepted", true, false]);
  await assert.rejects(intent.finished(), { code: "not-finished", mayHaveRun: true });
  await assert.rejects(zuora.rerun(2771, { reason }), { code: "journal" });
  fails = false;
  await until(() => [...journal.records.keys()].some((id) => id.endsWith(":00000002")), "the answer in the journal", 8_000);
  await intent.finished();
  assert.equal(intent.state, "finished");
});

test("A store that kept a record and could not say so has kept it", async (t) => {
  for (const instead of [
    async (add, id, record) => (await add(id, record), false),
    async (add, id, record) => (await add(id, record), broken()),
  ]) {
    await operator.reset(sandbox);
    const intent = await open(t, { journal: failing(1, instead) }).rerun(2770, { reason });
    assert.equal(intent.state, "accepted");
    assert.equal((await executions(sandbox, 2770)).length, 1);
  }
});

test("What cannot be read is not told as nothing", async (t) => {
  const zuora = open(t, { journal: { ...memoryJournal(), list: broken } });
  await assert.rejects(zuora.unsettled(), { code: "journal", mayHaveRun: false });
  await assert.rejects(zuora.reruns(), { code: "journal" });
});

test("Readings of the journal that overtake each other do not look like a journal that was wiped", async (t) => {
  const journal = memoryJournal();
  const { list } = journal;
  // Each answer takes as long as chance wants.
  journal.list = async (beginning) => {
    const found = await list(beginning);
    await new Promise((next) => setTimeout(next, Math.random() * 20));
    return found;
  };
  const zuora = open(t, { journal });
  zuora.on("change", () => zuora.reruns().catch(() => {}));
  const intents = await Promise.all([2770, 9005, 9011].map((id) => zuora.rerun(id, { reason })));
  await Promise.all(intents.map((intent) => intent.finished()));
  assert.deepEqual(zuora.journal, { isOpen: true, trouble: "" });
  for (const id of [2770, 9005]) assert.equal((await executions(sandbox, id)).length, 1);
});

test("After destroy() an order that was about to begin sends nothing", async (t) => {
  const journal = memoryJournal();
  const { list } = journal;
  const zuora = open(t, { journal });
  const intent = await zuora.rerun(9002, { reason });
  const sent = (await reruns(sandbox)).length;
  journal.list = async (beginning) => (await new Promise((next) => setTimeout(next, 50)), list(beginning));
  const asked = intent.askAgain();
  zuora.destroy();
  await assert.rejects(asked, { code: "destroyed" });
  await new Promise((next) => setTimeout(next, 300));
  assert.equal((await reruns(sandbox)).length, sent);
});

test("Words that are missing or null are taken as missing", async (t) => {
  const zuora = open(t);
  await assert.rejects(zuora.rerun(2770, null), { code: "no-reason" });
  await assert.rejects(zuora.rerun(2770, { reason: null }), { code: "no-reason" });
  assert.equal((await zuora.getTask(2770, null)).id, 2770);
  const [first] = await Array.fromAsync?.(zuora.listTasks({ id: 2770n }, null)) ?? [{ id: 2770 }];
  assert.equal(first.id, 2770);
});

test("A folder that cannot be made is told when it is needed, and ends no program", async (t) => {
  const journal = fileJournal("/dev/null/reruns");
  await new Promise((next) => setTimeout(next, 50));
  await assert.rejects(open(t, { journal }).rerun(2770, { reason }), { code: "journal" });
});

// ---- the file journal ------------------------------------------------------------------------

test("Sixteen programs share a folder and race for one task: one execution, one open story", async (t) => {
  const folder = emptyFolder();
  const file = join(installed.folder, "racer.mjs");
  writeFileSync(
    file,
    `import init, { Reprise } from "reprise";
     import { fileJournal } from "reprise/file-journal";
     await init();
     const [folder, options] = process.argv.slice(2);
     const zuora = new Reprise({ ...JSON.parse(options), journal: fileJournal(folder) });
     process.once("message", async () => {
       const told = await zuora.rerun(2770, { reason: "raced for" }).then(({ state }) => state, ({ code }) => code);
       process.send(told, () => process.exit());
     });
     process.send("ready");`,
  );
  const options = JSON.stringify(optionsFor(sandbox));
  const racers = Array.from({ length: 16 }, () => fork(file, [folder, options]));
  t.after(() => racers.forEach((racer) => racer.kill()));
  const heard = (racer) => new Promise((done) => racer.once("message", done));
  assert.deepEqual(new Set(await Promise.all(racers.map(heard))), new Set(["ready"]));
  const ends = racers.map(heard);
  for (const racer of racers) racer.send("go");
  const told = await Promise.all(ends);
  assert.ok(told.some((word) => /accepted|finished|ran/.test(word)), told.join());
  assert.equal((await executions(sandbox, 2770)).length, 1, told.join());
  assert.equal((await reruns(sandbox)).length, 1, told.join());
  const names = readdirSync(folder).filter((name) => name.startsWith("."));
  assert.deepEqual(names, [], "drafts are left");
});

test("A file journal gives back what it took, whatever the ids look like", async () => {
  const journal = fileJournal(join(emptyFolder(), "not", "there", "yet"));
  const ids = ["entry:a:00000000", "entry:A:00000000", "entry:a/../b", "lock:ü|*?<>\\:1", `lock:${"x".repeat(300)}`, "lock:.", "entry:a:00000001"];
  for (const [place, id] of ids.entries()) assert.equal(await journal.add(id, { place }), true, id);
  for (const [place, id] of ids.entries()) {
    assert.equal(await journal.add(id, { place: -1 }), false, id);
    assert.deepEqual(await journal.get(id), { place }, id);
  }
  assert.deepEqual(await journal.list("entry:a:"), [[ids[0], { place: 0 }], [ids[6], { place: 6 }]]);
  assert.equal((await journal.list("lock:")).length, 3);
  assert.equal((await journal.list(`lock:${"x".repeat(299)}`)).length, 1);
  assert.equal(await journal.get("nothing"), undefined);
});

test("A lock whose holder wrote nothing is taken over after a while, and not before", async (t) => {
  const journal = memoryJournal();
  const zuora = open(t, { journal });
  const dry = await zuora.rerun(9011, { reason });
  const lock = [...journal.records.keys()].find((id) => id.startsWith("lock:")).replace(/9011:\d+$/, "2770:00000000");
  const key = "00000000-0000-8000-8000-000000000000";
  await journal.put(lock, { v: 1, key, at: Date.now(), held: true });
  await assert.rejects(zuora.rerun(2770, { reason }), { code: "decided-elsewhere" });
  assert.equal((await executions(sandbox, 2770)).length, 0);
  await journal.put(lock, { v: 1, key, at: Date.now() - 61_000, held: true });
  const intent = await open(t, { journal }).rerun(2770, { reason });
  assert.equal(intent.isSettled, true);
  assert.equal((await executions(sandbox, 2770)).length, 1);
  assert.equal(dry.state, "refused");
});

test("The records on the disk are plain JSON, one a file", async (t) => {
  const folder = emptyFolder();
  const zuora = open(t, { journal: fileJournal(folder) });
  await (await zuora.rerun(2770, { reason })).finished();
  const records = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const entries = records.filter(({ id }) => id.startsWith("entry:")).map(({ record }) => JSON.parse(record.entry).what);
  assert.deepEqual(new Set(entries), new Set(["decided", "sent", "answered", "read"]));
  const locks = records.filter(({ id }) => id.startsWith("lock:"));
  assert.deepEqual(locks.map(({ record }) => record.held).sort(), [false, true]);
});
