// The module in Node: reading, listing, explaining, and everything that can be wrong with the words it
// is given.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { startSandbox, wholeFile } from "../e2e/stage.mjs";
import { AGREED, emptyFolder, imported, install, optionsFor } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
const installed = install();
const { default: init, Reprise, RepriseError } = await imported(installed);

assert.throws(() => new Reprise(optionsFor(sandbox)), { code: "not-ready", message: /await init\(\)/ });
await init();
beforeEach(() => operator.reset(sandbox));

function open(t, more) {
  const zuora = new Reprise(optionsFor(sandbox, more));
  t.after(() => zuora.destroy());
  return zuora;
}

test("A task comes with Zuora's own names, and equals what the server sent", async (t) => {
  const zuora = open(t);
  const task = await zuora.getTask(2770);
  const sent = await operator.rawTask(sandbox, 2770, { "Zuora-Entity-Ids": AGREED.entityId });
  assert.deepEqual(task, JSON.parse(sent));
  assert.equal(zuora.source(task), sent);
  assert.deepEqual(await zuora.getTask("2770"), task);
  assert.deepEqual(await zuora.getTask(2770n), task);
});

test("A list is read page by page, as far as it is asked for", async (t) => {
  const zuora = open(t);
  const ids = [];
  for await (const task of zuora.listTasks({ instance: true, page_length: 20 })) {
    assert.equal(task.instance, true);
    ids.push(task.id);
    if (ids.length === 45) break;
  }
  assert.equal(new Set(ids).size, 45);
  const reads = (await operator.requests(sandbox)).filter(({ path_and_query: path }) => path.includes("/workflows/tasks"));
  assert.equal(reads.length, 3);
});

test("A list ends with its last page", async (t) => {
  const zuora = open(t);
  const all = [];
  for await (const task of zuora.listTasks({ id: 2770 })) all.push(task.id);
  assert.deepEqual(all, [2770]);
});

test("It explains why a task failed, what a rerun would do, and what it touches", async (t) => {
  const zuora = open(t);
  const { cause, causeBefore, verdict, touches } = zuora.explain(await zuora.getTask(2770));
  assert.match(cause.sentence, /failed itself \(500\)/);
  assert.equal(causeBefore, null);
  assert.equal(verdict.verdict, "may-repeat");
  assert.ok(verdict.reasons.length > 0 && verdict.cited.every(({ path }) => path !== ""));
  assert.ok(touches.groups.length > 0);
  // Of an object from elsewhere as well.
  assert.deepEqual(zuora.explain({ id: 1, status: "Success", action_type: "Callout" }).cause, null);
  assert.throws(() => zuora.explain({ name: "no id" }), { code: "no-task" });
  assert.throws(() => zuora.explain(undefined), { code: "no-task" });
});

for (const [id, code] of [
  [9101, "forbidden"],
  [9102, "unauthorised"],
  [9103, "down"],
  [9104, "web-page"],
  [9106, "declined"],
  [9107, "garbled"],
  [9108, "garbled"],
  [99_999_999, "not-found"],
]) {
  test(`Task ${id} cannot be read: ${code}, and nothing ran`, async (t) => {
    const error = await open(t).getTask(id).then(assert.fail, (error) => error);
    assert.ok(error instanceof RepriseError && error instanceof Error);
    const { name, mayHaveRun, requestId, message } = error;
    assert.deepEqual([name, error.code, mayHaveRun], ["RepriseError", code, false]);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    assert.match(message, /^[A-Z].*\.$/);
    assert.doesNotMatch(message, /Zuora says/);
  });
}

for (const id of ["abc", "", 0, -1, 2770.5, NaN, null, undefined, {}, "2770/rerun", "1e3", 2n ** 64n]) {
  test(`${typeof id} ${String(id)} is no id, and nothing is asked`, async (t) => {
    await assert.rejects(open(t).getTask(id), { code: "bad-id", mayHaveRun: false });
    assert.deepEqual(await operator.requests(sandbox), []);
  });
}

for (const [given, why] of [
  [{ api: undefined }, /"api" is missing/],
  [{ api: "/api/sandbox" }, /whole address/],
  [{ api: "ftp://x" }, /whole address/],
  [{ environment: "Not Fit" }, /"environment"/],
  [{ salt: "short" }, /"salt" must be at least 16/],
  [{ entityId: "a,b" }, /"entityId"/],
  [{ orgIds: "101" }, /"orgIds" must be a list/],
  [{ orgIds: ["101", 102] }, /"orgIds"/],
  [{ token: "two words" }, /"token" is no Bearer token/],
  [{ token: "line\nbreak" }, /"token" is no Bearer token/],
  [{ journal: { add() {}, get() {} } }, /no method list\(\)/],
  [{ readOnly: "yes" }, /"readOnly" must be true or false/],
  [{ entityID: "x" }, /no option "entityID"/],
]) {
  test(`The option ${JSON.stringify(given)} is refused with a sentence`, () => {
    assert.throws(() => new Reprise(optionsFor(sandbox, given)), { code: "bad-option", message: why });
  });
}

test("No options at all are refused with a sentence", () => {
  for (const given of [undefined, null, "x", 1]) assert.throws(() => new Reprise(given), { code: "bad-option" });
});

for (const [filters, why] of [
  [{ page_length: 101 }, /1 to 100/],
  [{ page: 0 }, /"page"/],
  [{ instance: "true" }, /"instance"/],
  [{ status: "Error" }, /no filter "status"/],
  [{ tags: [1] }, /"tags"/],
  ["x", /object of filters/],
]) {
  test(`The filter ${JSON.stringify(filters)} is refused with a sentence`, async (t) => {
    const list = open(t).listTasks(filters);
    await assert.rejects(list.next(), { code: "bad-filter", message: why });
    assert.deepEqual(await operator.requests(sandbox), []);
  });
}

