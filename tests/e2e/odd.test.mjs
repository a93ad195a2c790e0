// Answers that are not as they should be, and are read all the same: entries that are no tasks, bytes
// that are no UTF-8, other charsets, tasks without times.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const sandbox = await startSandbox(wholeFile);
const browser = await openBrowser(wholeFile);

const JSON_TYPE = "application/json";

/** A page on which the API answers so. */
async function answered(t, path, body, contentType = JSON_TYPE) {
  const page = await newPage(t, browser, { expected: [/favicon/] });
  await page.route(`**/api/sandbox/workflows/${path}`, (route) => route.fulfill({ body: Buffer.from(body), contentType }));
  return page;
}

async function looked(page, name) {
  assert.deepEqual(await axe(page), []);
  for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await operator.overflow(page), 0);
    await screenshot(page, `${name}-${theme}-${width}`);
  }
}

test("A list on which nothing can be read is not told as empty", async (t) => {
  const page = await answered(t, "tasks?*", '{"data":[1,{"name":"x"},null]}');
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  await page.getByText("Zuora lists 3 entries here, and none can be read as a task").waitFor();
  assert.equal(await page.getByText("Zuora knows no task").count(), 0);
  await looked(page, "list-unreadable");
});

const task = (name) => `{"id":77,"instance":true,"status":"Error","name":"${name}","error":"x"}`;
const latin = (text) => Buffer.from(text, "latin1");
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const odd = (page) => page.locator("[data-odd]");

for (const [name, body, type, shown, said] of [
  ["A byte order mark is read over", Buffer.from(`\u{feff}${task("Müller")}`), JSON_TYPE, "Müller", null],
  ["A declared charset is heeded", latin(task("Müller")), `${JSON_TYPE}; charset=ISO-8859-1`, "Müller", /written in iso-8859-1, and was read so\.$/],
  ["UTF-16 is known by its mark", Buffer.from(`\u{feff}${task("Müller")}`, "utf16le"), JSON_TYPE, "Müller", /written in utf-16le/],
  ["Bytes that are no UTF-8 are counted", latin(task("Müller, Jäger")), JSON_TYPE, "M\u{fffd}ller, J\u{fffd}ger", /^2 bytes of this answer are no UTF-8/],
  ["An unknown charset is said", Buffer.from(task("Müller")), `${JSON_TYPE}; charset=x-own`, "Müller", /x-own, which this browser does not know: it was read as UTF-8\.$/],
]) {
  test(name, async (t) => {
    const page = await answered(t, "tasks/77", body, type);
    await page.goto(`${sandbox.address}/t/sandbox/tasks/77`);
    await heading(page, shown).waitFor();
    if (said === null) assert.equal(await odd(page).count(), 0);
    else assert.match(await odd(page).innerText(), said);
  });
}

test("A failed task without times is not told as one that is still to end; Ruby's times are read", async (t) => {
  const page = await answered(t, "tasks/77", latin(task("M\u00fcller").replace('"error"', '"start_time":"2019-08-28 17:28:00 -0700","error"')));
  await page.goto(`${sandbox.address}/t/sandbox/tasks/77`);
  assert.equal(await page.locator("[data-field=end_time]").innerText(), "Zuora tells no time");
  assert.match(await page.locator("[data-field=start_time]").innerText(), /2019/);
  assert.match(await page.locator("[data-field=start_time] time").innerText(), /29 Aug|Aug 29/);
  await looked(page, "task-odd");
});
