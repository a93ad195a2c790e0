// Crash points around the page: lost profiles, two tabs, two operators, clocks, newer versions
// (protocol C16 to C20, C23, C24).

import assert from "node:assert/strict";
import * as operator from "../operator.mjs";
import { clickTogether } from "./barrier.mjs";
import { ENDS } from "./story.mjs";
import { LINE } from "./wire.mjs";

const HOUR_MS = 3_600_000;
const DOUBT = "We do not know whether";
const ASK = "Ask again, same key";

const button = (page, name) => operator.notice(page).getByRole("button", { name });

/** Confirms on a line that behaves so, and ends the page as soon as the rerun is on it. */
async function sendAndEnd(story, line, ends = ENDS) {
  await story.ready();
  story.wire.plan(line);
  await story.confirm();
  await story.wire.arrived();
  await story.look();
  await story.end(story.chance.one(ends));
}

/** The button that would send is inert, says why, and sends nothing. */
async function cannotAsk(story, why) {
  const sent = story.wire.arrivals.length;
  await story.says(DOUBT);
  await operator.notice(story.page).getByText(why).first().waitFor();
  const ask = button(story.page, ASK);
  assert.equal(await ask.getAttribute("aria-disabled"), "true");
  await ask.click({ force: true });
  await story.page.waitForTimeout(300);
  assert.equal(story.wire.arrivals.length, sent, "nothing is sent");
}

async function profileLost(story) {
  const lines = [LINE.resetBefore, LINE.resetAfter, LINE.lateArrival, LINE.lateAnswer, LINE.hang];
  await story.ready();
  story.wire.plan(story.chance.one(lines));
  await story.confirm();
  await story.wire.arrived();
  await story.look();
  await story.loseProfile();
  await story.comeBack();
  await story.knowsNothing();
  const ended = await story.page.locator("[data-field=status]").innerText();
  // Who sees that it has run, or runs, has nothing to decide.
  if (!ended.includes("Error")) return void (story.hasNoRerun = true);
  await story.decide();
  await story.settle();
}

async function twoTabs(story) {
  const other = await story.ask(await story.blank());
  await story.ready();
  const lines = [LINE.pass, LINE.lateAnswer, LINE.lateArrival, LINE.resetAfter, LINE.resetBefore];
  story.wire.plan(story.chance.one(lines));
  await clickTogether([story.page, other], story.task);
  await story.wire.arrived();
  const way = story.chance.one([...ENDS, "stay"]);
  if (way === "stay") {
    await story.settle();
  } else {
    const alone = way === "kill" || story.chance.one([true, false]);
    if (alone && way !== "kill") await story.end("close", other);
    await story.end(way);
    await story.comeBack({ alone });
    await story.settle();
  }
  assert.equal((await story.look()).intents.length, 1, "one intent");
}

async function twoOperators(story) {
  const context = await story.place.chrome.link.newContext();
  const other = await story.ask(await story.blank({ context }));
  await story.ready();
  const lines = [LINE.pass, LINE.lateAnswer, LINE.lateArrival, LINE.resetAfter, LINE.twice];
  story.wire.plan(story.chance.one(lines), story.chance.one(lines));
  await clickTogether([story.page, other], story.task);
  await story.wire.arrived();
  // Only one of them: the other goes on meanwhile.
  await story.end(story.chance.one(["crash", "close", "away"]));
  await story.comeBack({ alone: false });
  // Whose own rerun was not written down any more sees what the other's did.
  if ((await story.look()).intents.length === 0) story.hasNoRerun = true;
  else await story.settle();
  await story.settle(other);
  await story.judgeAlso(other);
  await context.close();
}

