// The page of a run: its tasks on a time line and in a tree, followed, and stopped once.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { requests, reset, status, until } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => reset(sandbox));

/** A run of more than 200 tasks, four of which failed. */
const LARGE = 340;
/** A run that stands at Processing until it is stopped. */
const GOING_ON = 5117;

async function openRun(t, run, { place = "sandbox", query = "", route, ...options } = {}) {
  const page = await newPage(t, browser, options);
  if (route !== undefined) await route(page);
  await page.goto(`${sandbox.address}/t/${place}/runs/${run}${query}`);
  await page.getByRole("heading", { level: 1, name: `Run ${run}` }).waitFor();
  return page;
}

const state = (page) => page.locator("[data-field=status]");
const line = (page) => page.getByRole("table", { name: /Tasks of the run/ });
const rows = (page) => line(page).getByRole("rowheader");
const links = (page) => rows(page).getByRole("link");
const whole = (page) => page.getByText("Tasks read at").waitFor();
const stopButton = (page) => page.getByRole("button", { name: "Stop the run…" });
const dialog = (page) => page.getByRole("alertdialog", { name: /^Stop run/ });
const confirmation = (page, run) => page.getByRole("button", { name: `Stop run ${run}` });
const notice = (page) => page.locator("#stop-notice").getByRole("heading");
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
const puts = async () => (await requests(sandbox)).filter((each) => each.method === "PUT");

/** What the API itself lists of a run, in the order in which the tasks started. */
async function tasksOf(run) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const query = `workflow_id=${run}&instance=true&page=${page}&page_length=100`;
    const reply = await fetch(`${sandbox.address}/api/sandbox/workflows/tasks?${query}`);
    const answer = await reply.json();
    found.push(...answer.data);
    if (answer.pagination.next_page === undefined) break;
  }
  const order = (task) => [task.start_time ?? "9", task.id];
  return found.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

test("A run says what failed, although Zuora has no failed run", async (t) => {
  const page = await openRun(t, LARGE);
  assert.equal(await state(page).innerText(), "✕ Finished, 4 tasks failed".replace(" ", "\n"));
  await whole(page);
  await page.getByRole("list", { name: "Tasks by state" }).getByText("4 failed").waitFor();
  assert.match(await page.title(), /^Run 340 · Finished, 4 tasks failed · Sandbox/);
});

test("Every task of a large run is there once, in order, and is a link", async (t) => {
  const page = await openRun(t, LARGE);
  await whole(page);
  const asked = (await requests(sandbox)).filter((each) => each.path_and_query.includes("tasks?"));
  assert.ok(asked.length <= 7, `${asked.length} readings`);
  const expected = await tasksOf(LARGE);
  const shown = await links(page).evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(shown, expected.map((task) => `/t/sandbox/tasks/${task.id}`));
  assert.ok(shown.length > 200);
  const heights = await line(page).locator("tbody tr").evaluateAll((all) =>
    all.map((row) => row.getBoundingClientRect().height),
  );
  assert.ok(heights.every((height) => height >= 22 && height <= 26), `${Math.max(...heights)} px`);
});

test("Hours of waiting are pressed together, and it is said", async (t) => {
  const page = await openRun(t, LARGE);
  await whole(page);
  await line(page).getByText("3 hrs 0 mins pause").waitFor();
  await page.getByText("drawn narrower than they are").waitFor();
});

test("What failed and what followed it can be told without colour", async (t) => {
  const page = await openRun(t, LARGE);
  await whole(page);
  const failed = rows(page).filter({ hasText: "Error" });
  assert.equal(await failed.count(), 4);
  assert.equal(await rows(page).filter({ hasText: "after a failure" }).count(), 4);
  assert.ok((await failed.first().innerText()).startsWith("✕"));
});

