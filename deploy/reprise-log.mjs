#!/usr/bin/env node
// Reads the gateway's journal: who reran what, when, why, and what came of it. Needs Node 20 and
// nothing else; `node reprise-log.mjs --help` says what it can be asked.

import { createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { compared, COMPARED, decisions } from "./reprise-log/compare.mjs";
import { csv, json, safe, table } from "./reprise-log/print.mjs";
import { span } from "./reprise-log/when.mjs";

const HELP = `reprise-log: what the gateway let leave, and what came of it.

  node reprise-log.mjs [FOLDER or FILE ...] [which] [what] [how]

FOLDER is the gateway's journal, /var/lib/reprise/journal unless named. Packed files (.gz) are read too.

Which:
  --who NAME        of this operator, as the sign-in named them
  --env ID          in this environment
  --task ID         reruns of this task
  --run ID          stops of this run
  --key KEY         under this idempotency key
  --track ID        this one transmission
  --order WORD      rerun or stop
  --reason TEXT     whose reason holds this text, in any case of letters
  --from WHEN       from then on
  --to WHEN         until then; a day counts whole
  --on DAY          on this day
    WHEN and DAY: 2026-11-24, 2026-11-24T09:30, today, yesterday, or a weekday: the last one that is over.

What:
  --in-doubt        only what may have run or not: no answer is written down, or one that proves nothing,
                    and no later one under the same key proves that it ran
  --doubled         only keys under which more than one rerun may have run
  --compare FILE    beside a browser's journal export (JSON): what stands in one of them only

How:
  --csv             for a spreadsheet; no cell is taken for a formula
  --json            one object a line
  --local           moments in this machine's time zone instead of UTC; WHEN is read so, too
  --help            this

Outcomes: accepted (a 2xx; the gateway reads no body), refused (Zuora's own 400, 401, 403, 404 or 429),
never left, in doubt (everything else).
Exit codes: 0 done, also where nothing was found; 1 the journal cannot be read; 2 a wrong question.
`;

const OPTIONS = {
  ...Object.fromEntries(["who", "env", "task", "run", "key", "track", "order", "reason", "from", "to", "on", "compare"].map((name) => [name, { type: "string" }])),
  ...Object.fromEntries(["in-doubt", "doubled", "csv", "json", "local", "help"].map((name) => [name, { type: "boolean", default: false }])),
};
const USUAL_FOLDER = "/var/lib/reprise/journal";
const LONGEST_LINE = 65_536;
const NEVER_LEFT = new Set(["-", "UF", "UH", "NR"]);
const REFUSALS = new Set([400, 401, 403, 404, 429]);
const COLUMNS = ["at", "operator", "environment", "order", "task", "run", "outcome", "status", "mark", "ms", "key", "track", "entity", "orgs", "zuora_request", "zuora_track", "reason"];

/** A question that cannot be answered as it stands. */
class Wrong extends Error {}

/** The files of a folder and those below it, or the file itself. */
function filesOf(place) {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`${place} is not there`);
  if (!found.isDirectory()) return [place];
  const names = readdirSync(place, { recursive: true }).map(String).sort();
  const files = names.filter((name) => /\.jsonl(\.|$)/.test(name)).map((name) => join(place, name));
  return files.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** The file's lines as bytes, whatever its size; `undefined` for one that is too long to be ours. */
async function* linesOf(file) {
  let kept = [];
  let length = 0;
  const stream = createReadStream(file);
  const bytes = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
  if (bytes !== stream) stream.on("error", (error) => bytes.destroy(error));
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      length += end - from;
      yield length > LONGEST_LINE ? undefined : Buffer.concat([...kept, chunk.subarray(from, end)]);
      [kept, length, from] = [[], 0, end + 1];
    }
    length += chunk.length - from;
    if (length <= LONGEST_LINE) kept.push(chunk.subarray(from));
    else kept = [];
  }
  if (length > 0) yield length > LONGEST_LINE ? undefined : Buffer.concat(kept);
}

