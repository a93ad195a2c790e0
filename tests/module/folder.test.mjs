// The journal in a folder, as a store: what it gives back, and what it calls a failure.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileJournal } from "../../crates/library/js/file-journal.js";

const home = mkdtempSync(join(tmpdir(), "reprise-folder-"));
after(() => rmSync(home, { recursive: true }));
const emptyFolder = () => mkdtempSync(join(home, "f-"));

test("A record is one file of plain JSON, named for its id, and no draft stays", async () => {
  const folder = emptyFolder();
  const journal = fileJournal(folder);
  assert.equal(await journal.add("entry:aB.-0", { n: 1 }), true);
  assert.equal(await journal.add("entry:aB.-0", { n: 2 }), false);
  assert.deepEqual(readdirSync(folder), ["entry%3aa%42.-0"]);
  const kept = JSON.parse(readFileSync(join(folder, "entry%3aa%42.-0"), "utf8"));
  assert.deepEqual(kept, { id: "entry:aB.-0", record: { n: 1 } });
  assert.equal(await journal.add("\n", {}), true);
  assert.equal(readdirSync(folder).includes("%0a"), true);
});

test("A name of 200 signs is kept as it is; a longer one is a sum, and is found by its beginning", async () => {
  const folder = emptyFolder();
  const journal = fileJournal(folder);
  const ids = ["x".repeat(200), "x".repeat(201)];
  for (const id of ids) assert.equal(await journal.add(id, { id }), true);
  const names = readdirSync(folder).sort();
  assert.match(names[0], /^sha256-[0-9a-f]{64}$/);
  assert.equal(names[1], ids[0]);
  assert.deepEqual(await journal.list("xx"), ids.map((id) => [id, { id }]));
  assert.deepEqual(await journal.list("y"), []);
});

test("More records than files are opened at once are listed, sorted by their ids and not by their names", async () => {
  const journal = fileJournal(emptyFolder());
  const ids = Array.from({ length: 150 }, (_, place) => `entry:${String(place).padStart(8, "0")}`);
  for (const id of ids.toReversed()) await journal.add(id, { id });
  for (const id of ["e:_", "e:a", "e:A", "other"]) await journal.add(id, {});
  assert.deepEqual(await journal.list("entry:"), ids.map((id) => [id, { id }]));
  assert.deepEqual((await journal.list("e:")).map(([id]) => id), ["e:A", "e:_", "e:a"]);
});

test("A folder that is not there holds nothing, and is made with those above it by the first record", async () => {
  const folder = join(emptyFolder(), "not", "there");
  const journal = fileJournal(folder);
  assert.deepEqual(await journal.list(""), []);
  assert.equal(await journal.get("a"), undefined);
  assert.equal(await journal.add("a", { n: 1 }), true);
  assert.deepEqual(await journal.get("a"), { n: 1 });
});

test("A folder named by a relative path is the same one wherever the program goes", async (t) => {
  const here = process.cwd();
  t.after(() => process.chdir(here));
  const above = emptyFolder();
  process.chdir(above);
  const journal = fileJournal("reruns");
  process.chdir(here);
  await journal.add("a", {});
  assert.deepEqual(readdirSync(resolve(above, "reruns")), ["a"]);
});

test("What goes wrong is called by its code, and is never told as nothing", async () => {
  const folder = emptyFolder();
  const file = join(folder, "file");
  writeFileSync(file, "");
  const journal = fileJournal(file);
  await assert.rejects(journal.list(""), { name: "ENOTDIR", code: "ENOTDIR" });
  await assert.rejects(journal.get("a"), { name: "ENOTDIR" });
  await assert.rejects(journal.add("a", {}), { name: "EEXIST" });
  await assert.rejects(fileJournal(folder).get("file"), { name: "SyntaxError" });
  await assert.rejects(fileJournal(folder).list(""), { name: "SyntaxError" });
});

test("A record that cannot be written whole leaves neither a name nor a draft that anybody reads", async () => {
  const folder = emptyFolder();
  const journal = fileJournal(folder);
  const round = {};
  round.round = round;
  await assert.rejects(journal.add("a", round), { name: "TypeError" });
  assert.equal(await journal.get("a"), undefined);
  assert.deepEqual(await journal.list("a"), []);
});

test("A disk or a share of it that is full is called by the name that browsers have for it", async () => {
  for (const code of ["ENOSPC", "EDQUOT"]) {
    const full = { toJSON: () => { throw Object.assign(new Error(code), { code }); } };
    await assert.rejects(fileJournal(emptyFolder()).add("a", full), { name: "QuotaExceededError", code });
  }
});

test("A record whose name cannot be given is not told as kept", async () => {
  const folder = emptyFolder();
  // Its draft is gone before it gets its name.
  const lost = { toJSON: () => (readdirSync(folder).forEach((name) => rmSync(join(folder, name))), {}) };
  await assert.rejects(fileJournal(folder).add("a", lost), { name: "ENOENT" });
});