test("From failed task to failed task by keyboard, and into one", async (t) => {
  const page = await openRun(t, LARGE);
  await whole(page);
  const next = page.getByRole("button", { name: "Next failed" });
  await next.focus();
  const failed = (await tasksOf(LARGE)).filter((task) => task.status === "Error");
  await page.keyboard.press("Enter");
  await until(() => isFocused(page.locator(`#row-${failed[0].id}`)), "the first failed task");
  await next.click();
  await until(() => isFocused(page.locator(`#row-${failed[1].id}`)), "the second failed task");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  assert.ok(await isFocused(page.locator(`#row-${failed[1].id}`)));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/tasks/${failed[1].id}`);
  await page.getByText(/^Task \d+ of 206, in the order/).waitFor();
  const after = page.getByText("Next failed:").getByRole("link");
  assert.equal(await after.getAttribute("href"), `/t/sandbox/tasks/${failed[2].id}`);
  const before = page.getByText("Previous failed:").getByRole("link");
  assert.equal(await before.getAttribute("href"), `/t/sandbox/tasks/${failed[0].id}`);
  const follower = (await tasksOf(LARGE)).find((task) => task.task_id === failed[1].id);
  await page.getByText("One task follows it:").waitFor();
  await page.locator(".in-run").getByRole("link", { name: new RegExp(`^${follower.id} `) }).waitFor();
});

test("A task that was opened by itself tells its place in the run when asked", async (t) => {
  const page = await newPage(t, browser);
  await operator.openTask(page, sandbox, 2770);
  const lists = async () => (await requests(sandbox)).filter((each) => each.path_and_query.includes("tasks?")).length;
  assert.equal(await lists(), 0);
  await page.getByRole("button", { name: "Look at the run" }).click();
  await page.getByText("Task 1 of 2, in the order in which they started").waitFor();
  assert.equal(await lists(), 1);
  await page.getByText("Zuora lists no task that follows it.").waitFor();
  assert.deepEqual(await axe(page), []);
});

test("The tree follows the parents, folds, and is walked by keyboard alone", async (t) => {
  const page = await openRun(t, LARGE, { query: "?view=tree" });
  await whole(page);
  const items = page.getByRole("tree").getByRole("treeitem");
  const all = await items.count();
  assert.ok(all > 200);
  const level = (item) => item.getAttribute("aria-level");
  const first = items.first();
  await first.focus();
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  const iterate = items.nth(2);
  assert.ok(await isFocused(iterate));
  assert.match(await iterate.innerText(), /Each overdue invoice/);
  assert.equal(await level(iterate), "3");
  await page.keyboard.press("ArrowLeft");
  await until(async () => (await items.count()) === 3, "the rows are folded away");
  assert.equal(await iterate.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowRight");
  await until(async () => (await items.count()) === all, "the rows are back");
  await page.keyboard.press("ArrowRight");
  assert.equal(await items.nth(3).getAttribute("aria-setsize"), "69");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tasks/20001");
});

test("What is chosen to be shown stays in the address", async (t) => {
  const page = await openRun(t, 476);
  await whole(page);
  await page.getByRole("tab", { name: "What follows what" }).click();
  await page.waitForURL("**/runs/476?view=tree");
  await page.reload();
  await page.getByRole("tree").waitFor();
});

test("Reading a large run can be ended, and what came stays", async (t) => {
  let held = 0;
  const route = (page) =>
    page.route("**/workflows/tasks?*page=2*", () => {
      held += 1;
    });
  const page = await openRun(t, LARGE, { route });
  await page.getByText("Reading the run's tasks: 10 of").waitFor();
  const aborted = page.waitForEvent("requestfailed");
  await page.getByRole("button", { name: "Stop reading" }).click();
  await aborted;
  await page.getByText("You ended the reading: 10 tasks were read.").waitFor();
  assert.equal(await rows(page).count(), 10);
  assert.equal(held, 1);
});

test("Whoever leaves the page ends its readings", async (t) => {
  const route = (page) => page.route("**/workflows/tasks?*page=2*", () => {});
  const page = await openRun(t, LARGE, { route });
  await page.getByText("Reading the run's tasks: 10 of").waitFor();
  const aborted = page.waitForEvent("requestfailed");
  await page.getByRole("link", { name: "Unsettled" }).click();
  assert.match((await aborted).url(), /workflow_id=340/);
});

test("A run that goes on is read again by itself, and the page follows", async (t) => {
  await operator.rerunElsewhere(sandbox, 2770);
  const page = await openRun(t, 476);
  await page.getByText(/^Finished/).waitFor();
  await page.getByRole("list", { name: "Tasks by state" }).waitFor();
  assert.equal(await rows(page).filter({ hasText: "Error" }).count(), 0);
});

test("A failed refresh keeps the page and tells its age", async (t) => {
  const page = await openRun(t, 476, { expected: [status(503)] });
  await whole(page);
  await page.route("**/workflow_runs/476", (route) => route.fulfill({ status: 503, body: "down" }));
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText(/^What is shown below was read /).waitFor();
  await page.getByRole("heading", { name: /Zuora is down/ }).waitFor();
  assert.equal(await rows(page).count(), 2);
});

test("A run that is not there says so", async (t) => {
  const page = await openRun(t, 999999, { expected: [status(404)] });
  await page.getByRole("heading", { name: "Zuora knows no run 999999 here." }).waitFor();
  await page.goto(`${sandbox.address}/t/sandbox/runs/x`);
  await page.getByText("A run's id is a whole number above zero").waitFor();
});

test("A run without tasks says so", async (t) => {
  const route = (page) =>
    page.route("**/workflows/tasks?*", (route) =>
      route.fulfill({ json: { data: [], pagination: {} } }),
    );
  const page = await openRun(t, 476, { route });
  await page.getByText("Zuora lists no task for this run.").waitFor();
  await page.getByText("Zuora counts 2 tasks in this run and lists 0").waitFor();
});

test("Stopping asks first, is one PUT without a key, and is settled by reading", async (t) => {
  const page = await openRun(t, GOING_ON);
  await stopButton(page).click();
  const asked = dialog(page);
  assert.ok(await isFocused(asked.getByRole("button", { name: "Cancel" })));
  const said = await asked.innerText();
  for (const words of [`run ${GOING_ON}`, "Sandbox · Entity US", "What is done stays done"]) {
    assert.ok(said.includes(words), `${words} in: ${said}`);
  }
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await asked.waitFor({ state: "detached" });
  assert.deepEqual(await puts(), []);
  await stopButton(page).click();
  await confirmation(page, GOING_ON).click();
  await notice(page).filter({ hasText: `Run ${GOING_ON} is stopped.` }).waitFor();
  await state(page).filter({ hasText: "Stopped" }).waitFor();
  const sent = await puts();
  assert.equal(sent.length, 1);
  assert.match(sent[0].path_and_query, /\/workflow_runs\/5117\/stop$/);
  assert.equal(sent[0].status, 200);
  assert.equal(sent[0].headers["idempotency-key"], undefined);
  assert.equal(sent[0].body_bytes, 0);
  assert.equal(await stopButton(page).getAttribute("aria-disabled"), "true");
  await page.getByText("Only a run that is Processing can be stopped; this one is Stopped.").waitFor();
});

test("In production the number of the run is typed", async (t) => {
  const page = await openRun(t, GOING_ON, { place: "production" });
  await page.getByText("Production can only be read until you arm it").waitFor();
  await operator.arm(page);
  await stopButton(page).click();
  await confirmation(page, GOING_ON).click({ force: true });
  await dialog(page).getByText("Type the run's number first.").waitFor();
  assert.deepEqual(await puts(), []);
  await dialog(page).getByLabel(/this is production/).fill(String(GOING_ON));
  await confirmation(page, GOING_ON).click();
  await notice(page).filter({ hasText: "is stopped" }).waitFor();
  assert.equal((await puts()).length, 1);
});

test("When the answer to a stop is lost, nothing is sent again and a reading tells", async (t) => {
  const page = await openRun(t, GOING_ON, { expected: [operator.LOST] });
  await page.route("**/stop", async (route) => {
    await route.fetch();
    await page.route("**/workflow_runs/5117", async (reading) => {
      await notice(page).filter({ hasText: "We do not know whether" }).waitFor();
      await reading.continue();
    });
    await route.abort();
  });
  await stopButton(page).click();
  await confirmation(page, GOING_ON).click();
  await notice(page).filter({ hasText: `Run ${GOING_ON} is stopped.` }).waitFor();
  assert.equal((await puts()).length, 1);
});

test("A stop that never arrived leaves the run going on, and may be ordered again", async (t) => {
  const page = await openRun(t, GOING_ON, { expected: [operator.LOST] });
  await page.route("**/stop", (route) => route.abort(), { times: 1 });
  await stopButton(page).click();
  await confirmation(page, GOING_ON).click();
  await notice(page).filter({ hasText: "was read since, and is Processing" }).waitFor();
  assert.deepEqual(await puts(), []);
  await stopButton(page).click();
  await confirmation(page, GOING_ON).click();
  await notice(page).filter({ hasText: "is stopped" }).waitFor();
  assert.equal((await puts()).length, 1);
});

test("A run that ended meanwhile is not stopped, and Zuora's word is quoted", async (t) => {
  const page = await openRun(t, GOING_ON, { expected: [status(400)] });
  const stop = `${sandbox.address}/api/sandbox/workflows/workflow_runs/${GOING_ON}/stop`;
  await stopButton(page).click();
  // In one go, or the page may read meanwhile that the run has ended.
  await confirmation(page, GOING_ON)
    .and(page.locator("[aria-disabled=false]"))
    .evaluate((button, stop) => fetch(stop, { method: "PUT" }).then(() => button.click()), stop);
  await notice(page).filter({ hasText: `Run ${GOING_ON} was not stopped.` }).waitFor();
  await page
    .locator("#stop-notice")
    .getByText(/Workflow run '5117' is not processing/)
    .waitFor();
});

for (const [name, run, query] of [
  ["the time line of a large run", LARGE, ""],
  ["the tree of a large run", LARGE, "?view=tree"],
  ["a run that goes on", GOING_ON, ""],
  ["a run of odd tasks", 320, ""],
]) {
  test(`axe finds nothing on ${name}, and nothing is cut off`, async (t) => {
    const page = await openRun(t, run, { query });
    await whole(page);
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}`);
        const [inner, outer] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.ok(inner <= outer, `${inner} px of ${outer}`);
      }
    }
  });
}
