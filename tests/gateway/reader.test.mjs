// `deploy/reprise-log.mjs`: what an auditor asks the gateway's journal, and what bad lines do.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { run } from "../../deploy/reprise-log.mjs";
import { harmless } from "../../deploy/reprise-log/print.mjs";
import { span } from "../../deploy/reprise-log/when.mjs";
import { reset } from "../reset.mjs";
import { memory } from "./folder.mjs";
import { OPERATOR, rerun, startGateway } from "./stage.mjs";
import { startUpstream, task } from "./upstream.mjs";
import { send } from "./wire.mjs";

const READER = fileURLToPath(new URL("../../deploy/reprise-log.mjs", import.meta.url));

process.env.TZ = "America/Denver";

/** What the reader prints, beside the code it ends with. */
async function read(...words) {
  const told = { out: "", said: "" };
  const code = await run(words, (text) => (told.out += text), (text) => (told.said += `${text}\n`));
  return { ...told, code, rows: () => told.out.split("\n").slice(0, -1).map((line) => JSON.parse(line)) };
}

const sent = (pass, at, more) => ({ v: 1, what: "sent", pass, at, environment: "us", order: "rerun", task: "2770", key: `key-${pass}`, track: `rp-${pass}`, operator: "ops-7", reason: "again", ...more });
const answered = (pass, at, more) => ({ v: 1, what: "answered", pass, at, status: 200, type: "application/json", ms: 3, ...more });
const text = (lines) => lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

// 24 November 2026 is a Tuesday.
const LINES = [
  sent("a", "2026-11-24T01:00:00.000Z"),
  answered("a", "2026-11-24T01:00:01.000Z"),
  sent("b", "2026-11-24T10:00:00.000Z", { operator: "ops-8", reason: '=HYPERLINK("x")\u001b[2J\u202e' }),
  answered("b", "2026-11-24T10:00:02.000Z", { status: 504, mark: "UT", type: "text/plain" }),
  sent("c", "2026-11-25T10:00:00.000Z", { task: "9" }),
  sent("d", "2026-11-25T11:00:00.000Z", { key: "twice" }),
  sent("e", "2026-11-25T12:00:00.000Z", { key: "twice", operator: "ops-8" }),
  answered("e", "2026-11-25T12:00:01.000Z", { key: "twice" }),
  sent("f", "2026-11-25T13:00:00.000Z", { key: "back" }),
  answered("f", "2026-11-25T13:00:01.000Z", { status: 503, mark: "UF", type: "text/plain" }),
  sent("g", "2026-11-25T14:00:00.000Z", { key: "back" }),
  answered("g", "2026-11-25T14:00:01.000Z", { status: 429 }),
  { ...sent("h", "2026-11-26T14:00:00.000Z", { order: "stop", run: "88" }), task: undefined, key: undefined },
  answered("h", "2026-11-26T14:00:01.000Z", { status: 403, type: "text/html" }),
];

/** A folder with these lines. */
function folderOf(t, lines = LINES) {
  const folder = memory(t);
  writeFileSync(join(folder, "2026-11-24.host.1-1.1.jsonl"), text(lines));
  return folder;
}

const passes = (told) => told.rows().map(({ track }) => track.slice("rp-".length)).join("");

const QUESTIONS = [
  [["--who", "ops-7", "--on", "2026-11-24"], "a"],
  [["--who", "ops-7", "--on", "2026-11-23", "--local"], "a"],
  [["--from", "2026-11-25", "--to", "2026-11-25T12:00"], "cd"],
  [["--from", "2026-11-25T05:00-07:00", "--to", "2026-11-26"], "efgh"],
  [["--task", "9"], "c"],
  [["--run", "88"], "h"],
  [["--order", "stop"], "h"],
  [["--env", "eu"], ""],
  [["--key", "twice"], "de"],
  [["--track", "rp-e"], "e"],
  [["--reason", "HYPERlink"], "b"],
  [["--in-doubt"], "bch"],
  [["--in-doubt", "--who", "ops-8"], "b"],
  [["--doubled"], "de"],
  [["--doubled", "--who", "ops-8"], "e"],
];

test("It answers who, when, what, under which key, what is in doubt and what is doubled", async (t) => {
  const folder = folderOf(t);
  const told = await Promise.all(QUESTIONS.map(([words]) => read(folder, "--json", ...words)));
  QUESTIONS.forEach(([words, expected], at) => assert.deepEqual([told[at].code, passes(told[at])], [0, expected], words.join(" ")));
  const all = await read(folder, "--json");
  assert.equal(all.rows().map(({ outcome }) => outcome).join(","), "accepted,in doubt,in doubt,in doubt,accepted,never left,refused,in doubt");
});

