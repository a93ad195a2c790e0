// A page that nobody uses locks itself: what was read is gone, the journal stays.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { configFile, environment, openTask, rerunButton } = operator;

const session = { idleMinutes: 2, hours: 1 };
const salt = "a salt for tests and nothing else";
const environments = [environment({ auth: "token" })];
const config = configFile(wholeFile, JSON.stringify({ salt, session, environments }));

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const strict = await startSandbox(wholeFile, { config, requireToken: true });
const browser = await openBrowser(wholeFile);
beforeEach(() => Promise.all([operator.reset(sandbox), operator.reset(strict)]));

const locked = (page) => page.getByRole("heading", { level: 1, name: /^Locked: nobody has used/ });

test("After 15 minutes without use nothing of the task is left on the page; unlocked it is read anew", async (t) => {
  const page = await newPage(t, browser);
  await page.clock.install();
  await openTask(page, sandbox, 2771);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.clock.fastForward("14:50");
  assert.equal(await locked(page).count(), 0);
  // A touch begins the time anew.
  await page.keyboard.press("Shift");
  await page.clock.fastForward("14:50");
  assert.equal(await locked(page).count(), 0);
  await page.clock.fastForward("00:20");
  await locked(page).waitFor();
  assert.ok(!(await page.content()).includes(name));
  assert.equal(await page.title(), "Locked · Reprise");
  assert.deepEqual(await axe(page), []);
  const before = (await operator.requests(sandbox)).length;
  await page.clock.fastForward("10:00");
  assert.equal((await operator.requests(sandbox)).length, before, "nothing is read meanwhile");
  await page.keyboard.press("Enter");
  await rerunButton(page).waitFor();
  await page.getByRole("heading", { level: 1, name }).waitFor();
});

test("What is unsettled stays in the journal and is followed again", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.LOST, operator.status(502)] });
  await page.clock.install();
  await openTask(page, sandbox, 9007);
  await operator.rerun(page, 9007);
  await operator.says(page, "We do not know");
  await page.clock.fastForward("15:10");
  await locked(page).waitFor();
  assert.match(await page.title(), /^\(1 unsettled\) Locked/);
  await page.getByRole("button", { name: "Unlock" }).click();
  await operator.says(page, "We do not know");
});

test("A pasted token is gone with the lock, and times may be chosen", async (t) => {
  const page = await newPage(t, browser);
  await page.clock.install();
  await page.goto(`${strict.address}/t/sandbox/tasks/2770`);
  await page.getByLabel("Bearer token").fill(await operator.bearerToken(strict));
  await page.getByRole("button", { name: "Connect" }).click();
  await rerunButton(page).waitFor();
  await page.clock.fastForward("02:05");
  await locked(page).waitFor();
  await page.getByRole("button", { name: "Unlock" }).click();
  await page.getByLabel("Bearer token").waitFor();
  // However busy: after an hour only a new page helps.
  for (let minutes = 0; minutes < 60; minutes += 1) {
    await page.keyboard.press("Shift");
    await page.clock.fastForward("01:00");
  }
  await page.getByRole("heading", { name: /^Locked: this page has been open/ }).waitFor();
  await page.getByRole("button", { name: "Load anew" }).click();
  await page.getByLabel("Bearer token").waitFor();
});
