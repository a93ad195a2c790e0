// Tabs over one journal: what one does the others show, and a stale one learns of it before any of
// its buttons works.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { openStories, staysQuiet } from "./proof/tale.mjs";
import { LINE } from "./proof/wire.mjs";

const begin = await openStories();

const DOUBT = "We do not know whether";
const ask = (page) => operator.notice(page).getByRole("button", { name: "Ask again, same key" });

/** This tab hears nothing of the others; once asleep, none of its timers goes off. */
const deaf = () => {
  window.BroadcastChannel = class extends window.BroadcastChannel {
    set onmessage(_) {}
  };
  const later = window.setTimeout.bind(window);
  window.setTimeout = (act, pause) => later(() => window.asleep || act(), pause);
};

/** A tab in doubt that sleeps, and another one that settles the rerun. */
async function settledElsewhere(t) {
  const story = await begin(t);
  const stale = await story.blank();
  await stale.addInitScript(deaf);
  await story.ask(stale);
  await story.confirmInVain(stale);
  await stale.evaluate(() => void (window.asleep = true));
  story.page = await story.blank();
  await operator.openTask(story.page, story.wire, story.task);
  await story.says(DOUBT);
  await ask(story.page).click();
  await story.says("ended well");
  return { story, stale, sent: story.wire.arrivals.length };
}

test("A rerun of one tab shows in the other, on its task and in its banner, without a reload", async (t) => {
  const story = await begin(t);
  const [onTask, onList] = [await story.blank(), await story.blank()];
  await operator.openTask(onTask, story.wire, story.task);
  await onList.goto(`${story.wire.address}/t/sandbox/tasks`);
  await onList.getByRole("table").first().waitFor();
  await story.ready();
  await story.confirmInVain(story.page, { watched: true });
  await story.says(DOUBT, onTask);
  assert.equal(await operator.rerunButton(onTask).getAttribute("aria-disabled"), "true");
  const banner = onList.getByRole("complementary", { name: "Open reruns" });
  await banner.getByText(`${DOUBT} task ${story.task} ran.`).waitFor();
  await story.settle();
  await story.says("ended well", onTask);
  await banner.waitFor({ state: "hidden" });
  assert.equal((await operator.executions(story.place.sandbox)).length, 1);
});

test("A tab that is brought to the front reads the journal before a button works", async (t) => {
  const { story, stale, sent } = await settledElsewhere(t);
  await story.says(DOUBT, stale);
  await stale.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await story.says("ended well", stale);
  assert.equal(await ask(stale).count(), 0);
  assert.equal(story.wire.arrivals.length, sent);
});

test("A page out of the browser's memory of pages reads the journal before a button works", async (t) => {
  const { story, stale, sent } = await settledElsewhere(t);
  await stale.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await story.says("ended well", stale);
  assert.equal(await ask(stale).count(), 0);
  assert.equal(story.wire.arrivals.length, sent);
});

test("A stale button sends nothing: the task is read first, and has run", async (t) => {
  const { story, stale, sent } = await settledElsewhere(t);
  await ask(stale).click();
  await story.says(/has run since|ended well/, stale);
  await staysQuiet(story, 1_000);
  assert.equal(story.wire.arrivals.length, sent);
  assert.equal((await operator.executions(story.place.sandbox)).length, 1);
});

test("Left and come back by the browser's own history, the page shows what became of it", async (t) => {
  const story = await begin(t);
  const stale = await story.ready();
  await story.confirmInVain();
  await stale.goto(`${story.wire.address}/icon.svg`);
  story.page = await story.blank();
  await operator.openTask(story.page, story.wire, story.task);
  await story.says(DOUBT);
  await ask(story.page).click();
  await story.says("ended well");
  const sent = story.wire.arrivals.length;
  await stale.goBack();
  await story.says("ended well", stale);
  assert.equal(await ask(stale).count(), 0);
  await staysQuiet(story, 500);
  assert.equal(story.wire.arrivals.length, sent);
});

test("A second tab of a rerun in flight says so, and cannot decide another", async (t) => {
  const story = await begin(t);
  await story.ready();
  story.wire.plan(LINE.hang);
  await story.confirm();
  await story.wire.arrived();
  const twin = await story.blank();
  await operator.openTask(twin, story.wire, story.task);
  await story.says(/do not know|started since|has run since/, twin);
  await staysQuiet(story, 1_000, twin);
  await story.says("has run since", twin);
  assert.equal((await operator.executions(story.place.sandbox)).length, 1);
});