test("Lines that are torn, binary, too long or of somebody else are counted and told, and nothing else is lost", async (t) => {
  const folder = folderOf(t, [...LINES.slice(0, 3), '{"v":1,"what":"sent","pa', "", "\0\xff\xfe", "null", "[]", '{"v":1,"what":"other","pass":"a","at":""}', "x".repeat(200_000), ...LINES.slice(3)]);
  mkdirSync(join(folder, "old"));
  const packed = gzipSync(text([sent("z", "2026-11-20T00:00:00.000Z"), answered("a", "2026-11-24T01:00:01.000Z")]));
  writeFileSync(join(folder, "old", "2026-11-20.host.1-1.1.jsonl.gz"), packed);
  writeFileSync(join(folder, "old", "2026-11-21.host.1-1.1.jsonl.gz"), gzipSync(text([sent("y", "2026-11-21T00:00:00.000Z")])).subarray(0, 40));
  writeFileSync(join(folder, "notes.txt"), "not ours");
  writeFileSync(join(folder, "2026-11-27.host.1-1.1.jsonl"), text([sent("i", "2026-11-27T00:00:00.000Z")]) + '{"v":1,"wh');
  const told = await read(folder, "--json");
  assert.deepEqual([told.code, passes(told)], [0, "zabcdefghi"]);
  assert.match(told.said, /^10 found in 4 files\n8 lines are none of the journal's .*:4; .*; …\n$/);
});

test("A table is safe for a terminal, and CSV for a spreadsheet", async (t) => {
  const folder = folderOf(t);
  const { out } = await read(folder);
  assert.doesNotMatch(out, /[\u001b\u202e]/);
  assert.match(out, /^at +operator +environment +order +task +run +outcome/);
  assert.equal(out.split("\n").length, 8 + 2);
  const csv = (await read(folder, "--csv")).out;
  assert.ok(csv.includes(`"'=HYPERLINK(""x"")\u001b[2J\u202e"\r\n`), csv);
  assert.equal(csv.split("\r\n").length, 8 + 2);
  const cases = [["=1", "'=1"], [" -1", "' -1"], ["a;=1", "a;'=1"], ["\t1", "'\t1"], ["＝1", "'＝1"], ["1-2", "1-2"], ["\u200b+1", "'\u200b+1"], ["a\n \"@x", "a\n \"'@x"]];
  for (const [raw, safe] of cases) assert.equal(harmless(raw), safe);
  const local = await read(folder, "--local", "--task", "9");
  assert.match(local.out, /2026-11-25T03:00:00\.000 /);
});

test("Days are named as people name them", () => {
  const now = new Date("2026-11-30T23:00:00Z");
  const day = (on) => new Date(span({ on }, now).from).toISOString().slice(0, 10);
  assert.deepEqual(["today", "yesterday", "Tuesday", "monday", "sunday"].map(day), ["2026-11-30", "2026-11-29", "2026-11-24", "2026-11-23", "2026-11-29"]);
  assert.equal(span({ to: "2026-02-28" }, now).to, Date.parse("2026-03-01T00:00:00Z"));
});

const WRONG = [
  [["--who"], 2, /--who/],
  [["--whom", "x"], 2, /--whom/],
  [["--on", "2026-02-30"], 2, /is no day/],
  [["--on", "someday"], 2, /"someday" is no day/],
  [["--on", "2026-11-24T10:00"], 2, /is no day/],
  [["--on", "today", "--from", "today"], 2, /--on, or --from and --to/],
  [["--from", "today", "--to", "yesterday"], 2, /before/],
  [["--csv", "--json"], 2, /one at a time/],
  [["--in-doubt", "--doubled"], 2, /one at a time/],
  [["--order", "pause"], 2, /rerun or stop/],
  [["--compare", "/nowhere.json"], 1, /nowhere/],
];

test("A wrong question is told in one line, and the help has every option", async (t) => {
  const folder = folderOf(t);
  const told = await Promise.all(WRONG.map(([words]) => read(folder, ...words)));
  WRONG.forEach(([words, code, says], at) => {
    assert.deepEqual([told[at].code, told[at].out], [code, ""], words.join(" "));
    assert.match(told[at].said, says);
    assert.equal(told[at].said.trim().split("\n").length, 1, told[at].said);
  });
  const gone = await read("/nowhere");
  assert.deepEqual([gone.code, gone.said], [1, "reprise-log: /nowhere is not there\n"]);
  const help = await read("--help");
  const options = [...readFileSync(READER, "utf8").matchAll(/values(?:\.|\[")([a-z-]+)/g)].map(([, name]) => name);
  for (const name of new Set(options)) assert.match(help.out, new RegExp(`--${name}\\b`));
});

const entries = (key, ...more) => ({ key, entries: [{ v: 1, at: Date.parse("2026-11-24T00:59:00Z"), what: "decided", key, environment: "us", task: 2770, reason: "again", by: "ops-7" }, ...more] });
const went = (track, verdict) => [{ v: 1, at: 1, what: "sent", track, tab: "t" }, ...(verdict ? [{ v: 1, at: 2, what: "answered", track, verdict }] : [])];

test("Beside a browser's export: what stands in one of them only, and what they tell differently", async (t) => {
  const folder = folderOf(t);
  const file = join(memory(t), "export.json");
  const intents = [
    entries("key-a", ...went("rp-a", "accepted")),
    entries("key-b", ...went("rp-b", "accepted")),
    entries("key-c", ...went("rp-c", "timed-out")),
    entries("twice", ...went("rp-e", "no-answer")),
    entries("back", ...went("rp-f", "never-sent"), ...went("rp-g", "accepted")),
    entries("lost", ...went("rp-lost")),
    entries("held", ...went("rp-held", "never-sent")),
    entries("unsent"),
  ];
  writeFileSync(file, JSON.stringify({ reprise_journal: 1, made_at: "2026-11-27T00:00:00Z", intents }));
  const log = [...LINES, sent("k", "2026-11-26T20:00:00.000Z"), answered("k", "2026-11-26T20:00:01.000Z")];
  const told = await read(folderOf(t, log), "--compare", file, "--json");
  assert.equal(told.code, 0, told.said);
  const rows = told.rows().map(({ finding, key, track }) => `${key} ${track}: ${finding}`).sort();
  assert.deepEqual(rows, [
    "back rp-g: they contradict each other",
    "key-b rp-b: the browser knows more",
    "key-k rp-k: in the log only",
    "lost rp-lost: in the browser only",
    "twice rp-d: a transmission in the log only",
    "twice rp-e: the log knows more",
  ]);
  assert.match(told.said, /4 decisions stand in both and agree/);
  writeFileSync(file, "{}");
  assert.match((await read(folder, "--compare", file)).said, /no journal export/);
});

test("The words that a comparison looks for are those that the browser writes", () => {
  const writer = readFileSync(new URL("../../crates/domain/src/journal/write.rs", import.meta.url), "utf8");
  const reader = readFileSync(new URL("../../deploy/reprise-log/compare.mjs", import.meta.url), "utf8");
  const words = ["sent", "answered", "decided", "track", "accepted", "refused", "limited", "never-sent"];
  for (const word of words) assert.deepEqual([writer.includes(`"${word}"`), reader.includes(word)], [true, true], word);
});

test("What a gateway wrote is read as it happened", async (t) => {
  const upstream = await startUpstream(t);
  const { port, settings } = await startGateway(t, { environments: [upstream.environment("faulty")] });
  await send(port, rerun("faulty", 7));
  upstream.course = reset;
  await send(port, rerun("faulty", 8));
  upstream.course = (socket) => socket.write(task());
  const told = await read(settings.journal, "--who", OPERATOR, "--on", "today", "--json");
  assert.deepEqual(told.rows().map(({ task, outcome, mark }) => [task, outcome, mark]), [["7", "accepted", undefined], ["8", "in doubt", "UC"]]);
});

test("A journal of any size is read in one go", async (t) => {
  const folder = memory(t);
  const count = Number(process.env.REPRISE_LINES ?? 5_000);
  const file = createWriteStream(join(folder, "2026-11-24.host.1-1.1.jsonl"));
  for (let from = 0; from < count; from += 1_000) {
    const lines = Array.from({ length: 1_000 }, (_, nth) => [sent(`${from + nth}`, "2026-11-24T01:00:00.000Z", { reason: "r".repeat(100) }), answered(`${from + nth}`, "2026-11-24T01:00:01.000Z")]).flat();
    if (!file.write(text(lines))) await new Promise((next) => file.once("drain", next));
  }
  await new Promise((done) => file.end(done));
  const began = performance.now();
  const told = spawnSync(process.execPath, [READER, folder, "--key", "key-17", "--json"], { encoding: "utf8" });
  console.log(`  ${count * 2} lines: ${Math.round(performance.now() - began)} ms`);
  assert.deepEqual([told.status, told.stdout.split("\n").length, told.stderr], [0, 2, "1 found in 1 files\n"]);
  assert.match((await read(folder, "--in-doubt")).said, /^0 found/);
});
