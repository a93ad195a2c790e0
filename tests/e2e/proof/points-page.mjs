// Crash points within the page: before, between and after its writes (protocol C1 to C5, C13 to
// C15). The page stands still at the very place when it ends.

import assert from "node:assert/strict";
import * as operator from "../operator.mjs";
import { ENDS, HARD_ENDS } from "./story.mjs";

const DOUBT = "We do not know whether";
const NOT_SENT = "is written down, not sent";

const nothingArrived = ({ wire }) => assert.equal(wire.arrivals.length, 0, "nothing arrived");

async function decideAnew(story) {
  await story.knowsNothing();
  nothingArrived(story);
  await story.decide();
  await story.settle();
}

async function letBeOrSend(story) {
  if (story.chance.one([true, false])) return story.settle();
  await operator.notice(story.page).getByRole("button", { name: "Do not send it" }).click();
  await story.says(/Nothing ran\.|before it reached the task\./);
}

/** The page ends at a place; back again, it says `said`. */
async function endAt(story, [place, number], said, ends = HARD_ENDS) {
  await story.ready();
  await story.confirmAndStopAt(place, number);
  await story.end(story.chance.one(ends));
  await story.comeBack();
  await story.says(said);
}

async function fullDisk(story) {
  await story.ready();
  const write = story.chance.between(1, 3);
  await story.page.evaluate((write) => window.proof.fillDiskAt(write), write);
  await story.confirm();
  if (write < 3) {
    await story.says(write === 1 ? "could not be written down" : NOT_SENT);
    nothingArrived(story);
  } else {
    await operator.until(async () => story.wire.arrivals.length > 0, "it is sent");
    await story.says(/ended well|accepted/);
  }
  await story.end(story.chance.one(ENDS));
  await story.comeBack();
  if (write === 1) return decideAnew(story);
  if (write === 2) await story.says(NOT_SENT);
  await story.settle();
}

export const IN_THE_PAGE = [
  {
    id: "C1",
    title: "the dialog is open",
    play: async (story) => {
      await story.ready();
      await story.end(story.chance.one(ENDS));
      await story.comeBack();
      await decideAnew(story);
    },
  },
  {
    id: "C2",
    title: "after the reading, before the first write",
    play: async (story) => {
      await story.ready();
      await story.confirmAndStopAt("write", 1);
      await story.end(story.chance.one(HARD_ENDS));
      await story.comeBack();
      await decideAnew(story);
    },
  },
  { id: "C3", title: "a write fails", play: fullDisk },
  {
    id: "C4",
    title: "decided, not sent",
    play: async (story) => {
      await endAt(story, story.chance.one([["written", 1], ["write", 2]]), NOT_SENT);
      nothingArrived(story);
      await letBeOrSend(story);
    },
  },
  {
    id: "C5",
    title: "written down as sent, not handed to the network",
    play: async (story) => {
      await endAt(story, story.chance.one([["written", 2], ["send", 1]]), DOUBT);
      nothingArrived(story);
      await story.settle();
    },
  },
  {
    id: "C13",
    title: "the answer is there, not written down",
    play: async (story) => {
      const place = story.chance.one([["answer", 1], ["write", 3]]);
      await endAt(story, place, /do not know|started since|has run since/);
      assert.equal(story.wire.arrivals.length, 1);
      await story.settle();
    },
  },
  {
    id: "C14",
    title: "the acceptance is written down, nothing read since",
    play: async (story) => {
      await endAt(story, ["written", 3], /accepted|ended well/);
      await story.settle();
    },
  },
  {
    id: "C15",
    title: "killed in the moment in which a write is reported",
    play: async (story) => {
      const written = story.chance.between(1, 3);
      const said = [NOT_SENT, DOUBT, /accepted|ended well/][written - 1];
      await endAt(story, ["written", written], said, ["kill"]);
      const { events } = story.journals.at(-1);
      assert.ok(events.length >= written, `${events.length} of ${written} entries survived`);
      await story.settle();
    },
  },
];
