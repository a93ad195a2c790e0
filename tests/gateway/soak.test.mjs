// Decisions about tasks of a tenant that ignores keys, in Chromium through nginx and Envoy, with every
// line between them cut at every point, in two tabs, and with gateway and browser killed: no task runs
// twice. Without the gateway's guard tasks do: the soak bites.
//
// `REPRISE_SOAK=40` makes it 2,000 decisions with the guard and 500 in each of two ways without;
// `REPRISE_SEED` begins at another seed. They are made at the built page and by the module beside each
// other, each as many as it finds time for, in turn behind a host as in `deploy/` and behind one that
// keeps connections. The small sample is the page's alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { play, table } from "./soak/campaign.mjs";
import { planOf } from "./soak/plan.mjs";

const each = Number(process.env.REPRISE_SOAK ?? 0);
const seed = Number(process.env.REPRISE_SEED ?? 1);
const isLong = each > 0;

const first = (count, fits = () => true) => {
  const chosen = [];
  for (let number = 0; chosen.length < count; number += 1) if (fits(planOf(seed, number))) chosen.push(number);
  return chosen;
};

async function played(guard, numbers, more = {}) {
  const sum = await play({ guard, seed, numbers, ...more });
  console.log(table(guard, sum));
  return sum.stories;
}

test("With the guard no task runs twice, and every word is true", async () => {
  const short = { faces: ["page"], kept: [true] };
  const stories = await (isLong ? played("once", first(50 * each)) : played("once", first(10), short));
  const bad = stories.filter(({ isDouble, lies }) => isDouble || lies.length > 0);
  assert.deepEqual(bad.map(({ number, lies, ran, ends }) => ({ number, lies, ran: ran.length, ends })), []);
  // A machine that is too busy cuts stories short; one that plays hardly any proves nothing.
  assert.ok(stories.filter(({ ran }) => ran.length > 0).length >= stories.length / 2, "hardly anything ran");
});

/** The whole request arrives, and the browser loses its connection long after: it sends it once more. */
const copies = ({ cuts: [[cut]], tabs, kills }) =>
  ["behind", "late"].includes(cut?.point) && cut.wait >= 200 && tabs === 1 && kills.length === 0;

for (const guard of isLong ? ["forgets", "says nothing"] : ["says nothing"]) {
  test(`Without it tasks run twice: the gateway ${guard}`, async () => {
    const short = { faces: ["page"], kept: [true] };
    const stories = await (isLong ? played(guard, first(Math.ceil(12.5 * each))) : played(guard, first(5, copies), short));
    assert.ok(stories.some(({ isDouble }) => isDouble), "nothing ran twice: the soak proves nothing");
  });
}