/** A line of the journal; `undefined`: it is none. */
function parsed(bytes) {
  let line;
  try {
    line = JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
  const known = line?.what === "sent" || line?.what === "answered";
  return known && typeof line.pass === "string" && typeof line.at === "string" ? line : undefined;
}

/** Goes through all lines once and counts those that are none. */
async function each(files, take) {
  const bad = { count: 0, places: [] };
  const note = (place) => ((bad.count += 1), bad.places.length < 5 && bad.places.push(place));
  for (const file of files) {
    let number = 0;
    try {
      for await (const bytes of linesOf(file)) {
        number += 1;
        if (bytes?.length === 0) continue;
        const line = bytes && parsed(bytes);
        if (line) take(line);
        else note(`${file}:${number}`);
      }
    } catch (error) {
      note(`${file}, after line ${number}: ${error.message}`);
    }
  }
  return bad;
}

/** What came of a pass, as far as its two lines tell. */
export function outcomeOf(end) {
  if (end === undefined) return "in doubt";
  if (end.mark !== undefined) return NEVER_LEFT.has(end.mark) ? "never left" : "in doubt";
  const isJson = /^application\/[\w.+-]*json$/i.test(end.type ?? "");
  if (end.status >= 200 && end.status < 300 && (isJson || end.status === 204)) return "accepted";
  return REFUSALS.has(end.status) && isJson ? "refused" : "in doubt";
}

/** Whether a line is asked for. */
function chosen(values) {
  const same = [["who", "operator"], ["env", "environment"], ["task", "task"], ["run", "run"], ["key", "key"], ["track", "track"], ["order", "order"]];
  const wanted = same.filter(([option]) => values[option] !== undefined);
  const { from, to } = span(values);
  const reason = values.reason?.toLowerCase();
  return (line) => {
    if (wanted.some(([option, field]) => line[field] !== values[option])) return false;
    if (reason !== undefined && !line.reason?.toLowerCase().includes(reason)) return false;
    const at = Date.parse(line.at);
    return (from === undefined || at >= from) && (to === undefined || at < to);
  };
}

/** The passes that `keep` wants, by time, each with its end. Two rounds: a line may be moved before another. */
async function passesOf(files, keep) {
  const passes = new Map();
  const bad = await each(files, (line) => line.what === "sent" && keep(line) && passes.set(line.pass, line));
  await each(files, (line) => {
    const sent = line.what === "answered" && passes.get(line.pass);
    if (sent) sent.end = line;
  });
  const all = [...passes.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { all: all.map(({ end, ...sent }) => told(sent, end)), bad };
}

function told(sent, end) {
  const { status, mark, ms, zuora_request, zuora_track } = end ?? {};
  return { ...sent, outcome: outcomeOf(end), status, mark, ms, zuora_request, zuora_track };
}

/** What is in doubt: no end that tells, and no later answer under the same key that it ran. */
async function inDoubt(files) {
  // Names alone: of a large journal nearly everything is settled.
  const settled = new Set();
  await each(files, (line) => line.what === "answered" && outcomeOf(line) !== "in doubt" && settled.add(line.pass));
  const { all, bad } = await passesOf(files, ({ pass }) => !settled.has(pass));
  const proven = new Map(all.map(({ key }) => [key, ""]));
  await each(files, ({ what, key, at, ...end }) => {
    if (what === "answered" && key && proven.get(key) < at && outcomeOf(end) === "accepted") proven.set(key, at);
  });
  return { all: all.filter(({ key, at }) => !(proven.get(key) > at)), bad };
}

/** What stands under a key that stands more than once, and may have run more than once. */
async function twice(files) {
  const seen = new Map();
  await each(files, ({ what, key }) => what === "sent" && key && seen.set(key, (seen.get(key) ?? 0) + 1));
  const { all, bad } = await passesOf(files, ({ key }) => seen.get(key) > 1);
  return { all: doubled(all), bad };
}

/** Of all passes those under keys that may have run more than once. */
function doubled(all) {
  const mayHaveRun = all.filter(({ key, outcome }) => key && (outcome === "accepted" || outcome === "in doubt"));
  const counts = new Map();
  for (const { key } of mayHaveRun) counts.set(key, (counts.get(key) ?? 0) + 1);
  return all.filter(({ key }) => counts.get(key) > 1);
}

/** The question, or what is wrong with it. */
function asked(words) {
  let question;
  try {
    question = parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
    chosen(question.values);
  } catch (error) {
    throw new Wrong(error.message);
  }
  const { values } = question;
  const several = (names) => names.filter((name) => values[name]).length > 1;
  if (several(["in-doubt", "doubled", "compare"])) throw new Wrong("--in-doubt, --doubled and --compare: one at a time");
  if (several(["csv", "json"])) throw new Wrong("--csv and --json: one at a time");
  if (values.order !== undefined && !["rerun", "stop"].includes(values.order)) throw new Wrong("--order: rerun or stop");
  return question;
}

/** The rows that answer it, and their columns. */
async function answered({ values, positionals }) {
  const files = (positionals.length > 0 ? positionals : [USUAL_FOLDER]).flatMap(filesOf);
  const keep = chosen(values);
  if (values.compare !== undefined) {
    const browser = decisions(readFileSync(values.compare, "utf8"));
    const known = new Set(browser.map(({ key }) => key));
    const { all, bad } = await passesOf(files, (line) => known.has(line.key) || keep(line));
    const { rows, agreeing } = compared(browser, all, keep);
    return { rows, bad, files, columns: COMPARED, also: `${agreeing} decisions stand in both and agree` };
  }
  const special = values["in-doubt"] ? inDoubt : values.doubled ? twice : undefined;
  const { all, bad } = special ? await special(files) : await passesOf(files, keep);
  return { rows: special ? all.filter(keep) : all, bad, files, columns: COLUMNS };
}

/** Answers a question: rows by `out`, what is to be said of them by `say`; the exit code. */
export async function run(words, out, say) {
  try {
    const question = asked(words);
    if (question.values.help) return (out(HELP), 0);
    const { rows, bad, files, columns, also } = await answered(question);
    const shown = question.values.csv ? csv : question.values.json ? json : table;
    for (const text of shown(columns, rows, question.values)) out(text);
    say(`${rows.length} found in ${files.length} files${also ? `; ${also}` : ""}`);
    const more = bad.count > bad.places.length ? "; …" : "";
    if (bad.count > 0) say(`${bad.count} lines are none of the journal's and were passed over: ${bad.places.join("; ")}${more}`);
    return 0;
  } catch (error) {
    say(`reprise-log: ${error.message}${error instanceof Wrong ? "; --help tells what can be asked" : ""}`);
    return error instanceof Wrong ? 2 : 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  process.stdout.on("error", () => process.exit());
  const say = (text) => process.stderr.write(`${safe(text)}\n`);
  process.exitCode = await run(process.argv.slice(2), (text) => process.stdout.write(text), say);
}
