// The journal as a list, and one decision's whole story.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import * as journal from "./journal.mjs";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const COUNT = 40;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE, operator: "ada@example.com" });
beforeEach(() => operator.reset(sandbox));

/** Stories of forty tasks, one an hour, the youngest first. */
const forty = () =>
  Array.from({ length: COUNT }, (_, place) =>
    journal.ended(100 + place, Date.now() - (place + 1) * HOUR, {
      task: 3000 + place,
      by: "ada@example.com",
      reason: `${place % 4 === 0 ? "billing" : "tax"} mended ${place}`,
    }),
  );

async function opened(t, stories, path = "reruns") {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/] });
  await journal.prepare(page, sandbox, stories);
  await page.goto(`${sandbox.address}/t/sandbox/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const rows = (page) => page.getByRole("table", { name: "Reruns" }).locator("tbody tr");
const tasks = (page) => rows(page).locator("th a").allInnerTexts();

async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("The list shows the latest decision first, with state, reason and key", async (t) => {
  const page = await opened(t, forty());
  await rows(page).nth(COUNT - 1).waitFor();
  const shown = await tasks(page);
  assert.deepEqual(shown, Array.from({ length: COUNT }, (_, place) => `Task ${3000 + place}`));
  const first = rows(page).first();
  for (const told of ["Ended well", "mended 0", "1 hour ago", "ada@example.com", "1 · HTTP 200"]) {
    await first.getByText(told).waitFor();
  }
  await page.getByText(`${COUNT} reruns`, { exact: true }).waitFor();
  assert.deepEqual(await axe(page), []);
});

test("Filters stand in the address, count what fits, and can be cleared", async (t) => {
  const doubt = journal.inDoubt(1, Date.now() - MINUTE, await journal.basisOf(sandbox, 9001));
  const page = await opened(t, [...forty(), doubt], "reruns?text=mended+billing");
  await page.getByText("10 of 41 reruns").waitFor();
  await page.getByLabel("State").selectOption("unsettled");
  await page.getByLabel("Reason, name, key or id").fill("");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("1 of 41 reruns").waitFor();
  assert.match(page.url(), /reruns\?standing=unsettled$/);
  await page.goBack();
  await page.getByText("10 of 41 reruns").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("41 reruns", { exact: true }).waitFor();
  assert.match(page.url(), /reruns$/);
});

test("A filter that nothing fits says so", async (t) => {
  const page = await opened(t, forty(), "reruns?task=1");
  await page.getByText("No rerun fits these filters.").waitFor();
});

test("The list is saved as JSON and as CSV, and the address of the file is given back", async (t) => {
  const page = await opened(t, forty());
  await rows(page).first().waitFor();
  await page.evaluate(() => {
    window.addresses = new Set();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const address = createObjectURL.call(URL, blob);
      window.addresses.add(address);
      return address;
    };
    URL.revokeObjectURL = (address) => {
      window.addresses.delete(address);
      revokeObjectURL.call(URL, address);
    };
  });
  const json = await saved(page, "Export JSON");
  assert.match(json.name, /^reprise-sandbox-.*\.json$/);
  assert.equal(JSON.parse(json.text).intents.length, COUNT);
  const csv = await saved(page, "Export CSV");
  assert.match(csv.name, /\.csv$/);
  assert.equal(csv.text.trim().split("\n").length, COUNT + 1);
  const held = () => page.evaluate(() => window.addresses.size);
  assert.ok((await held()) > 0);
  await operator.until(async () => (await held()) === 0, "the addresses are given back", 15_000);
});

test("A story has every entry, its receipt and the decisions around it", async (t) => {
  const now = Date.now();
  const later = { task: 2770, supersedes: journal.keyOf(1), reason: "the second cause is mended" };
  const stories = [
    journal.ended(1, now - 2 * HOUR, { task: 2770 }),
    journal.ended(2, now - HOUR, later),
  ];
  const page = await opened(t, stories, `reruns/${journal.keyOf(2)}`);
  const story = page.getByRole("list", { name: "Story" }).getByRole("listitem");
  await story.nth(3).waitFor();
  assert.equal(await story.count(), 4);
  await story.first().getByText("the second cause is mended").waitFor();
  await story.nth(1).getByText("By Zuora's clock").waitFor();
  await page.locator("pre.receipt").getByText(`Idempotency key: ${journal.keyOf(2)}`).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByText("Supersedes ").getByRole("link").click();
  await page.getByText("Superseded by ").getByRole("link", { name: journal.keyOf(2) }).waitFor();
  assert.match(page.url(), new RegExp(`${journal.keyOf(1)}$`));
});

test("The command that is copied carries the key and no token", async (t) => {
  const page = await opened(t, [journal.ended(1, Date.now() - HOUR, { task: 2770 })], `reruns/${journal.keyOf(1)}`);
  await page.context().grantPermissions(["clipboard-write"]);
  await page.getByRole("button", { name: "Copy as cURL" }).click();
  await page.getByText("Copied").waitFor();
  const command = await operator.pasted(page);
  assert.match(command, new RegExp(`Idempotency-Key: ${journal.keyOf(1)}`));
  assert.doesNotMatch(command, /Bearer [^$]/);
});

test("A key that is none, and one that nobody knows, are said to be so", async (t) => {
  const page = await opened(t, [], `reruns/${journal.keyOf(9)}`);
  await page.getByText("knows no rerun of this key").waitFor();
  await page.goto(`${sandbox.address}/t/sandbox/reruns/nonsense`);
  await page.getByText("ends with its idempotency key").waitFor();
});

test("A task's page tells its earlier reruns, and the one from another tab", async (t) => {
  // An earlier run of the task than the one that failed last.
  const times = { start_time: "2018-01-01T10:00:00Z", end_time: "2018-01-01T10:00:05Z" };
  const changes = { task: 2770, by: "bob@example.com", ...times };
  const story = journal.ended(1, Date.now() - 3 * HOUR, changes);
  const page = await opened(t, [story], "tasks/2770");
  const card = page.locator("aside section").filter({ hasText: "Reruns of this task" });
  await card.getByText("before this page was opened").waitFor();
  const other = await newPage(t, page.context());
  await operator.openTask(other, sandbox, 2770);
  await operator.rerun(other, 2770);
  await operator.says(other, "ended well");
  await card.getByText("in another tab.").waitFor();
  await card.getByRole("link", { name: "The story of the rerun 3 hours ago" }).waitFor();
  await card.getByRole("link", { name: "The whole story" }).click();
  await page.getByRole("list", { name: "Story" }).waitFor();
});