/** 25 hours later, by both clocks: no key may be sent any more. */
async function windowOver(story) {
  const line = story.chance.one([LINE.resetBefore, LINE.halfRequest, LINE.resetAfter, LINE.hang]);
  await sendAndEnd(story, line);
  // The browser repeats by itself what was cut, at once: not across a day that passes in between.
  await story.wire.quiet();
  await operator.forward(story.place.sandbox, 25 * HOUR_MS);
  await story.comeBack({ shift: 25 * HOUR_MS });
  if (line === LINE.resetAfter || line === LINE.hang) return void (await story.settle());
  await cannotAsk(story, "The safe window is over");
  await button(story.page, "Check now").click();
  const quiet = async () => (await story.look()).events.some(({ entry }) => entry.what === "read");
  await operator.until(quiet, "the reading is written down");
  await operator.forward(story.place.sandbox, 90_000);
  await story.page.evaluate(() => void (window.proof.shift += 90_000));
  const found = button(story.page, "It did not run…");
  await operator.until(async () => (await found.getAttribute("aria-disabled")) === "false", "a finding");
  await found.click();
  await story.page.getByLabel("What did you see, and where?").fill("no trace of it in the run");
  await story.page.getByRole("button", { name: "Record that it did not run" }).click();
  await story.says("is written down as not run");
}

/** The clock goes back by three hours: Zuora's tells how old the key is. */
async function clockBack(story) {
  const line = story.chance.one([LINE.resetBefore, LINE.halfRequest]);
  await sendAndEnd(story, line);
  await story.comeBack({ shift: -3 * HOUR_MS });
  await story.end("close");
  await story.comeBack();
  await story.settle();
}

/** Another tab brings a newer version of the journal while the rerun is under way. */
async function newerVersion(story) {
  await story.ready();
  story.wire.plan(story.chance.one([LINE.pass, LINE.lateAnswer, LINE.resetAfter]));
  await story.confirm();
  await story.wire.arrived();
  const newer = await story.blank();
  await newer.goto(`${story.wire.address}/icon.svg`);
  await newer.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("reprise-journal", 99);
        request.onsuccess = () => done(request.result.close());
        request.onerror = failed;
      }),
  );
  await story.page.waitForTimeout(story.chance.between(0, 2000));
  await story.end(story.chance.one(ENDS));
  story.isReadOnly = true;
  await story.comeBack();
  // It only reads: what was sent stays in sight, and nothing can be sent.
  const sent = story.wire.arrivals.length;
  await story.says(/do not know|started since|has run since|accepted|ended well/);
  const reason = await story.page.locator("#rerun-reason").innerText();
  assert.match(reason, /a newer Reprise has written|not finished|how the task stood/);
  const ask = button(story.page, ASK);
  if ((await ask.count()) > 0) await ask.click({ force: true }).catch(() => {});
  await story.page.waitForTimeout(500);
  assert.equal(story.wire.arrivals.length, sent, "nothing is sent");
}

/** Another tab settles it, then this one is brought back: by its history, or to the front. */
async function staleTab(story) {
  await story.ready();
  await story.confirmInVain();
  const stale = story.page;
  const away = story.chance.one([true, false]);
  if (away) await stale.goto(`${story.wire.address}/icon.svg`);
  story.page = await story.blank();
  await operator.openTask(story.page, story.wire, story.task);
  await story.settle();
  const sent = story.wire.arrivals.length;
  if (away) await stale.goBack();
  else await stale.bringToFront();
  await story.says(/ended well|has run since/, stale);
  assert.equal(await button(stale, ASK).count(), 0);
  assert.equal(story.wire.arrivals.length, sent, "nothing is sent");
  await story.end(story.chance.one(ENDS), stale);
  if (story.ended === "kill") await story.comeBack();
}

export const AROUND_THE_PAGE = [
  { id: "C16", title: "the profile is lost", play: profileLost },
  { id: "C17", title: "two tabs decide at once", play: twoTabs },
  { id: "C18", title: "two operators decide at once", play: twoOperators },
  { id: "C19", title: "back after 25 hours", play: windowOver },
  { id: "C20", title: "the clock goes back", play: clockBack },
  { id: "C23", title: "a newer version takes the journal", play: newerVersion },
  { id: "C24", title: "a stale tab is brought back", play: staleTab },
];
