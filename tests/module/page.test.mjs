// The module in a plain page under the strictest policy: the element, the view, the keyboard, axe.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "../e2e/stage.mjs";
import { startLine } from "./line.mjs";
import { BARE, WITH_ELEMENT } from "./pages.mjs";
import { install, siteWith } from "./stage.mjs";

const { executions, LOST, status } = operator;
const sandbox = await startSandbox(wholeFile, { pace: 0.1 });
const browser = await openBrowser(wholeFile);
const { address } = await startLine(sandbox.address, siteWith(install(), { ...BARE, ...WITH_ELEMENT }));
beforeEach(() => operator.reset(sandbox));

async function bare(t, options) {
  const page = await newPage(t, browser, options);
  await page.goto(`${address}/bare.html`);
  await page.waitForSelector("html[data-ready]");
  return page;
}

/** Shows a task in the bare page. */
async function shown(t, task, options) {
  const page = await bare(t, options);
  await show(page, task);
  return page;
}

async function show(page, task) {
  await page.evaluate((task) => {
    window.view = window.mount(document.querySelector("main"), window.zuora, { task });
  }, task);
  await page.getByRole("heading", { name: new RegExp(`^Task ${task}`) }).waitFor();
}

/**
 * Readings show the task as it stood at the first one, until the function that comes back is called:
 * or a reading of the view's own may settle a doubt before the test has looked at it.
 */
async function lagging(page, task) {
  let first;
  const old = async (route) => {
    first ??= route.fetch().then(async (answer) => ({ status: answer.status(), headers: answer.headers(), body: await answer.body() }));
    await route.fulfill(await first);
  };
  await page.route(`**/workflows/tasks/${task}`, old);
  return () => page.unroute(`**/workflows/tasks/${task}`, old);
}

const rerunButton = (page) => page.getByRole("button", { name: /^Rerun task/ });

for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
  test(`The element shows a task, ${theme} at ${width}, and axe finds nothing`, async (t) => {
    const page = await newPage(t, browser, { theme, width });
    await page.goto(`${address}/element.html`);
    await page.getByRole("heading", { name: "Task 2770, Notify tax vendor" }).waitFor();
    for (const name of ["Why it failed", "Is it safe to run again?", "What it touches", "Rerun"]) {
      await page.getByRole("heading", { name, exact: true }).waitFor();
    }
    assert.deepEqual(await axe(page), []);
    const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(overflows, false);
    await screenshot(page, `module-element-${theme}-${width}`);
  });
}

