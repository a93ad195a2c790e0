// The payload beside a text of one's own and beside an earlier reading.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const field = (page) => page.getByRole("textbox", { name: /^JSON to compare with/ });
const panel = (page) => page.getByRole("region", { name: "Compare the payload" });
const changes = (page) => panel(page).getByRole("listitem");

/** The payload as the server has it. */
async function payload(task) {
  const headers = { "Zuora-Entity-Ids": operator.ENTITY_US };
  const reply = await fetch(`${sandbox.address}/api/sandbox/workflows/tasks/${task}`, { headers });
  return (await reply.json()).data;
}

async function openCompare(t, options) {
  const page = await newPage(t, browser, options);
  await operator.openTask(page, sandbox, 2770, { query: "?tab=compare" });
  await field(page).waitFor();
  return page;
}

test("A pasted payload is compared value by value, and each difference leads to its place", async (t) => {
  const page = await openCompare(t);
  const other = await payload(2770);
  // Written by JavaScript, which turns 1204.50 into 1204.5: the bytes tell.
  await field(page).fill(JSON.stringify(other));
  await panel(page).getByText("1 written differently", { exact: true }).first().waitFor();
  assert.equal(await changes(page).count(), 1);
  const [key] = Object.keys(other);
  const changed = { ...other, [key]: "another", password: "hunter2" };
  await field(page).fill(JSON.stringify(changed));
  await panel(page).getByText("1 changed, 1 removed").waitFor();
  assert.equal(await changes(page).count(), 3 - Number(key === "Invoice"));
  const text = await panel(page).innerText();
  assert.ok(text.includes("password") && !text.includes("hunter2"), text);
  await panel(page).getByRole("link", { name: key }).click();
  await page.getByRole("treeitem", { selected: true }).filter({ hasText: key }).waitFor();
  assert.match(page.url(), /path=/);
});

test("A text that is no JSON is said to be none, with its place, and stays in the field", async (t) => {
  const page = await openCompare(t);
  await field(page).fill('{"a": 1,\n  b: 2}');
  await panel(page).getByText(/^This is not JSON: line 2, column 3/).waitFor();
  assert.equal(await field(page).inputValue(), '{"a": 1,\n  b: 2}');
  await field(page).fill("");
  await until(async () => (await panel(page).getByRole("status").count()) === 0);
});

test("A file is compared like a pasted text", async (t) => {
  const page = await openCompare(t);
  const other = JSON.stringify({ ...(await payload(2770)), more: [1, 2, 3] });
  const file = { name: "other.json", mimeType: "application/json", buffer: Buffer.from(other) };
  await panel(page).getByLabel("or choose a file").setInputFiles(file);
  await panel(page).getByText("1 removed").waitFor();
});

test("Nothing of a compared text is asked for or kept", async (t) => {
  const page = await openCompare(t);
  const before = (await operator.requests(sandbox)).length;
  await field(page).fill('{"note":"canary-of-a-comparison"}');
  await changes(page).first().waitFor();
  assert.equal((await operator.requests(sandbox)).length, before);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  assert.ok(!kept.includes("canary"), kept);
});

for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`The comparison has no axe violations: ${theme}, ${width} px`, async (t) => {
      const page = await openCompare(t, { theme, width });
      const other = await payload(2770);
      const [first] = Object.keys(other);
      await field(page).fill(JSON.stringify({ ...other, [first]: "x".repeat(400), gone: { a: [1, 2] } }));
      await changes(page).first().waitFor();
      assert.deepEqual(await axe(page), []);
      await screenshot(page, `compare-${theme}-${width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
    });
  }
}

const until = (holds) => operator.until(holds, "nothing is said");
