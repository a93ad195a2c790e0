// Every width from a telephone to a wall, and the theme that stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { openTask, overflow } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);

/** Elements that stick out of the window although nothing around them scrolls. */
const stickingOut = (page) =>
  page.evaluate(() => {
    const scrolls = (element) =>
      element &&
      element !== document.body &&
      (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) ||
        scrolls(element.parentElement));
    const out = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > innerWidth + 1 && !scrolls(element.parentElement);
    });
    const innermost = out.filter(
      (element) => !out.some((other) => other !== element && element.contains(other)),
    );
    return innermost.map((element) => `${element.tagName}.${element.className}`);
  });

for (const width of [320, 390, 768, 1280, 2560]) {
  test(`Nothing overflows at ${width} px`, async (t) => {
    const page = await newPage(t, browser, { width });
    const fits = async (what) => {
      assert.deepEqual(await stickingOut(page), [], what);
      assert.equal(await overflow(page), 0, what);
    };
    await page.goto(`${sandbox.address}/t/sandbox/tasks?page_length=50`);
    await page.getByRole("table").waitFor();
    await fits("list");
    await page.getByText("More filters").click();
    await fits("more filters");
    await page.getByText("Sandbox · Entity US").first().click();
    await page.getByRole("combobox", { name: /^Theme/ }).waitFor();
    await fits("place");
    for (const task of [2771, 2770]) {
      await openTask(page, sandbox, task);
      await fits(`task ${task}`);
    }
    await page.getByText("Practice tenant.").click();
    await fits("practice tenant");
    await page.getByRole("tab", { name: "Parameters" }).click();
    await fits("parameters");
    await operator.askForRerun(page, 2770);
    await fits("dialog");
    const box = await operator.dialog(page, 2770).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width, "the dialog is inside the window");
    await operator.confirmation(page, 2770).click();
    await operator.says(page, /accepted|ended/);
    await fits("notice");
    await operator.reset(sandbox);
  });
}

test("Every button can be hit on a telephone", async (t) => {
  const page = await newPage(t, browser, { width: 390 });
  await openTask(page, sandbox, 2770);
  await operator.askForRerun(page, 2770);
  for (const name of ["Cancel", "Rerun task 2770"]) {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    assert.ok(box.height >= 24 && box.width >= 24, name);
  }
});

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const isDark = (colour) => /\d+/.exec(colour.replace(/^\w+\(/, ""))[0] < 128;

/** Opens the pill and chooses a theme. */
async function choose(page, label) {
  await page.getByText("Sandbox · Entity US").first().click();
  await page.getByRole("combobox", { name: /^Theme/ }).selectOption({ label });
}

test("The theme that was chosen stays, against the system's and after a reload", async (t) => {
  const page = await newPage(t, browser, { theme: "light" });
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
  const light = await background(page);
  assert.ok(!isDark(light), light);
  await choose(page, "Dark");
  const dark = await background(page);
  assert.ok(isDark(dark), dark);
  await page.reload();
  await page.getByRole("table").waitFor();
  assert.equal(await background(page), dark);
  const other = await newPage(t, browser, { theme: "light" });
  await openTask(other, sandbox, 2770);
  assert.equal(await background(other), dark, "in another tab, too");
  await page.emulateMedia({ colorScheme: "dark" });
  await choose(page, "Light");
  assert.equal(await background(page), light);
  await page.reload();
  await page.getByRole("table").waitFor();
  assert.equal(await background(page), light);
  await choose(page, "As the system");
  assert.equal(await background(page), dark, "the system's is dark");
  await page.reload();
  await page.getByRole("table").waitFor();
  assert.equal(await background(page), dark);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});
