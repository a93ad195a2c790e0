// Presses the confirmations of several pages in the same moment.

import { confirmation } from "../operator.mjs";

const AHEAD_MS = 120;

/** All pages wait for one moment of the machine's clock, then click by themselves. */
export async function clickTogether(pages, task) {
  const moment = Date.now() + AHEAD_MS;
  // Nothing is handed back: what a page promises while it draws anew, the browser may drop.
  const click = (button, moment) => {
    const wait = moment - performance.timeOrigin - performance.now();
    setTimeout(() => {
      while (performance.timeOrigin + performance.now() < moment);
      button.click();
    }, Math.max(0, wait - 15));
  };
  await Promise.all(pages.map((page) => confirmation(page, task).evaluate(click, moment)));
  await new Promise((done) => setTimeout(done, moment - Date.now()));
}
