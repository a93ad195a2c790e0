// Two who decide the same rerun in the same moment, and one who presses twice: one execution.
//
// `REPRISE_SOAK=40` makes it 2,000 races of each kind instead of 20.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { clickTogether } from "./proof/barrier.mjs";
import { entries, journal } from "./proof/journal.mjs";
import { races } from "./proof/race.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { askForRerun, confirmation, executions, openTask, reruns, says } = operator;

const each = Number(process.env.REPRISE_SOAK ?? 0);
const RACES = each === 0 ? 20 : 50 * each;
const PRESSES = each === 0 ? 4 : 5 * each;

const sandbox = await startSandbox(wholeFile, { pace: 0.02 });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

/** Empties the journals of these browsers and opens a page in each. */
async function fresh(t, browsers) {
  const pages = [];
  for (const each of browsers) {
    const page = await newPage(t, each);
    const devtools = await each.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: "*", storageTypes: "indexeddb" });
    await devtools.detach();
    pages.push(page);
  }
  for (const page of pages) await openTask(page, sandbox, 2770);
  return pages;
}

test(`${RACES} times two tabs decide in the same moment: one intent and one execution each`, async (t) => {
  const { bad, executions } = await races(sandbox, () => fresh(t, [browser, browser]), RACES, "two tabs");
  assert.deepEqual(bad, []);
  assert.equal(executions, RACES);
});

test(`${RACES} times two operators decide in the same moment: one execution each`, async (t) => {
  const other = await openBrowser(t);
  const { bad, executions } = await races(sandbox, () => fresh(t, [browser, other]), RACES, "two operators");
  assert.deepEqual(bad, []);
  assert.equal(executions, RACES);
});

test("Of two tabs that decide at once only one sends, and both show the same rerun", async (t) => {
  const pages = await fresh(t, [browser, browser]);
  for (const page of pages) await askForRerun(page, 2770);
  await clickTogether(pages, 2770);
  for (const page of pages) await says(page, /ended well|never sent|Nothing was sent from here/);
  assert.equal((await reruns(sandbox)).length, 1);
  for (const page of pages) await page.reload();
  for (const page of pages) await says(page, "Task 2770 ran and ended well.");
});

/** One intent, one POST, one execution. */
async function wasOnce(page) {
  await says(page, "ended well");
  const held = await journal(page);
  assert.equal(held.intents.length, 1);
  assert.deepEqual([entries(held, "decided").length, entries(held, "sent").length], [1, 1]);
  assert.equal((await reruns(sandbox)).length, 1);
  assert.equal((await executions(sandbox)).length, 1);
}

for (const apart of [0, 5, 10, 20, 50]) {
  test(`${PRESSES} times two presses of the mouse ${apart} ms apart: one intent, one execution`, async (t) => {
    for (let round = 0; round < PRESSES; round += 1) {
      await operator.reset(sandbox);
      const [page] = await fresh(t, [browser]);
      await askForRerun(page, 2770);
      const box = await confirmation(page, 2770).boundingBox();
      const [x, y] = [box.x + 10, box.y + 10];
      const press = async () => {
        await page.mouse.down();
        await page.mouse.up();
      };
      await page.mouse.move(x, y);
      const [, pressed] = [await press(), Date.now()];
      while (Date.now() - pressed < apart);
      await press();
      await wasOnce(page);
      await page.close();
    }
  });
}

test(`${PRESSES} times Enter is held down on the confirmation: one intent, one execution`, async (t) => {
  for (let round = 0; round < PRESSES; round += 1) {
    await operator.reset(sandbox);
    const [page] = await fresh(t, [browser]);
    await askForRerun(page, 2770);
    await confirmation(page, 2770).focus();
    // Without a release in between the browser takes each for a repetition of the first.
    await Promise.all(Array.from({ length: 8 }, () => page.keyboard.down("Enter")));
    await page.keyboard.up("Enter");
    await wasOnce(page);
    await page.close();
  }
});