test("A read can be aborted, before and while it is under way", async (t) => {
  const zuora = open(t);
  const before = AbortSignal.abort();
  await assert.rejects(zuora.getTask(2770, { signal: before }), { name: "AbortError", code: "aborted" });
  assert.deepEqual(await operator.requests(sandbox), []);
  const during = new AbortController();
  const read = zuora.getTask(2770, { signal: during.signal });
  during.abort(new Error("enough"));
  const error = await read.then(assert.fail, (error) => error);
  assert.deepEqual([error.name, error.code, error.mayHaveRun], ["AbortError", "aborted", false]);
});

test("After destroy() it refuses, and what was under way ends", async (t) => {
  const zuora = open(t);
  const read = zuora.getTask(2770);
  zuora.destroy();
  zuora.destroy();
  await assert.rejects(read, { code: "destroyed", mayHaveRun: false });
  await assert.rejects(zuora.getTask(2770), { code: "destroyed" });
  await assert.rejects(zuora.reruns(), { code: "destroyed" });
});

test("A token goes along, can be renewed, and is in no error", async (t) => {
  const guarded = await startSandbox(t, { requireToken: true });
  const zuora = new Reprise(optionsFor(guarded, { token: "canary-token-0123456789" }));
  t.after(() => zuora.destroy());
  const error = await zuora.getTask(2770).then(assert.fail, (error) => error);
  assert.equal(error.code, "unauthorised");
  assert.doesNotMatch(`${error.message} ${error.detail} ${error.stack} ${JSON.stringify(error)}`, /canary/);
  zuora.setToken(await operator.bearerToken(guarded));
  assert.equal((await zuora.getTask(2770)).id, 2770);
  assert.throws(() => zuora.setToken("not a token"), { code: "bad-option" });
});

test("Two instances live side by side, each with its own tenancy", async (t) => {
  const [us, de] = [open(t), open(t, { entityId: operator.ENTITY_DE, orgIds: ["101", "102"] })];
  await Promise.all([us.getTask(2770), de.getTask(2770)]);
  us.destroy();
  await de.getTask(2770);
  const sent = (await operator.requests(sandbox)).map(({ headers }) => [headers["zuora-entity-ids"], headers["zuora-org-ids"]]);
  const [first, second] = [[operator.ENTITY_US, undefined], [operator.ENTITY_DE, "101,102"]];
  assert.deepEqual(sent.slice(0, 2).sort(), [first, second].sort());
  assert.deepEqual(sent[2], second);
});

test("An event that there is not is refused", (t) => {
  assert.throws(() => open(t).on("settled", () => {}), { code: "bad-event", message: /change, journal/ });
});

test("A program ends by itself when its work is done", () => {
  const folder = installed.folder;
  const file = join(folder, "ends.mjs");
  writeFileSync(
    file,
    `import init, { Reprise } from "reprise";
     import { fileJournal } from "reprise/file-journal";
     await init();
     const zuora = new Reprise({ ...${JSON.stringify(optionsFor(sandbox))}, journal: fileJournal(process.argv[2]) });
     const intent = await zuora.rerun(2770, { reason: "it ends" });
     console.log(intent.state);`,
  );
  const said = execFileSync(process.execPath, [file, emptyFolder()], { timeout: 10_000, encoding: "utf8" });
  assert.match(said, /accepted|finished/);
});

test("init() takes files that lie on the disk", () => {
  const file = join(installed.folder, "given.mjs");
  writeFileSync(
    file,
    `import init, { Reprise } from "reprise";
     const at = (name) => new URL("./node_modules/reprise/" + name, import.meta.url);
     await init({ reprise: at("reprise.wasm"), explain: String(at("explain.wasm")) });
     console.log(typeof Reprise);`,
  );
  assert.equal(execFileSync(process.execPath, [file], { encoding: "utf8" }), "function\n");
});

test("init() tells when a file is missing, and can be tried again", async () => {
  const script = `import init from "reprise";
    const error = await init({ reprise: new Uint8Array([0, 97, 115, 109]), explain: false }).then(() => "no error", (error) => error);
    console.log(error.code, error.message);
    await init();
    console.log("ready");`;
  const file = join(installed.folder, "again.mjs");
  writeFileSync(file, script);
  const said = execFileSync(process.execPath, [file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.match(said, /^not-loaded reprise\.wasm could not be loaded.*\nready\n$/);
});

test("Without explanations a task can be read and rerun, and explain() says what is missing", () => {
  const script = `import init, { Reprise } from "reprise";
    await init({ explain: false });
    const zuora = new Reprise(${JSON.stringify(optionsFor(sandbox))});
    const task = await zuora.getTask(2770);
    try { zuora.explain(task); } catch (error) { console.log(task.id, error.code); }
    zuora.destroy();`;
  const file = join(installed.folder, "bare.mjs");
  writeFileSync(file, script);
  assert.match(execFileSync(process.execPath, [file], { encoding: "utf8" }), /^2770 not-ready\n$/);
});

test("Importing does nothing", () => {
  const script = `const names = Object.getOwnPropertyNames(globalThis).join();
    const active = process.getActiveResourcesInfo().length;
    const fetched = []; globalThis.fetch = (...words) => { fetched.push(words); throw 0; };
    await import("reprise"); await import("reprise/view"); await import("reprise/file-journal");
    console.log(names === Object.getOwnPropertyNames(globalThis).join(), fetched.length, process.getActiveResourcesInfo().length - active);`;
  const file = join(installed.folder, "nothing.mjs");
  writeFileSync(file, script);
  assert.match(execFileSync(process.execPath, [file], { encoding: "utf8" }), /^true 0 0\n$/);
});