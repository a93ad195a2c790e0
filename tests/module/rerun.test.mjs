// Reruns by the module in Node: each fault of the sandbox, lost answers, two programs at once, and what
// is refused. Executions are counted at the server.

import assert from "node:assert/strict";
import { execFileSync, fork } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { emptyFolder, imported, install, memoryJournal, optionsFor } from "./stage.mjs";

const { executions, reruns, until, UUID } = operator;

const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
const installed = install();
const { default: init, Reprise, Intent } = await imported(installed);
const { fileJournal } = await imported(installed, "reprise/file-journal");
await init();
beforeEach(() => operator.reset(sandbox));

function open(t, more) {
  const zuora = new Reprise(optionsFor(sandbox, { journal: memoryJournal(), ...more }));
  t.after(() => zuora.destroy());
  return zuora;
}

const reason = "vendor fixed";

test("A rerun is decided, sent once, and followed to its end", async (t) => {
  const zuora = open(t, { by: "nobody" });
  const changes = [];
  zuora.on("change", (intent) => changes.push(intent.state));
  const intent = await zuora.rerun(2770, { reason, by: "ops-7" });
  assert.ok(intent instanceof Intent);
  assert.match(intent.key, UUID);
  const { task, reason: why, by, isSettled, mayHaveRun, generation, environment } = intent;
  assert.deepEqual([task, why, by, isSettled, mayHaveRun, generation, environment], [2770, reason, "ops-7", true, true, 0, "sandbox"]);
  assert.equal(await intent.finished(), intent);
  assert.deepEqual([intent.state, intent.finishedStatus, intent.isOver], ["finished", "Success", true]);
  assert.deepEqual(changes.filter((state, place) => state !== changes[place - 1]).slice(-2), ["accepted", "finished"]);
  const [sent, ...others] = await reruns(sandbox);
  assert.deepEqual(others, []);
  assert.equal(sent.headers["idempotency-key"], intent.key);
  assert.equal(sent.headers["zuora-track-id"], intent.attempts[0].trackId);
  assert.equal((await executions(sandbox, 2770)).length, 1);
  assert.deepEqual(await zuora.unsettled(), []);
  assert.deepEqual((await zuora.reruns({ task: 2770 })).map(({ key }) => key), [intent.key]);
  assert.equal(JSON.parse(JSON.stringify(intent)).key, intent.key);
});

// What the promise gives for each fault; "ran" where a reading has shown it. Zuora may have run the task
// in doubt: then only `mayHaveRun` tells.
for (const [id, states, ran, mayHaveRun] of [
  [9001, ["ran", "accepted", "finished"], 1, true],
  [9002, ["unsettled"], 0, true],
  [9004, ["ran", "accepted", "finished"], 1, true],
  [9005, ["accepted", "finished"], 1, true],
  [9006, ["unsettled"], 1, true],
  [9007, ["unsettled"], 0, true],
  [9008, ["unsettled"], 0, true],
  [9009, ["accepted", "finished"], 1, true],
  [9010, ["unsettled"], 0, true],
  [9011, ["refused"], 0, false],
  [9012, ["refused"], 0, false],
]) {
  test(`The fault of task ${id}: ${states[0]}, executions ${ran}`, async (t) => {
    const zuora = open(t);
    const intent = await zuora.rerun(id, { reason });
    const { state, isSettled } = intent;
    assert.ok(states.includes(state), state);
    assert.equal(isSettled, state !== "unsettled");
    assert.equal(intent.mayHaveRun, mayHaveRun);
    assert.ok(intent.attempts.length >= 1 && intent.attempts.length <= 3);
    assert.equal(new Set((await reruns(sandbox)).map(({ headers }) => headers["idempotency-key"])).size, 1);
    assert.equal((await executions(sandbox, id)).length, ran);
    assert.equal((await zuora.unsettled()).length, state === "unsettled" ? 1 : 0);
  });
}

test("A lost answer leaves it unsettled; asked again under the same key it ran once", async (t) => {
  const line = await startLine(sandbox.address);
  // The task looks as before, whatever happens: only the key can tell.
  Object.assign(line.faults, { loseAnswers: 3, staleReads: true });
  const zuora = new Reprise({ ...optionsFor(line), journal: memoryJournal() });
  t.after(() => zuora.destroy());
  const intent = await zuora.rerun(2770, { reason });
  assert.deepEqual([intent.state, intent.isSettled, intent.mayHaveRun], ["unsettled", false, true]);
  assert.deepEqual(intent.attempts.map(({ status }) => status), [null, null, null]);
  assert.deepEqual((await zuora.unsettled()).map(({ key }) => key), [intent.key]);
  const error = await zuora.rerun(2770, { reason }).then(assert.fail, (error) => error);
  assert.deepEqual([error.code, error.key, error.mayHaveRun], ["rerun-open", intent.key, true]);
  assert.equal(await intent.askAgain(), intent);
  assert.deepEqual([intent.state, intent.isReplayed], ["accepted", true]);
  assert.deepEqual(await zuora.unsettled(), []);
  assert.equal((await executions(sandbox, 2770)).length, 1);
  assert.equal((await reruns(sandbox)).length, 4);
});

