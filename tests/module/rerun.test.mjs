// Reruns by the module in Node: each fault of the sandbox, lost answers, two calls at once, and what is
// refused. Executions are counted at the server.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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

test("Who hands over the task as they saw it decides about that run alone", async (t) => {
  const zuora = open(t);
  const seen = await zuora.getTask(9005);
  await (await zuora.rerun(9005, { reason, seen })).finished();
  await assert.rejects(zuora.rerun(9005, { reason, seen, repeatSuccess: true }), { code: "changed", mayHaveRun: false });
  await assert.rejects(zuora.rerun(9005, { reason, seen: await zuora.getTask(2770) }), { code: "bad-option" });
  await assert.rejects(zuora.rerun(9005, { reason, seen: "2770" }), { code: "no-task" });
  assert.equal((await executions(sandbox, 9005)).length, 1);
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
