// One history: an operator who decides to rerun a task, what breaks, and the honest way back.

import assert from "node:assert/strict";
import * as operator from "../operator.mjs";
import { hooks } from "./hooks.mjs";
import { entries, journal, open } from "./journal.mjs";
import { LINE } from "./wire.mjs";
import { contradictions, OVER, violationsOf } from "./checker.mjs";

const { confirmation, headline, notice, rerunButton, until } = operator;

const PATIENCE_MS = 15_000;
const LONGEST_STORY_MS = 60_000;
/** Longer than it takes to write an attempt down. */
const QUIET_MS = 1_500;

/** All ways in which a page ends before its time. */
export const ENDS = ["crash", "kill", "close", "away"];
/** Those that also end a page whose every thread stands still. */
export const HARD_ENDS = ["crash", "kill", "close"];

const ASK = /^(Ask again, same key|Try again, same key|Send it now)$/;

export class Story {
  task = 2770;
  /** How many executions the operators' decisions allow. */
  allowed = 1;
  /** Whether the page's clock was moved: its stamps cannot be compared with the server's. */
  isShifted = false;
  /** Whether the journal can only be read in the end, so that nothing more can be settled. */
  isReadOnly = false;
  /** Whether the operator, back again, finds nothing to decide. */
  hasNoRerun = false;
  violations = [];
  kills = 0;
  /** Every state of every journal that was looked at: their union is what was ever written. */
  journals = [];
  #pages = new Set();

  constructor(place, chance) {
    this.place = place;
    this.chance = chance;
  }

  get wire() {
    return this.place.wire;
  }

  /** Opens a page with the hooks in it; it shows nothing yet. */
  async blank({ shift = 0, context } = {}) {
    const { context: own } = this.place.chrome;
    const open = () => (context ?? own).newPage();
    // The browser may still put a new page where the last one has just crashed.
    const page = await open().catch((error) => {
      if (!/Target crashed/.test(error.message)) throw error;
      return open();
    });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(hooks, { shift });
    if (shift !== 0) this.isShifted = true;
    page.on("pageerror", ({ message }) => this.violations.push(`the page threw: ${message}`));
    page.on("dialog", (question) => question.accept().catch(() => {}));
    this.#pages.add(page);
    return page;
  }

  /** Opens the task and the dialog, with a reason. */
  async ask(page) {
    await operator.openTask(page, this.wire, this.task);
    await operator.askForRerun(page, this.task, "the cause is mended");
    return page;
  }

  /** A page on which everything is ready for the confirmation. */
  async ready(options) {
    this.page = await this.ask(await this.blank(options));
    return this.page;
  }

  /** Confirms; does not wait for what a page that stands still could not tell. */
  confirm(page = this.page) {
    return confirmation(page, this.task).click({ noWaitAfter: true }).catch(() => {});
  }

  /** Confirms, and waits until the page stands still at the nth passing of a place. */
  async confirmAndStopAt(place, number) {
    await this.page.evaluate(([place, number]) => window.proof.stopAt(place, number), [place, number]);
    const clicked = this.confirm();
    await this.wire.held(place);
    return clicked;
  }

  /**
   * Confirms on a dead line, until the page asks no more by itself; then the line is mended.
   *
   * `watched`: another tab reads the task meanwhile and may write down what it read just before the
   * page writes its next attempt, which it then leaves to the operator.
   */
  async confirmInVain(page = this.page, { watched = false } = {}) {
    this.wire.plan(...Array(3).fill(LINE.resetBefore));
    await this.confirm(page);
    await this.says("We do not know whether", page);
    const told = async () => notice(page).innerText().catch(() => "by itself");
    let quietSince = Infinity;
    const given = async () => {
      if (/by itself|Sending/.test(await told())) quietSince = Infinity;
      else quietSince = Math.min(quietSince, Date.now());
      const isQuiet = quietSince <= Date.now() - (watched ? QUIET_MS : 0);
      return isQuiet && (watched || this.#tracks().size === 3);
    };
    const instead = async () => `(${this.#tracks().size} of 3 attempts arrived; it says: ${await told()})`;
    await until(given, "the page asks no more", LONGEST_STORY_MS, instead);
    this.wire.plan();
  }

  /** Ends the page. */
  async end(way, page = this.page) {
    this.ended = way;
    if (way === "kill") return this.#kill();
    if (way === "away") {
      await page.goto(`${this.wire.address}/icon.svg`).catch(() => {});
      return this.#drop(page);
    }
    if (way === "crash") {
      const crashed = new Promise((done) => page.once("crash", done));
      // A page that stands still does not even crash by itself.
      if (this.wire.isHolding) await this.place.chrome.killPages();
      else (await page.context().newCDPSession(page)).send("Page.crash").catch(() => {});
      await crashed;
    }
    return this.#drop(page);
  }

  /** The browser is gone with all that it kept. */
  async loseProfile() {
    this.kills += 1;
    this.#pages.clear();
    await this.place.forgetProfile();
  }

  async #kill() {
    await this.place.kill();
    this.kills += 1;
    this.#pages.clear();
  }

