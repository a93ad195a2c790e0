// Time: the window in which a key may be sent, by both clocks, clocks that are set, and pages that
// slept between writing and sending.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { openStories, staysQuiet } from "./proof/tale.mjs";
import { LINE } from "./proof/wire.mjs";

const begin = await openStories();

const HOUR_MS = 3_600_000;
const DOUBT = "We do not know whether";
const ask = (page) => operator.notice(page).getByRole("button", { name: "Ask again, same key" });

/** The answer is lost with nothing run; the page is closed. */
async function lost(t) {
  const story = await begin(t);
  await story.ready();
  story.wire.plan(LINE.resetBefore);
  await story.confirm();
  await story.wire.arrived();
  await story.end("close");
  return story;
}

async function isInert(story, why) {
  await story.says(DOUBT);
  await operator.notice(story.page).getByText(why).first().waitFor();
  assert.equal(await ask(story.page).getAttribute("aria-disabled"), "true");
  await ask(story.page).click({ force: true });
  await ask(story.page).evaluate((button) => button.click());
  await staysQuiet(story, 800);
}

for (const hours of [20.1, 25, 24 * 40]) {
  test(`${hours} hours later the key cannot be sent, and the page says why`, async (t) => {
    const story = await lost(t);
    await story.comeBack({ shift: hours * HOUR_MS });
    await isInert(story, "The safe window is over");
  });
}

test("19 hours later the key can be sent, once", async (t) => {
  const story = await lost(t);
  await story.comeBack({ shift: 19 * HOUR_MS });
  await story.says(DOUBT);
  await ask(story.page).click();
  await story.says("ended well");
  assert.equal((await operator.executions(story.place.sandbox)).length, 1);
});

test("Where this machine's clock went back by three hours, Zuora's tells", async (t) => {
  const story = await lost(t);
  await story.comeBack({ shift: -3 * HOUR_MS });
  await story.says(DOUBT);
  const isOpen = async () => (await ask(story.page).getAttribute("aria-disabled")) === "false";
  await operator.until(isOpen, "a reading brings Zuora's time");
});

test("When only Zuora's clock says that 25 hours have passed, nothing is sent", async (t) => {
  const story = await lost(t);
  await operator.forward(story.place.sandbox, 25 * HOUR_MS);
  await story.comeBack();
  await story.says(DOUBT);
  await isInert(story, "The safe window is over");
});

test("A page that is open while the window ends has its button go inert", async (t) => {
  const story = await lost(t);
  await story.comeBack();
  await story.says(DOUBT);
  assert.equal(await ask(story.page).getAttribute("aria-disabled"), "false");
  await story.page.evaluate((shift) => void (window.proof.shift = shift), 21 * HOUR_MS);
  await isInert(story, "The safe window is over");
});

const SLEEPS = [
  [["write", 1], "is written down, not sent"],
  [["written", 1], "is written down, not sent"],
  [["write", 2], "Nothing ran"],
  [["written", 2], "Nothing ran"],
];

for (const [[place, number], said] of SLEEPS) {
  test(`A page that slept for 12 s at ${place} ${number} sends nothing when it wakes`, async (t) => {
    const story = await begin(t);
    await story.ready();
    await story.confirmAndStopAt(place, number);
    // Longer than a page may sleep between its decision and what follows from it.
    await new Promise((done) => setTimeout(done, 12_000));
    story.wire.release();
    await story.says(said);
    await staysQuiet(story, 1_500);
    assert.deepEqual(await operator.executions(story.place.sandbox), []);
    assert.equal(story.wire.arrivals.length, 0);
  });
}

test("A page that slept for a day in its clock alone sends nothing when it wakes", async (t) => {
  const story = await begin(t);
  await story.ready();
  await story.page.evaluate(
    (day) => window.proof.stopAt("written", 2, () => void (window.proof.shift += day)),
    24 * HOUR_MS,
  );
  await story.confirm();
  await story.says("Nothing ran");
  await staysQuiet(story, 1_500);
  assert.equal(story.wire.arrivals.length, 0);
});