test("A program that ended in the middle leaves a doubt in the journal; the next one settles it", async (t) => {
  const folder = emptyFolder();
  const first = new Reprise(optionsFor(sandbox, { journal: fileJournal(folder) }));
  const lost = first.rerun(9003, { reason });
  await until(async () => (await executions(sandbox, 9003)).length === 1, "the rerun of 9003");
  first.destroy();
  await assert.rejects(lost, { code: "destroyed", mayHaveRun: true });
  const second = open(t, { journal: fileJournal(folder) });
  const [intent] = await second.reruns();
  await intent.check();
  await intent.finished();
  assert.equal(intent.state, "ran");
  assert.equal((await executions(sandbox, 9003)).length, 1);
});

test("Without a journal nothing is rerun, and the error says what to give", async (t) => {
  const zuora = open(t, { journal: undefined });
  assert.deepEqual([zuora.journal.isOpen, /fileJournal/.test(zuora.journal.trouble)], [false, true]);
  await assert.rejects(zuora.rerun(2770, { reason }), { code: "no-journal", mayHaveRun: false, message: /fileJournal/ });
  assert.equal((await zuora.getTask(2770)).id, 2770);
  assert.deepEqual(await zuora.reruns(), []);
  assert.match(zuora.whyNot(await zuora.getTask(2770)), /no journal/);
  assert.deepEqual(await reruns(sandbox), []);
});

test("Where nothing may be changed nothing is sent", async (t) => {
  const zuora = open(t, { readOnly: true });
  await assert.rejects(zuora.rerun(2770, { reason }), { code: "barred", mayHaveRun: false });
  assert.deepEqual(await reruns(sandbox), []);
});

test("A journal that fails bars the rerun: nothing is sent that is not written down", async (t) => {
  for (const method of ["add", "list", "get"]) {
    const broken = { ...memoryJournal(), [method]: async () => { throw Object.assign(new Error("secret path"), { name: "QuotaExceededError" }); } };
    const zuora = open(t, { journal: broken });
    const error = await zuora.rerun(2770, { reason }).then(assert.fail, (error) => error);
    assert.deepEqual([error.code, error.mayHaveRun], ["journal", false], method);
    assert.doesNotMatch(`${error.message} ${error.detail}`, /secret path/);
  }
  const odd = { ...memoryJournal(), add: async () => "yes" };
  await assert.rejects(open(t, { journal: odd }).rerun(2770, { reason }), { code: "journal" });
  assert.deepEqual(await reruns(sandbox), []);
});

test("A journal of a newer Reprise is read, never written", async (t) => {
  const journal = memoryJournal();
  await journal.put("entry:00000000-0000-8000-8000-000000000000:00000000", { v: 99, key: "00000000-0000-8000-8000-000000000000", seq: 0, at: 0, entry: "{}", lock: null });
  await assert.rejects(open(t, { journal }).rerun(2770, { reason }), { code: "journal" });
  assert.equal(journal.records.size, 1);
});

test("What may not be rerun is refused with its reason", async (t) => {
  const zuora = open(t);
  const ended = await zuora.rerun(2770, { reason });
  await ended.finished();
  await assert.rejects(zuora.rerun(2770, { reason }), { code: "succeeded", message: /repeatSuccess/ });
  const again = await zuora.rerun(2770, { reason: "once more", repeatSuccess: true });
  assert.notEqual(again.key, ended.key);
  assert.equal(again.supersedes, ended.key);
  for (const options of [{}, { reason: "" }, { reason: "  " }]) {
    await assert.rejects(zuora.rerun(2771, options), { code: "no-reason" });
  }
  await assert.rejects(zuora.rerun(2771), { code: "no-reason" });
  const { signal } = new AbortController();
  await assert.rejects(zuora.rerun(2771, { reason, signal }), { code: "bad-option", message: /cannot be aborted/ });
  await assert.rejects(zuora.rerun("x", { reason }), { code: "bad-id" });
  await assert.rejects(zuora.rerun(9101, { reason }), { code: "forbidden", mayHaveRun: false });
});

test("An order that does not fit is refused, and tells whether the task may have run", async (t) => {
  const zuora = open(t);
  const intent = await zuora.rerun(9006, { reason });
  const inert = intent.choices.filter(({ whyNot }) => whyNot !== null).map(({ order }) => order);
  assert.deepEqual(inert, ["foundNotRun", "foundRan"]);
  await assert.rejects(intent.foundRan("seen"), { code: "not-now", mayHaveRun: true, key: intent.key });
  await assert.rejects(intent.letBe(), { code: "beside", mayHaveRun: true });
  const refused = await zuora.rerun(9011, { reason });
  await assert.rejects(refused.askAgain(), { code: "beside", mayHaveRun: false });
});

