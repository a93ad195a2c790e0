// Runs every *.test.mjs of a folder and ends with one line that `cargo xtask test` counts:
// `test result: ok. 3 passed; 0 failed; 0 ignored`, the form Rust's own runner has.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

// Two cores are what a small build machine has; each file has its own browser and sandbox.
const CONCURRENCY = 2;
const PATIENCE_MS_PER_FILE = 600_000;

/** The test files, or those whose name contains one of the words. */
function chosen(folder, words) {
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".test.mjs"))
    .sort();
  return all.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
}

/** Runs the files and counts the tests in them; a suite is no test. */
async function count(files) {
  const counts = { passed: 0, failed: 0, ignored: 0 };
  const empty = [];
  const events = run({ files, concurrency: CONCURRENCY, timeout: PATIENCE_MS_PER_FILE });
  events.on("test:pass", (event) => {
    if (event.details?.type === "suite") return;
    if (isFile(event, files)) empty.push(event.name);
    else if (event.skip !== undefined || event.todo !== undefined) counts.ignored += 1;
    else counts.passed += 1;
  });
  events.on("test:fail", (event) => {
    if (isConsequence(event)) return;
    if (event.todo !== undefined) counts.ignored += 1;
    else counts.failed += 1;
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text);
  for (const name of empty) console.log(`${name} ran no test.`);
  counts.failed += empty.length;
  return counts;
}

/** Node reports a file as a test only if it has none, or could not be run. */
function isFile(event, files) {
  return event.nesting === 0 && files.includes(event.name);
}

/** Whether a suite or a test failed only because a test inside it did, which is counted already. */
function isConsequence(event) {
  return event.details?.error?.failureType === "subtestsFailed";
}

/** Runs the tests beside the file with this address, or those that the command line names. */
export async function runBeside(address) {
  const folder = dirname(fileURLToPath(address));
  const files = chosen(folder, process.argv.slice(2)).map((name) => join(folder, name));
  const { passed, failed, ignored } =
    files.length === 0 ? { passed: 0, failed: 0, ignored: 0 } : await count(files);
  const good = failed === 0 && (passed > 0 || files.length === 0);
  const told = `${passed} passed; ${failed} failed; ${ignored} ignored`;
  console.log(`test result: ${good ? "ok" : "FAILED"}. ${told}`);
  process.exitCode = good ? 0 : 1;
}
