// From the list to a finished rerun without a mouse, and what a screen reader hears on the way.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { payload, row } from "./payload.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { confirmation, dialog, openTask, rerunButton, says } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const MOST_TABS = 60;

/** Where the keyboard is: role-ish name, text, and whether it can be seen. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
      name: (element.getAttribute("aria-label") ?? element.textContent).trim(),
      tag: element.tagName,
      ring: ring || style.boxShadow !== "none",
      inside: element.getBoundingClientRect().width > 0,
    };
  });

const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
const gotFocus = (locator, what) =>
  operator.until(() => isFocused(locator), `${what} has the focus`, 3000);

/** Presses Tab until `locator` has the focus; every stop on the way must be visible. */
async function tabTo(page, locator, key = "Tab") {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await isFocused(locator)) return;
    await page.keyboard.press(key);
    const here = await focused(page);
    assert.ok(
      here.tag === "BODY" || (here.ring && here.inside),
      `the focus cannot be seen on ${JSON.stringify(here)}`,
    );
  }
  assert.fail(`${MOST_TABS} presses of ${key} did not lead there`);
}

test("From the list to a finished rerun with the keyboard alone", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks?workflow_id=476`);
  const link = page.getByRole("link", { name: "Notify tax vendor" });
  await link.waitFor();
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await rerunButton(page).waitFor();
  await tabTo(page, rerunButton(page));
  await page.keyboard.press("Enter");
  await gotFocus(dialog(page, 2770).getByRole("button", { name: "Cancel" }), "Cancel");
  await tabTo(page, dialog(page, 2770).getByLabel("Reason"), "Shift+Tab");
  await page.keyboard.type("the vendor is up again");
  await page.keyboard.press("Enter");
  assert.ok(await dialog(page, 2770).isVisible(), "Enter in the reason confirms nothing");
  assert.deepEqual(await operator.reruns(sandbox), []);
  await tabTo(page, confirmation(page, 2770));
  await page.keyboard.press("Space");
  await says(page, "Task 2770 ran and ended well.");
  await gotFocus(rerunButton(page), "the Rerun button");
  assert.equal((await operator.executions(sandbox)).length, 1);
});

test("Enter in the typed id of production confirms nothing either", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770, { place: "production" });
  await operator.arm(page);
  await operator.askForRerun(page, 2770);
  await dialog(page, 2770)
    .getByLabel(/Type 2770/)
    .fill("2770");
  await page.keyboard.press("Enter");
  assert.ok(await dialog(page, 2770).isVisible());
  assert.deepEqual(await operator.reruns(sandbox), []);
});

for (const key of ["Escape", "Enter"]) {
  test(`${key} on Cancel gives the focus back to the Rerun button`, async (t) => {
    const page = await newPage(t, browser);
    await openTask(page, sandbox, 2770);
    await rerunButton(page).focus();
    await page.keyboard.press("Enter");
    await gotFocus(dialog(page, 2770).getByRole("button", { name: "Cancel" }), "Cancel");
    await page.keyboard.press(key);
    await dialog(page, 2770).waitFor({ state: "detached" });
    await gotFocus(rerunButton(page), "the Rerun button");
  });
}

test("The focus does not leave the dialog", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerunButton(page).click();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(
      () =>
        document.activeElement.closest("main") !== null &&
        document.activeElement.closest("dialog") === null,
    );
    assert.equal(outside, false);
  }
});

test("Arrow keys, Home and End move between the tabs", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  const tab = (name) => page.getByRole("tab", { name });
  await tab("Payload").focus();
  for (const [key, name] of [
    ["ArrowRight", "Callout"],
    ["ArrowRight", "Parameters"],
    ["ArrowRight", "Other fields"],
    ["ArrowRight", "Compare"],
    ["ArrowRight", "Payload"],
    ["ArrowLeft", "Compare"],
    ["Home", "Payload"],
    ["End", "Compare"],
  ]) {
    await page.keyboard.press(key);
    await gotFocus(tab(name), name);
    assert.equal(await tab(name).getAttribute("aria-selected"), "true");
    await page.getByRole("tabpanel", { name }).waitFor();
    assert.equal(await page.getByRole("tab", { selected: true }).count(), 1);
  }
  assert.match(page.url(), /tab=compare/);
  await page.keyboard.press("Tab");
  await gotFocus(page.getByRole("tabpanel"), "the panel");
});

test("The branches of the payload open and close with the keyboard", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2771);
  const tree = payload(page);
  await tree.focus();
  const active = async () => {
    const id = await tree.getAttribute("aria-activedescendant");
    return page.locator(`#${id}`).locator(".row__name").innerText();
  };
  const expanded = (name) => row(page, name).getAttribute("aria-expanded");
  for (const key of ["Home", "f"]) await page.keyboard.press(key);
  assert.equal(await active(), "Files");
  assert.equal(await expanded("Files"), "true");
  await page.keyboard.press("Enter");
  assert.equal(await expanded("Files"), "false");
  await page.keyboard.press("ArrowRight");
  assert.equal(await expanded("Files"), "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await active(), "XML_52881.xml");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await active(), "Files");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await expanded("Files"), "false");
  await page.keyboard.press("*");
  assert.equal(await expanded("Workflow"), "true");
  await page.keyboard.press("End");
  assert.equal(await active(), "WorkflowRunUser");
});

test("The first Tab offers to skip to the content, and it does", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "To the content" });
  await gotFocus(skip, "the link");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#main$/);
  await page.getByRole("heading", { level: 1, name: "Notify tax vendor" }).waitFor();
  await page.keyboard.press("Tab");
  const within = await page.evaluate(() => document.activeElement.closest("main") !== null);
  assert.ok(within, "the next stop lies in the content");
});

test("What becomes of a rerun is announced, a doubt at once", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(500, 400)] });
  const heard = [];
  await page.exposeFunction("heard", (role, text) => void heard.push([role, text]));
  await openTask(page, sandbox, 9010);
  await page.evaluate(() => {
    for (const role of ["status", "alert"]) {
      for (const region of document.querySelectorAll(`body > [role=${role}]`)) {
        const tell = () => region.textContent && window.heard(role, region.textContent);
        new MutationObserver(tell).observe(region, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      }
    }
  });
  await operator.rerun(page, 9010);
  await says(page, "We do not know");
  const doubt = () => heard.find(([, text]) => /^We do not know whether task 9010 ran\./.test(text));
  await operator.until(() => doubt() !== undefined, "the doubt is announced");
  assert.equal(doubt()[0], "alert");
  assert.match(heard[0][1], /^Reading task 9010 once more…/);
  assert.equal(heard[0][0], "status");
});

test("A refusal waits its turn", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(400)] });
  await openTask(page, sandbox, 9011);
  await operator.rerun(page, 9011);
  await page
    .getByRole("status")
    .filter({ hasText: "Zuora refused the rerun." })
    .waitFor();
});

test("Who wants less motion sees none", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await operator.askForRerun(page, 2770);
  await confirmation(page, 2770).click();
  await says(page, "accepted");
  const moving = await page.evaluate(() => {
    const longest = (text) =>
      Math.max(
        ...text.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 1 : 1000)),
      );
    const all = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element));
    const slow = all.filter(
      (style) =>
        longest(style.transitionDuration) > 10 ||
        (style.animationName !== "none" && longest(style.animationDuration) > 10),
    );
    const smooth = all.filter((style) => style.scrollBehavior === "smooth");
    return slow.length + smooth.length + document.getAnimations().length;
  });
  assert.equal(moving, 0);
});
