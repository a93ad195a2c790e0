// What is unsettled: counted everywhere, settled on one page.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as journal from "./journal.mjs";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE, operator: "ada@example.com" });
beforeEach(() => operator.reset(sandbox));

/** A page of a fresh profile whose journal holds these stories. */
async function opened(t, stories, { path = "unsettled", ...options } = {}) {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/], ...options });
  await journal.prepare(page, sandbox, stories);
  await page.goto(`${sandbox.address}/t/sandbox/${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const card = (page, number) => page.locator(`#rerun-${journal.keyOf(number)}`);
const button = (page, number, name) => card(page, number).getByRole("button", { name });
const link = (page) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Unsettled/ });

test("A rerun in doubt is counted in title, bar and banner, which leads to its page", async (t) => {
  const basis = await journal.basisOf(sandbox, 9001);
  const story = journal.inDoubt(1, Date.now() - 5 * MINUTE, basis);
  const page = await opened(t, [story], { path: "tasks" });
  const banner = page.getByRole("complementary", { name: "Open reruns" });
  await banner.getByText("1 rerun is unsettled.").waitFor();
  assert.equal(await link(page).innerText(), "Unsettled (1)");
  assert.match(await page.title(), /^\(1 unsettled\) Tasks/);
  assert.equal(await banner.getByRole("alert").count(), 0, "the live region says it once");
  await banner.getByRole("link", { name: "Settle them" }).click();
  await card(page, 1).getByText("We do not know whether task 9001 ran.").waitFor();
  assert.equal(await link(page).getAttribute("aria-current"), "page");
  assert.equal(await banner.count(), 0, "the page itself says more");
  for (const told of ["rp-1", "no answer", journal.keyOf(1), "the cause is mended", "Entity US"]) {
    await card(page, 1).getByText(told).first().waitFor();
  }
  assert.deepEqual(await axe(page), []);
});

test("Inert buttons name their reasons, each card its own", async (t) => {
  const [one, two] = await Promise.all([9001, 9006].map((id) => journal.basisOf(sandbox, id)));
  const at = Date.now() - 5 * MINUTE;
  const page = await opened(t, [journal.inDoubt(1, at, one), journal.inDoubt(2, at, two)]);
  await button(page, 2, "It did not run…").waitFor();
  for (const number of [1, 2]) {
    const inert = button(page, number, "It did not run…");
    assert.equal(await inert.getAttribute("aria-disabled"), "true");
    const reason = page.locator(`#${await inert.getAttribute("aria-describedby")}`);
    assert.match(await reason.innerText(), /^It did not run: /);
  }
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place);
  });
  assert.deepEqual(twice, []);
});

test("By keyboard alone: asked again, settled, and still in its place with the focus", async (t) => {
  const basis = await journal.basisOf(sandbox, 2770);
  const page = await opened(t, [journal.inDoubt(1, Date.now() - 5 * MINUTE, basis)]);
  await button(page, 1, "Ask again, same key").waitFor();
  const isThere = () => button(page, 1, "Ask again, same key").evaluate((own) => own === document.activeElement);
  for (let presses = 0; !(await isThere()); presses += 1) {
    assert.ok(presses < 60, "the button cannot be reached by Tab");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await card(page, 1).getByText("Task 2770 ran and ended well.").waitFor({ timeout: 20_000 });
  const focused = await page.evaluate(() => document.activeElement.id);
  assert.equal(focused, `rerun-${journal.keyOf(1)}`);
  assert.equal((await operator.executions(sandbox)).length, 1);
  assert.equal(await link(page).innerText(), "Unsettled");
  assert.match(await page.title(), /^Unsettled/);
});

test("When the safe window is over, the key cannot be sent and it says why", async (t) => {
  const basis = await journal.basisOf(sandbox, 9001);
  const page = await opened(t, [journal.inDoubt(1, Date.now() - 25 * HOUR, basis)]);
  const again = button(page, 1, "Ask again, same key");
  await again.waitFor();
  assert.equal(await again.getAttribute("aria-disabled"), "true");
  await card(page, 1).getByText("The safe window is over").waitFor();
  await again.click({ force: true });
  assert.deepEqual(await operator.reruns(sandbox), []);
});

test("Those in doubt stand first, the oldest of them on top", async (t) => {
  const bases = await Promise.all([9001, 9006, 2770].map((id) => journal.basisOf(sandbox, id)));
  const now = Date.now();
  const waiting = { open: true, entries: [journal.decided(3, now - 50 * MINUTE, bases[2])] };
  const doubts = [20, 40].map((age, place) => journal.inDoubt(place + 1, now - age * MINUTE, bases[place]));
  const page = await opened(t, [waiting, ...doubts]);
  await card(page, 3).waitFor();
  const order = await page.locator("main .rerun-notice").evaluateAll((all) => all.map((own) => own.id));
  assert.deepEqual(order, [2, 1, 3].map((number) => `rerun-${journal.keyOf(number)}`));
  await page.getByText("2 reruns are unsettled. 1 more is open.").waitFor();
});

test("With nothing in the journal, it says so calmly", async (t) => {
  const page = await opened(t, []);
  await page.getByText("Nothing is unsettled here").waitFor();
  assert.deepEqual(await axe(page), []);
});

test("Without a journal every page says that reruns are off, and nothing is claimed settled", async (t) => {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser);
  await page.addInitScript(() => {
    const open = () => {
      throw new DOMException("no", "SecurityError");
    };
    Object.defineProperty(window, "indexedDB", { get: () => ({ open }) });
  });
  for (const path of ["unsettled", "reruns", "tasks", "tasks/2770"]) {
    await page.goto(`${sandbox.address}/t/sandbox/${path}`);
    await page.getByRole("alert").getByText("Reruns are off: this browser keeps no journal.").waitFor();
    assert.equal(await page.getByText("Nothing is unsettled").count(), 0);
  }
});

test("A rerun whose environment is gone is listed, with what to do, and the banner leads to it", async (t) => {
  const basis = await journal.basisOf(sandbox, 9001);
  const story = journal.inDoubt(1, Date.now() - 5 * MINUTE, { ...basis, environment: "old-eu" });
  const page = await opened(t, [story], { path: "tasks" });
  const banner = page.getByRole("complementary", { name: "Open reruns" });
  await banner.getByText("We do not know whether task 9001 ran.").waitFor();
  await banner.getByRole("link", { name: "Look at it" }).click();
  await card(page, 1).getByText("We do not know whether task 9001 ran.").waitFor();
  assert.equal(await page.getByText("Nothing is unsettled").count(), 0);
  await page.getByText("“old-eu”, which config.json does not name").waitFor();
  assert.equal(await banner.count(), 0, "the page itself says more");
  assert.deepEqual(await axe(page), []);
  assert.equal(await button(page, 1, "Check now").getAttribute("aria-disabled"), "true");
  // Of the keys of an environment that is gone nothing is known.
  assert.equal(await button(page, 1, "Ask again, same key").count(), 0);
  assert.deepEqual(await operator.reruns(sandbox), []);
  for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await operator.overflow(page), 0);
    await screenshot(page, `unsettled-strange-${theme}-${width}`);
  }
});
