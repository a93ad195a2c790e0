// The types, as a strict consumer uses them: what is right compiles, what is wrong does not.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { here, install } from "./stage.mjs";

const { folder, inside } = install();
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
symlinkSync(join(here, "node_modules/@types"), join(folder, "node_modules/@types"));

const SETTINGS = { strict: true, noEmit: true, target: "es2023", lib: ["es2023", "dom", "dom.asynciterable"], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false };

function compiled(name, text, more) {
  writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...SETTINGS, ...more }, files: [name] }));
  const { status, stdout } = spawnSync(process.execPath, [tsc, "--project", folder], { encoding: "utf8" });
  return { status, stdout };
}

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`A consumer compiles under tsc --strict, resolved as ${moduleResolution} does`, () => {
    const text = readFileSync(join(here, "consumer.ts"), "utf8");
    assert.deepEqual(compiled("consumer.ts", text, { module, moduleResolution, types: ["node"] }), { status: 0, stdout: "" });
  });
}

for (const [wrong, why] of [
  ['new Reprise({ api: "/api" });', /environment/],
  ['zuora.rerun(2770, {});', /reason/],
  ['zuora.rerun(2770, { reason: "x", signal: new AbortController().signal });', /signal/],
  ['zuora.listTasks({ status: "Error" });', /status/],
  ['zuora.getTask({ id: 1 });', /IdLike/],
  ['zuora.on("settled", () => {});', /settled/],
  ['const state: "done" = (await zuora.rerun(1, { reason: "x" })).state;', /not assignable/],
  ['(await zuora.rerun(1, { reason: "x" })).key = "mine";', /read-only/],
]) {
  test(`${wrong} does not compile`, () => {
    const text = `import { Reprise } from "reprise"; declare const zuora: Reprise;\n${wrong}\nexport {};`;
    const { status, stdout } = compiled("wrong.ts", text, { module: "nodenext", moduleResolution: "nodenext", types: [] });
    assert.notEqual(status, 0);
    assert.match(stdout, why);
  });
}

test("Every name that the module exports has a type, and the other way round", async () => {
  for (const [script, types] of [["node.js", "index.d.ts"], ["view/index.js", "view/index.d.ts"], ["file-journal.js", "file-journal.d.ts"], ["prove/node.js", "prove/index.d.ts"]]) {
    const exported = Object.keys(await import(join(inside, script))).sort();
    const text = readFileSync(join(inside, types), "utf8");
    const declared = [...text.matchAll(/^export (?:default )?(?:class|function) (\w+)/gm)].map(([line, name]) => (line.includes("default") ? "default" : name));
    assert.deepEqual(exported, [...new Set(declared)].sort(), script);
  }
});
