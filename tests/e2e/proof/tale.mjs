// One story a test, on a place that the whole file shares.

import assert from "node:assert/strict";
import { after } from "node:test";
import { wholeFile } from "../stage.mjs";
import { chanceOf } from "./chance.mjs";
import { openPlace } from "./place.mjs";
import { Story } from "./story.mjs";

/** Opens the place; gives what begins a story that ends with its test. */
export async function openStories(options) {
  const place = await openPlace(wholeFile, options);
  after(() => place.close());
  return async (t) => {
    await place.begin();
    const story = new Story(place, chanceOf(1));
    t.after(async () => {
      await story.tidy();
      assert.deepEqual(story.violations, []);
    });
    return story;
  };
}

/** Waits that long, and demands that no rerun arrives meanwhile. */
export async function staysQuiet(story, milliseconds, page = story.page) {
  const sent = story.wire.arrivals.length;
  await page.waitForTimeout(milliseconds);
  assert.equal(story.wire.arrivals.length, sent, "nothing is sent");
}
