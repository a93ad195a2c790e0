// The decision: confirmed once, for what was seen, or not at all.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const {
  askForRerun,
  confirmation,
  dialog,
  executions,
  openTask,
  rerun,
  rerunButton,
  reruns,
  says,
} = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

for (const apart of [0, 20, 200]) {
  test(`Two clicks on the confirmation ${apart} ms apart run the task once`, async (t) => {
    const page = await newPage(t, browser);
    await openTask(page, sandbox, 2770);
    await askForRerun(page, 2770);
    const box = await confirmation(page, 2770).boundingBox();
    await page.mouse.click(box.x + 10, box.y + 10, { clickCount: 2, delay: 0 });
    await page.waitForTimeout(apart);
    await page.mouse.click(box.x + 10, box.y + 10);
    await says(page, "ended well");
    assert.equal((await reruns(sandbox)).length, 1);
    assert.equal((await executions(sandbox)).length, 1);
  });
}

test("Two clicks in one turn of the page's own loop run the task once", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await askForRerun(page, 2770);
  await confirmation(page, 2770).evaluate((button) => {
    button.click();
    button.click();
    setTimeout(() => button.click(), 20);
  });
  await says(page, "ended well");
  assert.equal((await reruns(sandbox)).length, 1);
  assert.equal((await executions(sandbox)).length, 1);
});

const WAYS_OUT = {
  Escape: (page) => page.keyboard.press("Escape"),
  Cancel: (page, task) => dialog(page, task).getByRole("button", { name: "Cancel" }).click(),
};

for (const [name, leave] of Object.entries(WAYS_OUT)) {
  test(`${name} closes the dialog, sends nothing, and leaves the task to be decided`, async (t) => {
    const page = await newPage(t, browser);
    await openTask(page, sandbox, 2770);
    await askForRerun(page, 2770);
    await leave(page, 2770);
    await dialog(page, 2770).waitFor({ state: "hidden" });
    assert.deepEqual(await reruns(sandbox), []);
    assert.equal(await operator.notice(page).count(), 0);
    // A second round must work: the dialog opens anew and its confirmation sends.
    await rerun(page, 2770);
    await says(page, "ended well");
    assert.equal((await executions(sandbox)).length, 1);
  });
}

test("Without a reason the confirmation is inert and says what is missing", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerunButton(page).click();
  const button = confirmation(page, 2770);
  await dialog(page, 2770).getByText("Write a reason first.").waitFor();
  await button.click({ force: true });
  await dialog(page, 2770).getByLabel("Reason").fill("   ");
  await button.click({ force: true });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  assert.ok(await dialog(page, 2770).isVisible());
  assert.deepEqual(await reruns(sandbox), []);
});

test("In production the task's id has to be typed", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770, { place: "production" });
  await operator.arm(page);
  await askForRerun(page, 2770);
  const button = confirmation(page, 2770);
  const typed = dialog(page, 2770).getByLabel(/Type 2770 to confirm/);
  for (const wrong of ["", "277", "27700", "2771"]) {
    await typed.fill(wrong);
    await dialog(page, 2770).getByText("Type the task's id first.").waitFor();
    await button.click({ force: true });
    assert.ok(await dialog(page, 2770).isVisible());
  }
  assert.deepEqual(await reruns(sandbox), []);
  await typed.fill("2770");
  await button.click();
  await says(page, "Task 2770 ran and ended well.");
  const [execution] = await executions(sandbox);
  assert.equal(execution.tenant, "rehearsal");
});

test("A task that somebody else reran meanwhile is not rerun", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await askForRerun(page, 2770);
  await operator.rerunElsewhere(sandbox, 2770);
  await confirmation(page, 2770).click();
  await says(page, "The rerun was never sent. Nothing ran.");
  await operator.notice(page).getByText("has changed since you opened it").waitFor();
  assert.equal((await reruns(sandbox)).length, 1, "only the other's");
  assert.equal((await executions(sandbox)).length, 1, "only the other's");
});

test("Two tabs that decide the same rerun run the task once", async (t) => {
  const pages = [await newPage(t, browser), await newPage(t, browser)];
  const promised = [];
  for (const page of pages) {
    await openTask(page, sandbox, 2770);
    await askForRerun(page, 2770);
    promised.push(await operator.promisedKey(page, 2770));
  }
  assert.equal(promised[0], promised[1], "both tabs derive the same key");
  await Promise.all(
    pages.map((page) => confirmation(page, 2770).evaluate((button) => button.click())),
  );
  for (const page of pages) await says(page, /ended well|never sent/);
  const done = await executions(sandbox);
  assert.equal(done.length, 1);
  assert.equal(done[0].key, promised[0]);
});

test("Two operators on two machines derive the same key, too", async (t) => {
  const other = await openBrowser(t);
  const pages = [await newPage(t, browser), await newPage(t, other)];
  for (const page of pages) {
    await openTask(page, sandbox, 30381);
    await askForRerun(page, 30381);
  }
  const keys = await Promise.all(pages.map((page) => operator.promisedKey(page, 30381)));
  assert.equal(keys[0], keys[1]);
});

test("What cannot be told apart from a running task is not offered for a rerun", async (t) => {
  const page = await newPage(t, browser);
  const inert = {
    30467: "Queued",
    30459: "Processing",
    30452: "waits for a person",
    2581: "setup task",
  };
  for (const [task, why] of Object.entries(inert)) {
    await openTask(page, sandbox, task);
    await page.getByText(why).last().waitFor();
    assert.equal(await rerunButton(page).getAttribute("aria-disabled"), "true", task);
    await rerunButton(page).click({ force: true });
    assert.equal(await dialog(page, task).count(), 0, task);
  }
  for (const task of [30446, 30470]) {
    await openTask(page, sandbox, task);
    assert.equal(await rerunButton(page).getAttribute("aria-disabled"), "false", task);
  }
  assert.deepEqual(await reruns(sandbox), []);
});

const EFFECTS = {
  2770: [
    "Sends a POST to tax.example.com again.",
    "Tasks after it in run 476 follow if it succeeds.",
  ],
  30390: ["every task behind it may run once more for every row"],
  30367: ["Moves money again"],
  30360: ["invoices may be made a second time"],
  30423: ["Sends the e-mail again, to the same recipients."],
  30430: ["A rerun has no effect outside of its run."],
  30470: ["It ended well: tasks after it have run, and may run again."],
};

test("The dialog says what a rerun does, by the kind of task", async (t) => {
  const page = await newPage(t, browser);
  for (const [task, sentences] of Object.entries(EFFECTS)) {
    await openTask(page, sandbox, task);
    await rerunButton(page).click();
    for (const sentence of sentences) await dialog(page, task).getByText(sentence).waitFor();
    await dialog(page, task).getByText("What a workflow has done cannot be reverted.").waitFor();
  }
  assert.deepEqual(await reruns(sandbox), []);
});

test("Errors that the workflow hides are said to be hidden", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 30279);
  await page.getByText("The workflow hides its errors (Secure Error Messages)").waitFor();
});
