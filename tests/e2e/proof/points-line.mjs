// Crash points on the way to Zuora and back (protocol C6 to C12, C21, C22).

import * as operator from "../operator.mjs";
import { ENDS } from "./story.mjs";
import { LINE, lostOnce } from "./wire.mjs";

const OR_STAYS = [...ENDS, "stay"];

/** Confirms on a line that behaves so, and waits until the rerun is on it. */
async function send(story, ...behaviours) {
  await story.ready();
  story.wire.plan(...behaviours);
  await story.confirm();
  await story.wire.arrived();
}

/** Ends the page, or lets it live, and goes the honest way to the end. */
async function endAndSettle(story, ways) {
  const way = story.chance.one(ways);
  if (way !== "stay") {
    await story.end(way);
    await story.comeBack();
  }
  await story.settle();
}

const inFlight = (ways) => async (story) => {
  await send(story, story.chance.one([LINE.pass, LINE.lateArrival, LINE.lateAnswer]));
  await endAndSettle(story, ways);
};

async function gatewayDies(story) {
  await send(story, story.chance.one([LINE.pass, LINE.lateArrival, LINE.lateAnswer, LINE.hang]));
  await story.wire.fall();
  const way = story.chance.one(OR_STAYS);
  if (way !== "stay") await story.end(way);
  await new Promise((done) => setTimeout(done, story.chance.between(100, 1500)));
  await story.wire.rise();
  if (way !== "stay") await story.comeBack();
  await story.settle();
}

async function answerLost(story) {
  const line = story.chance.one([LINE.resetAfter, LINE.halfAnswer, LINE.hang]);
  await send(story, line);
  const ran = async () => (await operator.executions(story.place.sandbox)).length === 1;
  await operator.until(ran, "it runs");
  // Nobody waits 135 s for an answer here.
  await endAndSettle(story, line === LINE.hang ? ENDS : OR_STAYS);
}

/** The gateway's session ends while the rerun is under way: nothing can be read any more. */
async function sessionEnds(story) {
  await send(story, story.chance.one([LINE.lateAnswer, LINE.lateArrival]));
  story.wire.signedOut = true;
  const way = story.chance.one(OR_STAYS);
  if (way !== "stay") {
    await story.end(way);
    await story.comeBack({ unread: true });
  } else {
    await story.page.waitForTimeout(story.chance.between(200, 1500));
  }
  story.wire.signedOut = false;
  if (way !== "stay") await story.end("close").then(() => story.comeBack());
  await story.settle();
}

const REFUSALS = [
  [LINE.signedOut],
  [LINE.resetAfter, LINE.signedOut],
  [LINE.resetBefore, LINE.signedOut],
  [LINE.unreachable],
  [LINE.resetAfter, LINE.unreachable],
];

async function refusedByTheGateway(story) {
  const lines = story.chance.one(REFUSALS);
  await send(story, ...lines);
  const way = story.chance.one(OR_STAYS);
  if (way === "stay") {
    // The page asks once more by itself: doubt that was there stays.
    await story.page.waitForTimeout(story.chance.between(0, 2500));
  } else {
    await story.end(way);
    await story.comeBack();
  }
  await story.settle();
}

export const ON_THE_LINE = [
  {
    id: "C6",
    title: "the connection breaks before the request is through",
    play: async (story) => {
      const breaks = story.chance.one([LINE.resetBefore, LINE.halfRequest]);
      await send(story, ...Array(story.chance.between(1, 3)).fill(breaks));
      await endAndSettle(story, OR_STAYS);
    },
  },
  {
    id: "C7",
    title: "the request is doubled on the wire",
    play: async (story) => {
      await send(story, story.chance.one([LINE.twice, lostOnce]));
      await endAndSettle(story, OR_STAYS);
    },
  },
  { id: "C8", title: "the tab is closed or left in flight", play: inFlight(["close", "away"]) },
  { id: "C9", title: "the renderer crashes in flight", play: inFlight(["crash"]) },
  { id: "C10", title: "the browser is killed in flight", play: inFlight(["kill"]) },
  { id: "C11", title: "the gateway dies in flight", play: gatewayDies },
  { id: "C12", title: "it ran, and the answer is lost", play: answerLost },
  { id: "C21", title: "the session ends in flight", play: sessionEnds },
  { id: "C22", title: "the gateway refuses, first or after doubt", play: refusedByTheGateway },
];
