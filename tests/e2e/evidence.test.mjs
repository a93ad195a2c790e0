// Evidence: saved, opened, checked; nothing of it enters the journal.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as journal from "./journal.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const HOUR = 3_600_000;
const KEY = journal.keyOf(1);

const sandbox = await startSandbox(wholeFile, { operator: "ada@example.com" });

/** The evidence of one rerun, as one browser saves it. */
async function made(t) {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/] });
  const story = journal.ended(1, Date.now() - HOUR, { task: 2770, reason: "the cause is mended" });
  await journal.prepare(page, sandbox, [story]);
  await page.goto(`${sandbox.address}/t/sandbox/reruns/${KEY}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save evidence" }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

/** A page of another browser, whose journal is empty. */
async function elsewhere(t) {
  const page = await newPage(t, await openBrowser(t));
  await page.goto(`${sandbox.address}/t/sandbox/reruns`);
  await page.getByText("holds no rerun of this environment").waitFor();
  return page;
}

const file = (text, name = "evidence.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const field = (page) => page.getByLabel("Open an evidence file…");
const view = (page) => page.getByRole("region", { name: "Evidence file" });

test("Evidence opens in another browser, verified and only to be read", async (t) => {
  const text = await made(t);
  const page = await elsewhere(t);
  await field(page).setInputFiles(file(text));
  await view(page).getByText("The hashes in this file fit.").waitFor();
  assert.equal(await view(page).getByRole("list", { name: "Story" }).getByRole("listitem").count(), 4);
  await view(page).getByText(KEY).waitFor();
  assert.equal(await view(page).getByRole("link").count(), 0, "its task may be another tenant's");
  const buttons = await view(page).getByRole("button").allInnerTexts();
  assert.deepEqual(buttons, ["Close the file", "Copy"]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "evidence");
  assert.deepEqual(await axe(page), []);
  await view(page).getByRole("button", { name: "Close the file" }).click();
  await view(page).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.id === "evidence-file");
  await page.reload();
  await page.getByText("holds no rerun of this environment").waitFor();
});

test("A file that was changed is told from a whole one, with the place", async (t) => {
  const text = await made(t);
  const page = await elsewhere(t);
  await field(page).setInputFiles(file(text.replace("the cause is mended", "the cause was mended")));
  await view(page).getByText("This file was changed after it was made.").waitFor();
  await view(page).getByText("The hash of event 1 does not fit").waitFor();
  assert.equal(await view(page).getByRole("list", { name: "Story" }).count(), 0);
  // The same field takes the whole file at once.
  await field(page).setInputFiles(file(text));
  await view(page).getByText("The hashes in this file fit.").waitFor();
});

const OTHERS = {
  "a picture": ["\u0089PNG\r\n", /no JSON/],
  "other JSON": ['{"hello": "world"}', /no evidence of a rerun/],
  "half a file": ['{"reprise_evidence":1,', /no JSON/],
};

for (const [name, [text, said]] of Object.entries(OTHERS)) {
  test(`${name} is no evidence, and the page says why`, async (t) => {
    const page = await elsewhere(t);
    await field(page).setInputFiles(file(text));
    await view(page).getByText(said).first().waitFor();
    assert.equal(await view(page).getByRole("list", { name: "Story" }).count(), 0);
  });
}

test("A file that is dropped on the page is opened", async (t) => {
  const text = await made(t);
  const page = await elsewhere(t);
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.json", { type: "application/json" }));
    return data;
  }, text);
  await page.getByRole("heading", { name: "Reruns" }).dispatchEvent("drop", { dataTransfer: data });
  await view(page).getByText("The hashes in this file fit.").waitFor();
  await view(page).getByText("dropped.json").waitFor();
});