test("Another attribute shows another task; taken away, nothing is left", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${address}/element.html`);
  await page.getByRole("heading", { name: /^Task 2770/ }).waitFor();
  await page.evaluate(() => document.querySelector("reprise-task").setAttribute("task", "9011"));
  await page.getByRole("heading", { name: /^Task 9011/ }).waitFor();
  assert.equal(await page.getByRole("heading", { name: /^Task 2770/ }).count(), 0);
  await page.evaluate(() => document.querySelector("reprise-task").setAttribute("environment", "nowhere"));
  await page.getByText('There is no environment "nowhere" here. There are: sandbox.').waitFor();
  await page.evaluate(() => document.querySelector("reprise-task").remove());
  assert.equal(await page.getByRole("heading", { name: /^Task/ }).count(), 0);
});

test("With the keyboard alone a task is rerun once, and its end is told", async (t) => {
  const page = await shown(t, 2770);
  await page.getByRole("textbox", { name: "Reason" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await rerunButton(page).getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  assert.deepEqual(await executions(sandbox), []);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("vendor fixed");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Task 2770 ran and ended well.").first().waitFor();
  assert.equal((await executions(sandbox, 2770)).length, 1);
  assert.match(await page.getByRole("status").textContent(), /ran and ended well/);
  // It ended well now: a rerun asks twice.
  await page.getByText("Write a reason first.").waitFor();
  await page.getByRole("textbox", { name: "Reason" }).fill("again");
  await page.getByText("Confirm that it is meant first.").waitFor();
  assert.deepEqual(await axe(page), []);
});

test("Who saw the task fail does not rerun what somebody else has rerun meanwhile", async (t) => {
  const page = await bare(t);
  const catchUp = await lagging(page, 2770);
  await show(page, 2770);
  await operator.rerunElsewhere(sandbox, 2770);
  await page.getByRole("textbox", { name: "Reason" }).fill("vendor fixed");
  await catchUp();
  await rerunButton(page).click();
  await page.getByText("Task 2770 is no longer as you saw it").waitFor();
  assert.equal((await executions(sandbox, 2770)).length, 1);
});

test("What is in doubt shows what is known and the honest buttons, and is asked again under the same key", async (t) => {
  const page = await bare(t, { expected: [status(500)] });
  const catchUp = await lagging(page, 9006);
  await show(page, 9006);
  await page.getByRole("textbox", { name: "Reason" }).fill("vendor fixed");
  await rerunButton(page).click();
  await page.getByText("We do not know whether task 9006 ran.").first().waitFor();
  for (const name of ["Check now", "Ask again, same key"]) {
    assert.equal(await page.getByRole("button", { name }).getAttribute("aria-disabled"), "false");
  }
  for (const name of ["It did not run…", "It ran…"]) {
    assert.equal(await page.getByRole("button", { name }).getAttribute("aria-disabled"), "true");
  }
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "module-view-unsettled");
  await catchUp();
  // Its own reading may be the faster one.
  await page.getByRole("button", { name: "Check now" }).click({ timeout: 1_000 }).catch(() => {});
  await page.getByText(/has run since: it ended with Success/).first().waitFor();
  assert.equal((await executions(sandbox, 9006)).length, 1);
});

test("Texts of the view that somebody else rewrites are put right, and that is told", async (t) => {
  const page = await bare(t, { expected: [status(500)] });
  const catchUp = await lagging(page, 9006);
  await show(page, 9006);
  await page.getByRole("textbox", { name: "Reason" }).fill("vendor fixed");
  await rerunButton(page).click();
  await page.getByText("We do not know whether task 9006 ran.").first().waitFor();
  const foreign = page.getByRole("alert").filter({ hasText: "has changed the text of this view" });
  await page.waitForTimeout(300);
  assert.equal(await foreign.count(), 0, "what the view writes is its own");
  await page.evaluate(() => {
    const root = document.querySelector(".reprise").shadowRoot;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const text of texts.filter(({ data, parentElement }) => data.trim() !== "" && !parentElement.closest("style"))) {
      const font = document.createElement("font");
      font.textContent = `«${text.data}»`;
      text.replaceWith(font);
    }
  });
  await foreign.waitFor();
  await page.getByText("We do not know whether task 9006 ran.", { exact: true }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "module-view-foreign");
  await catchUp();
  // It looks by itself: what was rewritten does not stand still while the facts go on.
  await page.getByText(/has run since: it ended with Success/).first().waitFor();
  assert.equal((await executions(sandbox, 9006)).length, 1);
});

test("A reading that failed says what to do, and nothing else is offered", async (t) => {
  const page = await shown(t, 9101, { expected: [status(403)] });
  await page.getByRole("alert").filter({ hasText: "Zuora does not let this user see task 9101." }).waitFor();
  assert.equal(await rerunButton(page).count(), 0);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "module-view-forbidden");
});

test("What Zuora sends is never markup, and its secrets are hidden", async (t) => {
  const page = await bare(t);
  await page.evaluate(() => {
    const task = { id: 7, name: "<img src=x onerror=alert(1)>", status: "Error", error: "<script>alert(1)</script>", data: { password: "canary", html: "<b>" } };
    window.fetch = async () => new Response(JSON.stringify(task), { headers: { "content-type": "application/json" } });
    window.view = window.mount(document.querySelector("main"), window.zuora, { task: 7 });
  });
  await page.getByRole("heading", { name: "Task 7, <img src=x onerror=alert(1)>" }).waitFor();
  await page.getByText("Payload", { exact: true }).click();
  await page.getByText('"html": "<b>"').waitFor();
  assert.doesNotMatch(await page.evaluate(() => document.querySelector(".reprise").shadowRoot.innerHTML), /canary/);
});

test("A payload of 5 MB is shown in part, at once", async (t) => {
  const page = await bare(t);
  await page.evaluate(() => {
    const rows = Array.from({ length: 60_000 }, (_, place) => ({ place, text: "x".repeat(60) }));
    const body = JSON.stringify({ id: 7, status: "Error", error: "x", data: { rows } });
    window.fetch = async () => new Response(body, { headers: { "content-type": "application/json" } });
    window.view = window.mount(document.querySelector("main"), window.zuora, { task: 7 });
  });
  await page.getByText("Payload", { exact: true }).click();
  await page.getByText(/^The first 200000 of \d+ characters/).waitFor();
});

test("The page and the module see each other's reruns", async (t) => {
  const page = await bare(t, { expected: [status(400)] });
  const console = await newPage(t, browser);
  await operator.openTask(console, { address }, 2770);
  await page.evaluate(() => {
    window.heard = [];
    window.zuora.on("change", ({ state, reason }) => window.heard.push(`${state} ${reason}`));
  });
  await operator.askForRerun(console, 2770, "from the page");
  await operator.confirmation(console, 2770).click();
  await operator.says(console, "Task 2770 ran and ended well.");
  await page.waitForFunction(() => window.heard.some((told) => told === "finished from the page"));
  const { key } = await page.evaluate(async () => (await window.zuora.reruns({ task: 2770 }))[0].toJSON());
  const [{ key: executed }] = await executions(sandbox, 2770);
  assert.equal(key, executed);
  // And the other way round, without a reload.
  await operator.openTask(console, { address }, 9011);
  const state = await page.evaluate(async () => (await window.zuora.rerun(9011, { reason: "from the module" })).state);
  assert.equal(state, "refused");
  await operator.says(console, "Zuora refused the rerun.");
});

test("In a page the gateway must stand on its own origin", async (t) => {
  const page = await bare(t);
  const told = await page.evaluate(() => {
    try {
      new window.Reprise({ ...window.options, api: "https://rest.zuora.com" });
    } catch ({ code, message }) {
      return [code, message];
    }
    return [];
  });
  assert.equal(told[0], "bad-option");
  assert.match(told[1], /own origin/);
});

test("A lost answer in a page: one execution, and the truth", async (t) => {
  const page = await bare(t, { expected: [LOST] });
  const told = await page.evaluate(async () => {
    const intent = await window.zuora.rerun(9001, { reason: "vendor fixed" });
    return [intent.state, intent.mayHaveRun];
  });
  assert.match(told[0], /ran|accepted|finished|unsettled/);
  assert.equal(told[1], true);
  assert.equal((await executions(sandbox, 9001)).length, 1);
});
