// Crashes at every point of a rerun, in a real browser behind a real line, judged by what the
// server executed: at most once a decision, nothing that was sent is lost, and every story ends.
//
// `REPRISE_SOAK=40` plays every point 40 times, `REPRISE_SEED` begins at another seed, and
// `REPRISE_POINT=C12:1042` plays one history again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { play, table, turns } from "./proof/campaign.mjs";
import { POINTS } from "./proof/points.mjs";

const HISTORIES = 60;
const { REPRISE_SOAK, REPRISE_SEED, REPRISE_POINT } = process.env;

function chosen() {
  if (REPRISE_POINT !== undefined) {
    const [id, seed] = REPRISE_POINT.split(":");
    return [{ point: POINTS.find((point) => point.id === id), seed: Number(seed ?? 1) }];
  }
  const count = REPRISE_SOAK === undefined ? HISTORIES : Number(REPRISE_SOAK) * POINTS.length;
  return turns(count, Number(REPRISE_SEED ?? 1));
}

const lines = await play(chosen());
console.log(table(lines));

for (const { id, title, violations } of lines) {
  test(`${id}: ${title}`, () => assert.deepEqual(violations, []));
}
