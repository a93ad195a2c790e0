// The proof of keys, led through in the page: honoured keys end in a record, ignored ones do not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as journal from "./journal.mjs";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const browser = await openBrowser(wholeFile);

/** The figure of the canary's counter, as an administrator reads it. */
async function counter(sandbox) {
  const rows = await (await fetch(`${sandbox.address}/_sandbox/counter`)).json();
  return rows.find((row) => row.tenant === "sandbox" && row.label === "Entity US").count;
}

/** Fills the plan and begins, by keyboard alone. */
async function begin(page, sandbox, { clients = "gateway" } = {}) {
  await page.goto(`${sandbox.address}/t/sandbox/proof`);
  const field = (label) => page.getByLabel(label);
  await field("Your name").fill("Ada");
  await field(/^OAuth clients/).fill(clients);
  await field(/^Reruns to follow/).fill("2");
  await field(/^Watch after/).fill("5");
  await page.getByRole("button", { name: "Begin the proof" }).focus();
  await page.keyboard.press("Enter");
}

/** Types the counter's figure whenever it is asked for, leaves out what may be left out. */
async function lead(page, sandbox) {
  const over = page.getByRole("button", { name: "Begin anew" });
  const figure = page.getByLabel("The counter shows");
  const leave = page.getByRole("button", { name: /^Leave (this out|it open|the other)/ });
  while (!(await over.isVisible())) {
    await over.or(figure).or(leave).first().waitFor({ timeout: 60_000 });
    if (await figure.isVisible()) {
      await figure.fill(String(await counter(sandbox)));
      await page.keyboard.press("Enter");
      await figure.waitFor({ state: "detached" });
    } else if (await leave.isVisible()) {
      const label = await leave.innerText();
      await leave.press("Enter");
      await page.getByRole("button", { name: label, exact: true }).waitFor({ state: "detached" })
        .catch(() => {});
    }
  }
}

const answers = async (page) => {
  const card = page.locator("section.card", {
    has: page.getByRole("heading", { name: "What was seen" }),
  });
  const items = await card.getByRole("listitem").all();
  const told = await Promise.all(items.map((item) => item.innerText()));
  return Object.fromEntries(told.map((text) => text.split("\n").reverse()));
};

test("Honoured keys are proven, and the record is what config.json takes", async (t) => {
  const sandbox = await startSandbox(t, { pace: operator.PACE });
  // A second key while the canary is under way: Zuora refuses it, which is question 7's answer.
  const page = await newPage(t, browser, { expected: [operator.status(400)] });
  await begin(page, sandbox);
  await lead(page, sandbox);
  await page.getByRole("heading", { name: "Keys are proven." }).waitFor();
  const record = JSON.parse(`{${await page.locator("pre").innerText()}}`).keys;
  assert.equal(record.tenant, "practice/1");
  assert.equal(record.person, "Ada");
  assert.equal(record.answers.keyCounts, "yes");
  assert.equal(record.answers.twoAtOnce, "yes");
  assert.equal(record.answers.endsAfterDay, undefined, "left open");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the transcript" }).click();
  const saved = readFileSync(await (await saving).path());
  const hash = createHash("sha256").update(saved).digest("hex");
  assert.equal(record.transcript, hash, "the hash is that of the saved file");
  // What was copied is taken: the page says that keys are proven.
  const entry = operator.environment({ tenant: "practice/1", keys: record });
  const config = operator.configFile(t, [entry]);
  const proven = await startSandbox(t, { config });
  const other = await newPage(t, browser);
  await other.goto(`${proven.address}/t/sandbox/proof`);
  await other.getByRole("heading", { name: "Keys are proven here." }).waitFor();
});

test("Ignored keys are not proven, and no record is offered", async (t) => {
  const sandbox = await startSandbox(t, { pace: operator.PACE, flags: ["--keys", "ignored"] });
  const page = await newPage(t, browser, { expected: [operator.status(400)] });
  await page.goto(`${sandbox.address}/t/sandbox/proof`);
  await page.getByRole("heading", { name: "Keys are not proven here." }).waitFor();
  await begin(page, sandbox);
  await lead(page, sandbox);
  await page.getByRole("heading", { name: "Keys are not proven.", exact: true }).waitFor();
  assert.equal((await answers(page))["A second request of a key runs nothing"], "No");
});

test("The proof is reached from the pill and from the check of the deployment", async (t) => {
  const sandbox = await startSandbox(t, { pace: operator.PACE });
  const page = await newPage(t, browser, { expected: [operator.status(404)] });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.locator("details.pill summary").click();
  await page.getByRole("link", { name: "Proof of keys" }).click();
  await page.getByRole("heading", { name: "Proof of keys", level: 1 }).waitFor();
  await page.goto(`${sandbox.address}/check`);
  await page.getByRole("link", { name: "Proof of keys: Gateway of Sandbox" }).click();
  await page.waitForURL(/\/t\/sandbox\/proof$/);
});

/** A story of which two starts were read under one key, sent twice. */
const twoStarts = (basis, at) => {
  const lost = (number, moment) => ({ v: 1, at: moment, what: "answered", track: `rp-${number}`, verdict: "no-answer" });
  const started = (moment) => journal.read(moment + 2_000, basis.task, "Processing", { end_time: undefined });
  return {
    entries: [
      journal.decided(1, at, basis),
      journal.sent(1, at + 500),
      lost(1, at + 30_000),
      journal.sent(2, at + 60_000),
      lost(2, at + 90_000),
      started(at + 100_000),
      started(at + 160_000),
      journal.read(at + 190_000, basis.task, "Error"),
    ],
  };
};

test("Every page says that two starts under one key have ended the proof", async (t) => {
  const sandbox = await startSandbox(t);
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/] });
  const basis = await journal.basisOf(sandbox, 2770);
  await journal.prepare(page, sandbox, [twoStarts(basis, Date.now() - 600_000)]);
  const banner = page.getByRole("alert").filter({ hasText: "the proof of keys has ended" });
  for (const path of ["tasks", "tasks/2770", "unsettled", "reruns", "proof"]) {
    await page.goto(`${sandbox.address}/t/sandbox/${path}`);
    await banner.filter({ hasText: /Task 2770 was sent at .+ and at .+ under one key/ }).waitFor();
    assert.equal(await operator.overflow(page), 0, path);
  }
  assert.deepEqual(await axe(page), []);
  await page.getByRole("heading", { name: "Keys are not proven here." }).waitFor();
  await banner.getByRole("link", { name: "Look at the rerun" }).click();
  await page.getByRole("heading", { name: "Rerun of task 2770" }).waitFor();
  await banner.getByRole("link", { name: "Proof of keys" }).click();
  await page.waitForURL(/\/t\/sandbox\/proof$/);
  // Another tenant's environment knows nothing of it.
  await page.goto(`${sandbox.address}/t/production/tasks`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await banner.count(), 0);
});
