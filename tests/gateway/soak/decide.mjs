// One decision by an operator who is honest and impatient: asks again as soon as that is offered, and
// decides anew as soon as it is said that nothing ran.

import { OVER } from "../../e2e/proof/checker.mjs";

/** Longer than the gateway's and the host's patience together, and one life of the browser. */
const LONGEST_MS = 60_000;
/** Between two looks. */
const EYE_MS = 80;
/** So long after the last news a doubt is left as it is: only 45 quiet minutes would tell more. */
const LEFT_AFTER_MS = 2_000;
const CHECKS = 2;
/** A page that takes longer for anything is given up: its browser may be gone without a word. */
const PATIENCE_MS = 25_000;

/** What became of a decision: every headline in every tab with the key that it is about, and the last. */
class Story {
  words = [];
  ends = [];
  pressed = { decide: 0, again: 0, check: 0, anew: 0 };
  troubles = [];

  constructor(plan, task, face) {
    Object.assign(this, { plan, task, face, number: plan.number });
  }
}

/** Decides in as many tabs as the plan says, and settles; tells the story. */
export async function decide(place, plan, task, face) {
  const story = new Story(plan, task, face);
  place.plans.set(task, plan);
  const moment = { tabs: plan.tabs, ready: 0, at: undefined };
  await Promise.all(Array.from({ length: plan.tabs }, () => new Tab(place, story, moment).live()));
  return story;
}

class Tab {
  #page;
  #heard = 0;
  #hasDecided = false;
  #orders = { again: 0, check: 0, anew: 0 };

  constructor(place, story, moment) {
    Object.assign(this, { place, story, moment, since: Date.now() });
  }

  async live() {
    const end = Date.now() + LONGEST_MS;
    let last;
    while (Date.now() < end && last === undefined) {
      try {
        this.#page ??= await within(PATIENCE_MS, this.#open());
        last = await within(PATIENCE_MS, this.#step());
        if (last === undefined) await new Promise((next) => setTimeout(next, EYE_MS));
      } catch (error) {
        await this.#breaks(error);
      }
    }
    this.story.ends.push(last ?? "it never ends");
    if (last !== undefined) this.place.giveBack(this.story.face, this.#page);
    else this.#close();
  }

  /** Not waited for: a browser that hangs closes nothing. */
  #close() {
    this.#page?.close().catch(() => {});
  }

  /** The browser was killed, or the page was cut off. */
  async #breaks(error) {
    this.story.troubles.push(error.message.split("\n")[0]);
    this.#close();
    this.#page = undefined;
    await new Promise((next) => setTimeout(next, 100));
    await this.place.isWhole();
  }

  async #open() {
    const page = await this.place.pageOf(this.story.face, this.story.task);
    this.#heard = 0;
    try {
      await page.evaluate((task) => globalThis.soak.goTo(task), this.story.task);
    } catch (error) {
      await page.close().catch(() => {});
      throw error;
    }
    this.since = Date.now();
    return page;
  }

  /** Looks once, and presses once; gives the last word when there is one. */
  async #step() {
    const { headline, said, steps, canRerun } = await this.#page.evaluate(() => globalThis.soak.look());
    if (said.length > this.#heard) this.since = Date.now();
    this.story.words.push(...said.slice(this.#heard));
    this.#heard = said.length;
    if (headline === "") return canRerun && this.#isFree() ? this.#rerun() : undefined;
    if (!OVER.test(headline)) return this.#goesOn(headline, steps);
    // What was turned away is tried again by itself, or ends.
    if (/turned away/.test(headline) && Date.now() - this.since < LEFT_AFTER_MS) return undefined;
    const mayDecide = /Nothing ran\.$/.test(headline) && this.story.plan.orders.anew && this.#orders.anew === 0 && canRerun;
    if (!mayDecide) return headline;
    this.#orders.anew += 1;
    this.story.pressed.anew += 1;
    await this.#rerun();
  }

  /** Nothing that this tab has confirmed is still to show. */
  #isFree() {
    return !this.#hasDecided || Date.now() - this.since > LEFT_AFTER_MS;
  }

  /** Presses what is offered for a rerun that is not over, or lets it be. */
  async #goesOn(headline, steps) {
    const { orders } = this.story.plan;
    const mayAsk = steps.includes("again") && this.#orders.again < orders.again;
    const mayCheck = steps.includes("check") && this.#orders.check < CHECKS;
    const looks = orders.looksFirst && this.#orders.check <= this.#orders.again;
    if (mayAsk && !(looks && mayCheck)) return this.#press("again");
    const isStill = Date.now() - this.since > LEFT_AFTER_MS;
    if (mayCheck && (isStill || looks)) return this.#press("check");
    return isStill && /do not know/.test(headline) && !mayAsk ? headline : undefined;
  }

  async #press(step) {
    this.#orders[step] += 1;
    this.story.pressed[step] += 1;
    this.since = Date.now();
    await this.#page.evaluate((step) => globalThis.soak.press(step), step);
  }

  /** Confirms; the first time in the same moment as the other tab, if there is one. */
  async #rerun() {
    await this.#page.evaluate(() => globalThis.soak.ask());
    const isFirst = !this.#hasDecided;
    this.#hasDecided = true;
    if (isFirst) await together(this.moment);
    this.story.plan.isArmed = true;
    this.story.pressed.decide += 1;
    this.since = Date.now();
    await this.#page.evaluate(async (moment) => {
      const wait = moment - performance.timeOrigin - performance.now();
      if (wait > 0) await new Promise((next) => setTimeout(next, wait - 15));
      while (performance.timeOrigin + performance.now() < moment);
      globalThis.soak.confirm();
    }, (isFirst && this.moment.at) || 0);
  }
}

async function within(milliseconds, doing) {
  let timer;
  const late = new Promise((_, failed) => (timer = setTimeout(failed, milliseconds, new Error("the page hangs"))));
  doing.catch(() => {});
  return Promise.race([doing, late]).finally(() => clearTimeout(timer));
}

/** Waits until all tabs are ready, and names the moment; whoever comes late goes alone. */
async function together(moment) {
  moment.ready += 1;
  if (moment.tabs === 1) return;
  const end = Date.now() + 3_000;
  while (moment.ready < moment.tabs && Date.now() < end) await new Promise((next) => setTimeout(next, 10));
  moment.at ??= Date.now() + 60;
}
