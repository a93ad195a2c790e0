// Parts of the page that are fetched when they are first shown: not before, once, and with a clear
// word and a way on when they do not come.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { openTask, reruns, status, until } = operator;

const TASK = 2770;
const PARTS = /\/later-[^/]*\.wasm$/;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
beforeEach(() => operator.reset(sandbox));

/** A page of a browser that has nothing of Reprise yet, and the parts it asks for. */
async function fresh(t, options) {
  const page = await newPage(t, await openBrowser(t), options);
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (PARTS.test(pathname)) asked.push(pathname);
  });
  return { page, asked };
}

// The page of reruns is a part, and one that nothing on the list of tasks needs.
const press = (page) => page.getByRole("link", { name: "Reruns", exact: true }).click();
const part = (page) => page.getByRole("heading", { level: 1, name: "Reruns", exact: true });
const notice = (page) => page.getByRole("alert").filter({ hasText: "could not be loaded" });

async function onTheList(page) {
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByRole("table").waitFor();
}

async function isMissing(page) {
  await notice(page).waitFor();
  assert.match(await notice(page).innerText(), /^✕?\s*The list of reruns could not be loaded\./);
  assert.match(await notice(page).innerText(), /sends nothing to Zuora/);
  assert.equal(await part(page).count(), 0);
  assert.ok(await page.locator("#main").isVisible(), "the page is still there");
}

for (const path of ["/", "/t/sandbox/tasks", "/t/nowhere"]) {
  test(`the first load of ${path} fetches no part`, async (t) => {
    const { page, asked } = await fresh(t);
    await page.goto(`${sandbox.address}${path}`, { waitUntil: "networkidle" });
    await page.locator("h1").first().waitFor({ state: "attached" });
    assert.deepEqual(asked, []);
  });
}

test("a task's page is fetched while the task is read, and not again for the next task", async (t) => {
  const { page, asked } = await fresh(t);
  await openTask(page, sandbox, TASK);
  assert.equal(asked.filter((name) => /later-task_view-[0-9a-f]{16}\.wasm$/.test(name)).length, 1);
  assert.ok(!asked.some((name) => /later-reruns_view/.test(name)), `${asked}`);
  const first = asked.length;
  await page.getByLabel(/Go to a task/).fill("2771");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /./ }).filter({ hasText: /./ }).waitFor();
  await page.waitForURL(/tasks\/2771/);
  await operator.rerunButton(page).waitFor();
  assert.equal(asked.length, first);
});

test("a part is fetched when it is first shown, and not again", async (t) => {
  const { page, asked } = await fresh(t);
  await onTheList(page);
  assert.deepEqual(asked, []);
  await press(page);
  await part(page).waitFor();
  assert.ok(asked.some((name) => /^\/later-reruns_view-[0-9a-f]{16}\.wasm$/.test(name)), `${asked}`);
  const first = asked.length;
  await page.goBack();
  await page.getByRole("table").waitFor();
  await press(page);
  await part(page).waitFor();
  assert.equal(asked.length, first);
});

test("a part that the connection does not bring is named, and loaded when asked again", async (t) => {
  const { page, asked } = await fresh(t, { expected: [operator.LOST, /Failed to fetch/] });
  await onTheList(page);
  await page.route(PARTS, (route) => route.abort("connectionrefused"));
  await press(page);
  await isMissing(page);
  assert.deepEqual(await axe(page), []);
  const first = asked.length;
  await notice(page).getByRole("button", { name: "Load again" }).click();
  await until(() => asked.length > first, "a second request");
  await isMissing(page);
  await page.unroute(PARTS);
  await notice(page).getByRole("button", { name: "Load again" }).click();
  await part(page).waitFor();
  assert.equal(await notice(page).count(), 0);
});

const ANSWERS = {
  "that a new deployment took away": { status: 404, body: "Not found" },
  "in whose place the document comes": { contentType: "text/html", body: "<!doctype html>" },
  "that is cut off": { contentType: "application/wasm", body: "\0asm" },
};
for (const [title, answer] of Object.entries(ANSWERS)) {
  test(`a part ${title} is named, and nothing is sent`, async (t) => {
    // What came in its place has another hash.
    const expected = [status(404), /WebAssembly/, /integrity/, /Failed to fetch/];
    const { page } = await fresh(t, { expected });
    await onTheList(page);
    await page.route(PARTS, (route) => route.fulfill(answer));
    await press(page);
    await isMissing(page);
    assert.deepEqual(await reruns(sandbox), []);
    await page.unroute(PARTS);
    await notice(page).getByRole("button", { name: "Load again" }).click();
    await part(page).waitFor();
  });
}

test("a part that is long in coming is announced, and may be left", async (t) => {
  const { page } = await fresh(t);
  await onTheList(page);
  let release;
  const held = new Promise((go) => (release = go));
  await page.route(PARTS, async (route) => {
    await held;
    await route.continue();
  });
  await press(page);
  await page.getByRole("status").filter({ hasText: "Loading…" }).waitFor();
  await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
  await page.waitForURL(/\/tasks(\?|$)/);
  release();
  await page.waitForLoadState("networkidle");
  assert.equal(await part(page).count(), 0);
  assert.deepEqual(page.errors, []);
});
