// Every example of docs/js-library.md, executed: in Node, or in a page where it says so. What is
// printed must begin with what the document promises.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import * as esbuild from "esbuild";
import * as operator from "../e2e/operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { document } from "./pages.mjs";
import { install, root, siteWith } from "./stage.mjs";

const text = readFileSync(join(root, "docs/js-library.md"), "utf8");
const examples = [...text.matchAll(/^## ([^\n]+)$|^```js( page)?\n([\s\S]*?)^```$/gm)];
const installed = install();
const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
beforeEach(() => operator.reset(sandbox));

/** Where the document's address leads, in tests. */
const ours = (code) => code.replaceAll("https://gateway.example.com/api/production", `${sandbox.address}/api/production`);

/** The figure of the canary's counter, which an example's reader has to bring. */
const COUNTER = `export async function readCounter() {
  const rows = await (await fetch("${sandbox.address}/_sandbox/counter")).json();
  return rows.find((row) => row.tenant === "rehearsal" && row.label === "Entity US").count;
}
`;
writeFileSync(join(installed.folder, "counter.js"), COUNTER);

/** What an example does not repeat: how `zuora` is made. */
const PRELUDE = `import init, { Reprise } from "reprise";
import { fileJournal } from "reprise/file-journal";
await init();
const zuora = new Reprise({
  api: "https://gateway.example.com/api/production", environment: "production",
  salt: "the salt of your config.json", journal: fileJournal("./journal"),
});
`;

/** The lines that the document promises. */
const promised = (code) => [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);

let heading = "";
let count = 0;
for (const [, title, page, code] of examples) {
  if (title !== undefined) {
    heading = title;
    continue;
  }
  count += 1;
  const name = `example-${count}`;
  if (page) test(`${heading}: ${name}, in a page`, (t) => inPage(t, name, code));
  else test(`${heading}: ${name}, in Node`, () => inNode(name, code));
}

function inNode(name, code) {
  const file = join(installed.folder, `${name}.mjs`);
  const isWhole = code.includes("new Reprise(");
  writeFileSync(file, ours(isWhole ? withJournal(code, name) : `${PRELUDE.replace("./journal", `./journal-${name}`)}${code}\nzuora.destroy();`));
  const said = execFileSync(process.execPath, [file], { cwd: installed.folder, encoding: "utf8", timeout: 60_000 });
  const lines = said.split("\n");
  // In their order; between them an example may print more.
  let at = 0;
  for (const line of promised(code)) {
    const found = lines.indexOf(line, at);
    assert.ok(found >= at, `“${line}” was not printed after line ${at}:\n${said}`);
    at = found + 1;
  }
}

const withJournal = (code, name) => code.replace("./reruns", `./journal-${name}`);

async function inPage(t, name, code) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: code, resolveDir: installed.folder }, bundle: true, format: "esm", write: false, target: "esnext",
    // The files lie beside the page's module, and `import.meta.url` has to lead there.
    define: { "import.meta.url": JSON.stringify("REPRISE") }, logLevel: "silent",
  });
  const script = outputFiles[0].text.replaceAll('"REPRISE"', 'new URL("/reprise/index.js", location.href).href');
  const [element] = /<reprise-task[^]*?<\/reprise-task>/.exec(text);
  const body = `<main>${code.includes("defineTaskElement") ? element : ""}</main>`;
  const site = siteWith(installed, { [`${name}.html`]: document(name, body, `/${name}.js`), [`${name}.js`]: script });
  const { address } = await startLine(sandbox.address, site);
  const browser = await openBrowser(t);
  const page = await newPage(t, browser);
  await page.goto(`${address}/${name}.html`);
  await page.getByRole("heading", { name: "Task 2770, Notify tax vendor" }).waitFor();
}

test("The document has examples of every part", () => assert.ok(count >= 12, String(count)));

test("Every error code has its line in the document, and a type", () => {
  const types = readFileSync(join(installed.inside, "index.d.ts"), "utf8");
  const union = /export type ErrorCode =([^;]+);/.exec(types)[1];
  const typed = [...union.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code);
  for (const code of typed) assert.ok(text.includes(`\`${code}\``), `${code} is not in the document`);
});
