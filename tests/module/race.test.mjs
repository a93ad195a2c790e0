// The page and the module race for one task, in two tabs of one browser: one execution each time.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { failedTasks, goTo } from "../e2e/proof/race.mjs";
import { oneDecision } from "../e2e/proof/checker.mjs";
import { journal } from "../e2e/proof/journal.mjs";
import { startLine } from "./line.mjs";
import { BARE } from "./pages.mjs";
import { install, siteWith } from "./stage.mjs";

const each = Number(process.env.REPRISE_SOAK ?? 0);
const RACES = each === 0 ? 40 : 50 * each;
/** Races on the same pages, before all begins anew. */
const ROUND = 50;
const AHEAD_MS = 150;

const sandbox = await startSandbox(wholeFile, { pace: 0.02 });
const browser = await openBrowser(wholeFile);
const { address } = await startLine(sandbox.address, siteWith(install(), BARE));

/** Both decide in the same moment, by the machine's clock. */
async function race(console, page, task) {
  await goTo(console, task);
  // A click that comes while the page is still making the task anew is lost, as a person would see.
  console.setDefaultTimeout(5_000);
  await operator.askForRerun(console, task, "raced for").catch(() => operator.askForRerun(console, task, "raced for"));
  const moment = Date.now() + AHEAD_MS;
  await operator.confirmation(console, task).evaluate((button, moment) => {
    setTimeout(() => {
      while (Date.now() < moment);
      button.click();
    }, moment - Date.now() - 15);
  }, moment);
  const told = await page.evaluate(async ({ moment, task }) => {
    // The module reads the task before it decides: as long as that takes it begins earlier, by chance.
    await new Promise((next) => setTimeout(next, moment - Date.now() - 15 + Math.random() * 40));
    return window.zuora.rerun(task, { reason: "raced for" }).then(({ state }) => state, ({ code }) => code);
  }, { moment, task });
  await operator.says(console, /accepted|ended well|ended with|never sent|Nothing was sent from here|has run since|started since|do not know/);
  return told;
}

test(`${RACES} times page and module decide in the same moment: one execution each`, async (t) => {
  const [bad, won] = [[], { module: 0, page: 0 }];
  let [raced, executed] = [0, 0];
  while (raced < RACES) {
    await operator.reset(sandbox);
    const page = await newPage(t, browser);
    // The sandbox forgets what was rerun; so must the journal.
    const devtools = await browser.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: "*", storageTypes: "indexeddb" });
    await devtools.detach();
    await page.goto(`${address}/bare.html`);
    await page.waitForSelector("html[data-ready]");
    const console = await newPage(t, browser);
    await operator.openTask(console, { address }, 2770);
    const tasks = (await failedTasks(sandbox)).slice(0, Math.min(ROUND, RACES - raced));
    for (const task of tasks) {
      const told = await race(console, page, task);
      won[/accepted|finished|^ran/.test(told) ? "module" : "page"] += 1;
    }
    await new Promise((next) => setTimeout(next, 1_500));
    const executions = await operator.executions(sandbox);
    for (const task of tasks) {
      const ran = executions.filter(({ task_id }) => task_id === task).length;
      if (ran !== 1) bad.push(`task ${task}: ${ran} executions`);
    }
    bad.push(...oneDecision(await journal(page)));
    executed += executions.length;
    raced += tasks.length;
    t.diagnostic(`${raced} of ${RACES} races, ${executed} executions, module first ${won.module}, page first ${won.page}`);
    await page.close();
    await console.close();
  }
  assert.deepEqual(bad, []);
  assert.equal(executed, RACES);
});