  async #drop(page) {
    this.#pages.delete(page);
    await page.close({ runBeforeUnload: false }).catch(() => {});
  }

  /**
   * The operator comes back: every open intent must be in the banner of another page and on the
   * page of its task, and nothing may be sent before a button is pressed.
   *
   * `unread`: the task cannot be read. `alone`: no other page lives whose own button was pressed.
   */
  async comeBack({ unread = false, alone = true, ...options } = {}) {
    this.page = await this.blank(options);
    // What a page before wrote down may still be on its way to the line: it is known from the
    // journal, which is read while no page of Reprise is there yet.
    await this.page.goto(`${this.wire.address}/icon.svg`);
    await this.look();
    const written = this.journals.flatMap((held) => entries(held, "sent").map(({ track }) => track));
    const asked = new Set([...this.#tracks(), ...written]);
    await this.page.goto(`${this.wire.address}/t/sandbox/tasks`);
    await this.page.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
    const held = await this.look();
    const isOpen = open(held).length > 0;
    if (isOpen) {
      const banner = this.page.getByRole("complementary", { name: "Open reruns" });
      const line = banner.getByText(String(this.task)).first();
      const seen = line.waitFor({ timeout: 5_000 }).then(() => true, () => false);
      if (!(await seen) && !(await this.#hasEnded()))
        this.violations.push("I3: an open intent is not in the banner");
    }
    await this.page.goto(`${this.wire.address}/t/sandbox/tasks/${this.task}`);
    if (!unread) await rerunButton(this.page).waitFor();
    const told = headline(this.page).waitFor({ timeout: 5_000 }).then(() => true, () => false);
    if (isOpen && !(await told)) this.violations.push("I3: an open intent is not on its page");
    await this.page.waitForTimeout(this.chance.between(100, 900));
    if (alone && [...this.#tracks()].some((track) => !asked.has(track)))
      this.violations.push("I7: something was sent with no button pressed");
    return this.page;
  }

  /**
   * It may end between the look at the journal and the look at the page. Where nothing can be
   * written, the journal does not learn it: there it has ended if the task has run.
   */
  async #hasEnded() {
    const ran = await operator.executions(this.place.sandbox, this.task);
    return open(await this.look()).length === 0 || (this.isReadOnly && ran.length > 0);
  }

  #tracks() {
    return new Set(this.wire.arrivals.map(({ track }) => track));
  }

  /** Looks at the journal of this browser and keeps what is in it for the judgement. */
  async look(page = this.page) {
    const found = await journal(page);
    this.journals.push(found);
    return found;
  }

  /** The headline of the task's rerun; empty when the page knows of none. */
  async said(page = this.page) {
    const shown = headline(page);
    return (await shown.count()) > 0 ? shown.first().innerText().catch(() => "") : "";
  }

  /** Waits until the page says this of the rerun. */
  async says(text, page = this.page) {
    const found = headline(page).filter({ hasText: text });
    await found.waitFor({ timeout: PATIENCE_MS }).catch(async () => {
      assert.fail(`the page does not say ${text} but “${await this.said(page)}”`);
    });
  }

  /** The journal holds no intent, and the page knows of none. */
  async knowsNothing() {
    const { intents, events } = await this.look();
    assert.deepEqual([intents.length, events.length], [0, 0], "the journal is empty");
    assert.equal(await this.said(), "");
  }

  /** Decides (once more) on the page of the task, as it stands. */
  async decide(page = this.page) {
    await operator.askForRerun(page, this.task, "the cause is mended");
    await this.confirm(page);
  }

  /** The honest operator: waits, checks, asks again under the same key, until it is over. */
  async settle(page = this.page) {
    const late = Date.now() + LONGEST_STORY_MS;
    const over = async () => {
      if (Date.now() > late) assert.fail(`never over: “${await this.said(page)}”`);
      const said = await this.said(page);
      if (OVER.test(said) && open(await this.look(page)).length === 0) return said;
      await this.#press(page);
      return "";
    };
    return until(over, "the story ends", LONGEST_STORY_MS + 5_000);
  }

  /** Presses one of the buttons that work, now and then. */
  async #press(page) {
    await page.waitForTimeout(this.chance.between(50, 700));
    const buttons = notice(page).getByRole("button", { disabled: false });
    const names = await buttons.allInnerTexts().catch(() => []);
    const useful = names.filter((name) => ASK.test(name) || name === "Check now");
    if (useful.length === 0) return;
    const name = this.chance.one(useful);
    const button = notice(page).getByRole("button", { name, exact: true });
    // It may be gone by then, or inert: the next look will tell.
    await button.click({ timeout: 1_000 }).catch(() => {});
  }

  /** Judges the end that another operator's page shows. */
  async judgeAlso(page) {
    const held = await this.look(page);
    const executions = await operator.executions(this.place.sandbox, this.task);
    const found = contradictions({ executions, journals: [held] }, await this.said(page));
    this.violations.push(...found);
  }

  /** Judges, when all is over, by the server, the wire and the journals alone. */
  async judge() {
    await this.look();
    this.executions = await operator.executions(this.place.sandbox, this.task);
    const ends = await this.said();
    this.violations.push(...violationsOf(this, ends));
  }

  async tidy() {
    const written = this.journals.flatMap((held) => entries(held, "sent"));
    this.wire.retire(written.map(({ track }) => track));
    for (const page of this.#pages) await page.close().catch(() => {});
  }
}
