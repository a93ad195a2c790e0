// A service worker of an earlier application controls the page: nothing is sent, and what it answers
// out of its store settles nothing.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as journal from "./journal.mjs";
import * as operator from "./operator.mjs";
import { SITE, axe, newPage, openBrowser, screenshot, startSandbox, wholeFile } from "./stage.mjs";

const WORKER = `
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && pathname.endsWith("/workflows/tasks/9001"))
    event.respondWith(new Response(JSON.stringify({ id: 9001, instance: true, status: "Success",
      start_time: "2026-11-28T10:00:00Z", end_time: "2026-11-28T10:00:05Z" }),
      { headers: { "content-type": "application/json" } }));
});
`;

const site = mkdtempSync(join(tmpdir(), "reprise-worker-"));
wholeFile.after(() => rmSync(site, { recursive: true, force: true }));
cpSync(SITE, site, { recursive: true });
writeFileSync(join(site, "former.js"), WORKER);
const sandbox = await startSandbox(wholeFile, { site, pace: operator.PACE });

/** The earlier application registers its worker and is gone. */
async function leaveWorker(page) {
  const former = `${sandbox.address}/former.html`;
  await page.route(former, (route) => route.fulfill({ contentType: "text/html", body: "<title>former</title>" }));
  await page.goto(former);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/former.js");
    await navigator.serviceWorker.ready;
  });
  await page.unroute(former);
}

const OFF = "Reruns are off: a service worker stands before this page.";

test("Under a former application's service worker nothing is rerun, and its answers settle nothing", async (t) => {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/] });
  const basis = await journal.basisOf(sandbox, 9001);
  await journal.prepare(page, sandbox, [journal.inDoubt(1, Date.now() - 5 * 60_000, basis)]);
  await leaveWorker(page);
  await page.goto(`${sandbox.address}/t/sandbox/tasks/9001`);
  await page.getByRole("alert").getByText(OFF).waitFor();
  // The worker says that it ended well; the page does not take its word.
  await page.locator("[data-field=status]").getByText("Success").first().waitFor();
  await operator.says(page, "We do not know whether task 9001 ran.");
  const ask = operator.notice(page).getByRole("button", { name: "Ask again, same key" });
  assert.equal(await ask.getAttribute("aria-disabled"), "true");
  await ask.evaluate((button) => button.click());
  await operator.notice(page).getByText(/service worker controls this page/).first().waitFor();
  assert.deepEqual(await axe(page), []);
  for (const [theme, width] of [["light", 1280], ["dark", 390]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await operator.overflow(page), 0);
    await screenshot(page, `worker-${theme}-${width}`);
  }
  await page.goto(`${sandbox.address}/t/sandbox/tasks/2770`);
  await page.locator("#rerun-reason").filter({ hasText: "service worker controls this page" }).waitFor();
  await operator.rerunButton(page).evaluate((button) => button.click());
  assert.equal(await operator.dialog(page, 2770).count(), 0);
  assert.deepEqual(await operator.reruns(sandbox), []);
});

test("A service worker that takes the page over while the dialog is open bars it", async (t) => {
  const browser = await openBrowser(t);
  const page = await newPage(t, browser, { expected: [/favicon/] });
  await operator.openTask(page, sandbox, 2770);
  const asked = await operator.askForRerun(page, 2770);
  const former = await browser.newPage();
  await leaveWorker(former);
  await asked.locator("#dialog-missing").filter({ hasText: "service worker controls this page" }).waitFor();
  await operator.confirmation(page, 2770).evaluate((button) => button.click());
  await page.waitForTimeout(500);
  assert.deepEqual(await operator.reruns(sandbox), []);
  await former.close();
});
