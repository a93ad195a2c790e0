// A page that others rewrite: a translator, an extension. The words of a decision are put right, the
// page says that somebody has changed them, and the card does not stand still.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

/** As a translator does it: each text goes into a font element, and what comes later as well. */
function translator(translate) {
  const change = (text) => {
    if (text.data.trim() === "" || text.parentElement?.closest("font, script, style")) return;
    const font = document.createElement("font");
    font.append(document.createElement("font"));
    font.firstChild.textContent = translate ? `«${text.data}»` : text.data;
    text.replaceWith(font);
  };
  const under = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    texts.forEach(change);
  };
  under(document.body);
  window.translating = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (node.nodeType === Node.TEXT_NODE) change(node);
        else if (node.isConnected && node.nodeName !== "FONT") under(node);
      }
    }
  });
  window.translating.observe(document.body, { subtree: true, childList: true });
}

const told = (page) => page.locator("[data-foreign]");

test("The document asks not to be translated, and its fields not to be corrected or filled in", async (t) => {
  const page = await newPage(t, browser);
  await operator.openTask(page, sandbox, 2770);
  const { translate, marked, meta } = await page.evaluate(() => ({
    translate: document.documentElement.translate,
    marked: document.documentElement.classList.contains("notranslate"),
    meta: document.querySelector("meta[name=google]").content,
  }));
  assert.deepEqual([translate, marked, meta], [false, true, "notranslate"]);
  const asked = await operator.askForRerun(page, 2770);
  for (const field of await page.locator("input.field").all()) {
    const given = await field.evaluate((own) => ["autocomplete", "autocorrect", "autocapitalize", "spellcheck"].map((name) => own.getAttribute(name)));
    assert.deepEqual(given, ["off", "off", "off", "false"]);
  }
  await asked.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await told(page).count(), 0, "nobody has changed anything");
});

for (const translate of [true, false]) {
  const how = translate ? "in other words" : "in the same words";
  test(`Translated ${how}: the card goes on with the facts, and the page says so`, async (t) => {
    const page = await newPage(t, browser);
    await operator.openTask(page, sandbox, 2770);
    const asked = await operator.askForRerun(page, 2770);
    await page.evaluate(translator, translate);
    await operator.confirmation(page, 2770).click();
    await page.evaluate(translator, translate);
    await operator.notice(page).getByText("Task 2770 ran and ended well.").waitFor();
    await operator.until(async () => (await told(page).count()) > 0, "the page says that its text was changed");
    const said = await told(page).first().textContent();
    assert.match(said, /Your browser or an extension has changed the text of this page/);
    assert.equal(await page.getByText("Nothing has been sent.").count(), 0);
    assert.equal((await operator.executions(sandbox, 2770)).length, 1);
    assert.equal(await asked.count(), 0);
  });
}

test("An extension that edits the words of the dialog is told in the dialog, and the words are put right", async (t) => {
  const page = await newPage(t, browser);
  await operator.openTask(page, sandbox, 2770);
  const asked = await operator.askForRerun(page, 2770);
  const effect = asked.locator("#dialog-does span[data-own]").first();
  const before = await effect.textContent();
  await effect.evaluate((own) => (own.firstChild.data = "This does nothing at all."));
  await asked.locator("[data-foreign]").waitFor();
  assert.equal(await effect.textContent(), before);
  assert.deepEqual(await axe(page), []);
  for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await operator.overflow(page), 0);
    await screenshot(page, `foreign-${theme}-${width}`);
  }
});

test("What the page itself writes is nobody else's", async (t) => {
  const page = await newPage(t, browser);
  await operator.openTask(page, sandbox, 2770);
  await operator.rerun(page, 2770);
  await operator.says(page, "Task 2770 ran and ended well.");
  for (const name of ["Tasks", "Unsettled", "Reruns"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
    await page.waitForTimeout(300);
  }
  assert.equal(await told(page).count(), 0);
});
