// A config.json that is missing or wrong is named by line and mended by what the page says.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { environment, status } from "./operator.mjs";
import { SITE, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const browser = await openBrowser(wholeFile);

/** A copy of the page without its configuration; the tests put one there. */
const site = mkdtempSync(join(tmpdir(), "reprise-site-"));
wholeFile.after(() => rmSync(site, { recursive: true, force: true }));
for (const name of readdirSync(SITE, { withFileTypes: true })) {
  if (name.isFile() && name.name !== "config.json")
    copyFileSync(join(SITE, name.name), join(site, name.name));
}
const sandbox = await startSandbox(wholeFile, { site });
const place = join(site, "config.json");

const GOOD = JSON.stringify(
  { salt: "a salt for tests and nothing else", environments: [environment()] },
  null,
  2,
);
const replaced = (from, to) => {
  assert.ok(GOOD.includes(from), from);
  return GOOD.replace(from, to);
};

/** The line, from 1, on which `text` has `word`. */
const lineOf = (text, word) => text.split("\n").findIndex((line) => line.includes(word)) + 1;

const twice = JSON.stringify(
  {
    salt: "a salt for tests and nothing else",
    environments: [environment(), environment({ label: "Second" })],
  },
  null,
  2,
);

const BROKEN = [
  ["a comma too many", replaced('"gateway"', '"gateway",'), "}", "no well-formed JSON"],
  ["an unknown key", replaced('"auth"', '"author"'), '"author"', "unknown field `author`"],
  [
    "a short salt",
    replaced("a salt for tests and nothing else", "short"),
    '"salt"',
    "at least 16 random characters",
  ],
  [
    "an address on another host",
    replaced("/api/sandbox", "https://rest.zuora.com"),
    '"api"',
    "must be a path on this origin",
  ],
  [
    "an unknown kind",
    replaced('"kind": "sandbox"', '"kind": "staging"'),
    '"kind"',
    "expected `sandbox` or `production`",
  ],
  [
    "an empty label",
    replaced('"label": "Sandbox"', '"label": " "'),
    '"label"',
    "must not be empty",
  ],
  [
    "no environment",
    '{\n  "salt": "a salt for tests and nothing else",\n  "environments": []\n}',
    '"environments"',
    "at least one environment",
  ],
];

async function open(t, expected = []) {
  const page = await newPage(t, browser, { expected });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  return page;
}

for (const [name, text, word, what] of BROKEN) {
  test(`A config.json with ${name} is told with its line and the remedy`, async (t) => {
    writeFileSync(place, text);
    const page = await open(t);
    const line = word === "}" ? lineOf(text, '"auth"') + 1 : lineOf(text, word);
    const alert = page.getByRole("alert");
    await alert
      .getByRole("heading", { name: `config.json cannot be used: line ${line}.` })
      .waitFor();
    const said = await alert.innerText();
    assert.ok(said.includes(what), said);
    assert.ok(said.includes("Mend that line and reload."), said);
    assert.ok(said.includes("docs/hosting.md"), said);
  });
}

test("A doubled id is told with the line of the second one", async (t) => {
  writeFileSync(place, twice);
  const page = await open(t);
  const line = twice.split("\n").findLastIndex((each) => each.includes('"id"')) + 1;
  await page.getByRole("heading", { name: `config.json cannot be used: line ${line}.` }).waitFor();
  await page.getByText('two environments have the id "sandbox"').waitFor();
});

test("A missing config.json is told, and Reload goes on once it is there", async (t) => {
  rmSync(place, { force: true });
  const page = await open(t, [status(404)]);
  const alert = page.getByRole("alert");
  await alert.getByRole("heading", { name: "This page has no config.json." }).waitFor();
  await alert.getByText("The host answered 404").waitFor();
  await alert.getByText("docs/hosting.md").waitFor();
  writeFileSync(place, GOOD);
  await page.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("table").waitFor();
});

test("The name that the host vouches for stands in the bar and beside the rerun", async (t) => {
  const signed = await startSandbox(t, { operator: "j.doe@example.com" });
  const page = await newPage(t, browser);
  await page.goto(`${signed.address}/t/sandbox/tasks`);
  await page.getByRole("banner").getByText("j.doe@example.com").waitFor();
});