/** Time goes on for the module and for the server alike. */
async function later(t, milliseconds) {
  const own = Date.now;
  Date.now = () => own() + milliseconds;
  t.after(() => (Date.now = own));
  await operator.forward(sandbox, milliseconds);
}

test("That it did not run is written down on quiet evidence, by whoever found it", async (t) => {
  const zuora = open(t, { by: "nobody" });
  const intent = await zuora.rerun(9010, { reason });
  await assert.rejects(intent.foundNotRun("seen"), { code: "not-now", mayHaveRun: true });
  await later(t, 11 * 60_000);
  await intent.check();
  await later(t, 2 * 60_000);
  await assert.rejects(intent.foundNotRun(" "), { code: "no-note" });
  // Somebody else decides while the task is read for the finding.
  await Promise.all([intent.foundNotRun("the vendor has no order", { by: "ada" }), zuora.rerun(9011, { reason, by: "bob" })]);
  assert.deepEqual([intent.state, intent.mayHaveRun, intent.isOver], ["not-run", false, true]);
  assert.match(intent.detail, /^ada found so: “the vendor has no order”\.$/);
  const again = await zuora.rerun(9010, { reason });
  assert.notEqual(again.key, intent.key);
});

test("That it ran can be written down when the key tells nothing any more", async (t) => {
  const intent = await open(t).rerun(9008, { reason });
  await assert.rejects(intent.foundRan("seen"), { code: "not-now" });
  await later(t, 21 * 60 * 60_000);
  await assert.rejects(intent.askAgain(), { code: "not-now", message: /safe window is over/ });
  await intent.foundRan("the invoice is there", { by: "ada" });
  assert.deepEqual([intent.state, intent.isSettled], ["ran", true]);
});

test("A finding that a reading speaks against is refused, and nothing is written", async (t) => {
  const line = await startLine(sandbox.address);
  line.faults.staleReads = true;
  const zuora = new Reprise({ ...optionsFor(line), journal: memoryJournal() });
  t.after(() => zuora.destroy());
  const intent = await zuora.rerun(9006, { reason });
  await later(t, 11 * 60_000);
  await intent.check();
  await later(t, 2 * 60_000);
  line.faults.staleReads = false;
  const error = await intent.foundNotRun("nothing to be seen").then(assert.fail, (error) => error);
  assert.deepEqual([error.code, error.mayHaveRun, intent.state], ["not-now", true, "ran"]);
});

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

test("Of two calls at once one decides, and the other is refused", async (t) => {
  const zuora = open(t);
  const both = await Promise.allSettled([zuora.rerun(2770, { reason }), zuora.rerun(2770, { reason })]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assert.match(both.find(({ status }) => status === "rejected").reason.code, /rerun-open|decided-elsewhere|changed/);
  assert.equal((await executions(sandbox, 2770)).length, 1);
});

test("The same key comes of the same failed run: two journals, one execution", async (t) => {
  const both = await Promise.all([open(t), open(t)].map((zuora) => zuora.rerun(2770, { reason }).catch((error) => error)));
  const keys = new Set(both.map(({ key }) => key).filter(Boolean));
  assert.equal(keys.size, 1);
  assert.equal((await executions(sandbox, 2770)).length, 1);
});

test("A listener that throws harms nobody, and one that is taken away hears nothing", () => {
  const file = join(installed.folder, "listens.mjs");
  writeFileSync(
    file,
    `import init, { Reprise } from "reprise";
     import { fileJournal } from "reprise/file-journal";
     await init();
     const [folder, options] = process.argv.slice(2);
     const zuora = new Reprise({ ...JSON.parse(options), journal: fileJournal(folder) });
     const [thrown, heard] = [[], []];
     console.error = (error) => thrown.push(error.message);
     zuora.on("change", () => { throw new Error("listener"); });
     const off = zuora.on("change", ({ state }) => heard.push(state));
     const intent = await zuora.rerun(2770, { reason: "heard" });
     await new Promise((next) => setTimeout(next));
     off();
     const count = heard.length;
     await intent.finished();
     console.log(new Set(thrown).size === 1 && thrown[0], count > 0, heard.length === count, intent.state);
     zuora.destroy();`,
  );
  const words = [file, emptyFolder(), JSON.stringify(optionsFor(sandbox))];
  assert.equal(execFileSync(process.execPath, words, { encoding: "utf8" }), "listener true true finished\n");
});

test("The journal holds neither payload nor token", async (t) => {
  const journal = memoryJournal();
  const zuora = open(t, { journal, token: "canary-token-0123456789" });
  const task = await zuora.getTask(2770);
  await (await zuora.rerun(2770, { reason })).finished();
  const written = JSON.stringify([...journal.records]);
  assert.doesNotMatch(written, /canary/);
  const names = Object.keys(task.data ?? {});
  assert.ok(names.length > 0);
  for (const name of names) assert.doesNotMatch(written, new RegExp(`"${name}"`));
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
