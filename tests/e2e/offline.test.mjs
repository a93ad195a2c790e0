// Without a network: nothing is sent, nothing is lost, and nothing is sent by itself when it is
// back.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { open } from "./proof/journal.mjs";
import { openStories, staysQuiet } from "./proof/tale.mjs";
import { LINE } from "./proof/wire.mjs";

const begin = await openStories();
const DOUBT = "We do not know whether";

async function offline(t, story, is = true) {
  const { context } = story.place.chrome;
  await context.setOffline(is);
  if (is) t.after(() => context.setOffline(false));
}

test("Offline before the confirmation: nothing is sent, and a later decision works", async (t) => {
  const story = await begin(t);
  await story.ready();
  await offline(t, story);
  await story.confirm();
  const asked = operator.dialog(story.page, story.task);
  await asked.getByText("Nothing was sent: config.json is read once more before, and that failed.").waitFor();
  assert.deepEqual((await story.look()).intents, []);
  await offline(t, story, false);
  await staysQuiet(story, 5_000);
  assert.equal(story.wire.arrivals.length, 0);
  await asked.getByRole("button", { name: "Cancel" }).click();
  await story.decide();
  await story.says("ended well");
  assert.equal((await operator.executions(story.place.sandbox)).length, 1);
});

test("Offline between writing and sending: it is known that nothing left", async (t) => {
  const story = await begin(t);
  await story.ready();
  await story.page.evaluate(() =>
    window.proof.stopAt("written", 2, () =>
      Object.defineProperty(navigator, "onLine", { value: false, configurable: true }),
    ),
  );
  await story.confirm();
  await story.says("Nothing ran.");
  await story.page.evaluate(() => {
    delete navigator.onLine;
    window.dispatchEvent(new Event("online"));
  });
  await staysQuiet(story, 5_000);
  assert.equal(story.wire.arrivals.length, 0);
  assert.deepEqual(open(await story.look()), []);
});

for (const name of ["hang", "resetBefore"]) {
  test(`Offline in flight (${name}): doubt, and nothing by itself when the network is back`, async (t) => {
    const story = await begin(t);
    await story.ready();
    story.wire.plan(LINE[name], LINE[name], LINE[name]);
    await story.confirm();
    await story.wire.arrived();
    await offline(t, story);
    if (name === "hang") story.wire.cutHanging();
    await story.says(DOUBT);
    const given = async () => !/by itself/.test(await operator.notice(story.page).innerText());
    await operator.until(given, "the page has stopped asking by itself", 20_000);
    const sent = story.wire.arrivals.length;
    await offline(t, story, false);
    await staysQuiet(story, 5_000);
    assert.equal(story.wire.arrivals.length, sent);
    story.wire.plan();
    await story.settle();
    assert.equal((await operator.executions(story.place.sandbox)).length, 1);
  });
}
