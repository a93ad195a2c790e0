// The list: every filter in the address and at the server, pages, history, and the search field.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { requests, until } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const USUAL = { instance: "true", page: "1", page_length: "20" };

/** Opens a list and waits for its table, or for the word that there is none. */
async function openList(t, query = "") {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks${query}`);
  await settled(page);
  return page;
}

const table = (page) => page.getByRole("table", { name: "Tasks" });
const none = (page) => page.getByText("Zuora knows no task that fits these filters.");
const settled = (page) => table(page).or(none(page)).waitFor();
// The first link of a row is its task; the second, where there is one, its run.
const links = (page) => table(page).getByRole("rowheader").locator(":scope > a");
const form = (page) => page.getByRole("search", { name: "Filter tasks" });
const apply = (page) => form(page).getByRole("button", { name: "Apply" }).click();

const pairs = (search) => [...new URLSearchParams(search)].sort();
const wanted = (object) =>
  Object.entries(object)
    .flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
    .sort();

/** Waits until the server was asked for a list with exactly these parameters. */
async function asked(expected) {
  let seen = [];
  const found = async () => {
    const lists = (await requests(sandbox)).filter((each) =>
      /\/workflows\/tasks\?/.test(each.path_and_query),
    );
    seen = lists.map((each) => pairs(each.path_and_query.split("?")[1]));
    return seen.some((each) => JSON.stringify(each) === JSON.stringify(wanted(expected)));
  };
  await until(found, `a list with ${JSON.stringify(wanted(expected))}`, 5000).catch(() => {
    assert.fail(
      `not asked for ${JSON.stringify(wanted(expected))}, but for ${JSON.stringify(seen)}`,
    );
  });
}

const addressed = (page, expected) =>
  page.waitForURL((url) => JSON.stringify(pairs(url.search)) === JSON.stringify(wanted(expected)));

const FILTERS = [
  ["Name", "name", "Notify tax vendor"],
  ["Run", "workflow_id", "476"],
  ["Type", "action_type", "Callout"],
  ["Task id", "id", "2770"],
  ["Object", "object", "Invoice"],
  ["Object id", "object_id", "2c92a0fd6d3f5f6b016d4a1b2c3d4f00"],
  ["Call type", "call_type", "SOAP"],
];

for (const [label, name, value] of FILTERS) {
  test(`The filter ${label} goes into the address and to the server as ${name}`, async (t) => {
    const page = await openList(t);
    await form(page).getByText("More filters").click();
    await form(page)
      .getByRole("textbox", { name: label, exact: true })
      .or(form(page).getByRole("combobox", { name: label, exact: true }))
      .fill(` ${value} `);
    await apply(page);
    await addressed(page, { [name]: value });
    await asked({ ...USUAL, [name]: value });
    await settled(page);
    await until(async () => (await links(page).count()) > 0, "rows");
    await page.reload();
    await settled(page);
    const field = form(page)
      .getByRole("textbox", { name: label, exact: true })
      .or(form(page).getByRole("combobox", { name: label, exact: true }));
    assert.equal(await field.inputValue(), value, "the address fills the form in");
    await form(page).getByRole("button", { name: "Clear" }).click();
    await addressed(page, {});
  });
}

test("Tags go to the server one by one as tags[]", async (t) => {
  const page = await openList(t, "?workflow_id=476");
  await form(page).getByText("More filters").click();
  await form(page).getByRole("textbox", { name: "Tags, comma between" }).fill("tax, integration");
  await apply(page);
  await addressed(page, { workflow_id: "476", tags: "tax, integration" });
  await asked({ ...USUAL, workflow_id: "476", "tags[]": ["tax", "integration"] });
  await until(async () => (await links(page).count()) === 1, "one row");
  assert.equal(await links(page).innerText(), "Notify tax vendor");
});

test("Kind chooses tasks of runs, setup tasks, or both", async (t) => {
  const page = await openList(t, "?object=Invoice");
  for (const [label, address, server] of [
    ["Setup tasks", "false", { instance: "false" }],
    ["Both", "any", {}],
  ]) {
    await form(page).getByRole("combobox", { name: /^Kind/ }).selectOption({ label });
    await apply(page);
    await addressed(page, { object: "Invoice", instance: address });
    await asked({ page: "1", page_length: "20", object: "Invoice", ...server });
  }
});

test("Several filters at once all count", async (t) => {
  const page = await openList(t);
  await form(page).getByRole("textbox", { name: "Run" }).fill("476");
  await form(page).getByRole("combobox", { name: "Type" }).fill("If");
  await apply(page);
  await asked({ ...USUAL, workflow_id: "476", action_type: "If" });
  await until(async () => (await links(page).count()) === 1, "one row");
  assert.equal(await links(page).getAttribute("href"), "/t/sandbox/tasks/2771");
});

test("Pages lead forth and back, and so does the browser", async (t) => {
  const page = await openList(t);
  const pages = page.getByRole("navigation", { name: "Pages" });
  const rows = () => table(page).getByRole("rowheader").allInnerTexts();
  await until(async () => (await rows()).length === 20, "twenty rows");
  const first = await rows();
  assert.equal(await pages.getByText("Previous").getAttribute("aria-disabled"), "true");
  await pages.getByRole("link", { name: "Next" }).click();
  await addressed(page, { page: "2" });
  await asked({ ...USUAL, page: "2" });
  await pages.getByText("Page 2").waitFor();
  const second = await rows();
  assert.equal(new Set([...first, ...second]).size, 40, "no row on both pages");
  await links(page).first().click();
  await operator.rerunButton(page).waitFor();
  await page.goBack();
  await pages.getByText("Page 2").waitFor();
  await until(async () => JSON.stringify(await rows()) === JSON.stringify(second), "page 2 again");
  await page.goBack();
  await pages.getByText("Page 1").waitFor();
  await until(async () => JSON.stringify(await rows()) === JSON.stringify(first), "page 1 again");
  await page.goForward();
  await pages.getByText("Page 2").waitFor();
  await pages.getByRole("link", { name: "Previous" }).click();
  await addressed(page, {});
});

test("The last page leads no further", async (t) => {
  const page = await openList(t, "?workflow_id=476");
  const next = page.getByRole("navigation", { name: "Pages" }).getByText("Next");
  assert.equal(await next.getAttribute("aria-disabled"), "true");
});

test("A deep link brings filters, page and length", async (t) => {
  const page = await openList(t, "?action_type=Callout&page_length=10&page=3");
  await asked({ instance: "true", action_type: "Callout", page: "3", page_length: "10" });
  await page.getByText("Page 3").waitFor();
  assert.equal(await form(page).getByRole("combobox", { name: "Type" }).inputValue(), "Callout");
  assert.equal(
    await form(page)
      .getByRole("combobox", { name: /^A page/ })
      .inputValue(),
    "10",
  );
  await until(async () => (await links(page).count()) === 10, "ten rows");
});

test("A length of the page goes to the server", async (t) => {
  const page = await openList(t);
  await form(page)
    .getByRole("combobox", { name: /^A page/ })
    .selectOption("50");
  await apply(page);
  await addressed(page, { page_length: "50" });
  await asked({ ...USUAL, page_length: "50" });
  await until(async () => (await links(page).count()) === 50, "fifty rows");
});

const search = (page) => page.getByRole("searchbox", { name: /Go to a task by its id/ });

test("A number in the search field leads to the task", async (t) => {
  const page = await openList(t);
  await search(page).fill(" 2770 ");
  await search(page).press("Enter");
  await page.waitForURL("**/t/sandbox/tasks/2770");
  await page.getByRole("heading", { level: 1, name: "Notify tax vendor" }).waitFor();
});

test("A task may be left before the display has drawn its payload", async (t) => {
  const page = await newPage(t, browser);
  await page.addInitScript(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => setTimeout(() => soon(draw), 400);
  });
  await operator.openTask(page, sandbox, 2770);
  await search(page).fill("1302");
  await search(page).press("Enter");
  await page.waitForFunction(() => document.title.startsWith("Task 1302 "));
  await page.waitForTimeout(1_000);
  await page.getByRole("button", { name: "Rerun…" }).waitFor();
});

for (const words of ["run 476", "Run476", "  RUN   476 "]) {
  test(`“${words}” in the search field leads to the run`, async (t) => {
    const page = await openList(t);
    await search(page).fill(words);
    await search(page).press("Enter");
    await page.waitForURL("**/t/sandbox/runs/476");
    await page.getByRole("heading", { level: 1, name: "Run 476" }).waitFor();
    await page.getByRole("link", { name: "Tasks as a list" }).click();
    await addressed(page, { workflow_id: "476" });
    await asked({ ...USUAL, workflow_id: "476" });
    await page.getByText("WF-416-00000060").waitFor();
    await until(async () => (await links(page).count()) === 2, "two tasks");
  });
}

test("Any other text in the search field is said to be no id", async (t) => {
  const page = await openList(t);
  for (const wrong of ["callout", "0", "run", "27 70", "-5"]) {
    await search(page).fill(wrong);
    await search(page).press("Enter");
    await page
      .getByRole("status")
      .filter({ hasText: "An id is a whole number above zero" })
      .waitFor();
    assert.equal(await search(page).getAttribute("aria-invalid"), "true");
    assert.equal(new URL(page.url()).pathname, "/t/sandbox/tasks");
  }
});

test("Only the failed ones hides the other rows of this page and asks nothing", async (t) => {
  const page = await openList(t, "?workflow_id=476");
  await until(async () => (await links(page).count()) === 2, "two rows");
  const before = (await requests(sandbox)).length;
  await page.getByText("2 tasks on this page, 1 failed").waitFor();
  const box = page.getByRole("checkbox", { name: "Only the failed ones of this page" });
  await box.check();
  assert.deepEqual(await links(page).allInnerTexts(), ["Notify tax vendor"]);
  await box.uncheck();
  assert.equal(await links(page).count(), 2);
  assert.equal((await requests(sandbox)).length, before);
});

test("A list without tasks says so and keeps the filters", async (t) => {
  const page = await openList(t, "?name=No+task+has+this+name");
  await none(page).waitFor();
  assert.equal(await table(page).count(), 0);
  assert.equal(
    await form(page).getByRole("textbox", { name: "Name" }).inputValue(),
    "No task has this name",
  );
  await form(page).getByRole("button", { name: "Clear" }).click();
  await table(page).waitFor();
});
