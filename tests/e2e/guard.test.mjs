// Where reruns and stops may be confirmed: production for a while after it was armed, an
// environment that is read-only never.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { axe, newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { configFile, environment, executions, openTask, rerunButton, reruns } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const reason = (page) => page.locator("#rerun-reason");
const isInert = async (page) => (await rerunButton(page).getAttribute("aria-disabled")) === "true";

test("Production is read-only until it is armed, and after a reload again", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770, { place: "production" });
  assert.ok(await isInert(page));
  assert.match(await reason(page).innerText(), /can only be read until you arm it/);
  await rerunButton(page).click({ force: true });
  assert.equal(await operator.dialog(page, 2770).count(), 0);
  assert.deepEqual(await axe(page), []);
  await operator.arm(page);
  assert.ok(!(await isInert(page)));
  await page.getByText(/^Armed until /).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.reload();
  await rerunButton(page).waitFor();
  assert.ok(await isInert(page));
});

test("It is disarmed by hand, and by itself after 15 minutes; an open dialog says so", async (t) => {
  const page = await newPage(t, browser);
  await page.clock.install();
  await openTask(page, sandbox, 2770, { place: "production" });
  await operator.arm(page);
  await page.getByRole("button", { name: "Disarm" }).click();
  assert.ok(await isInert(page));
  await operator.arm(page);
  await operator.askForRerun(page, 2770);
  await operator.dialog(page, 2770).getByLabel(/Type 2770/).fill("2770");
  // Somebody is at the page all the while: it does not lock itself.
  await page.clock.fastForward("10:00");
  await page.keyboard.press("Shift");
  await page.clock.fastForward("05:01");
  await operator.dialog(page, 2770).getByText("can only be read until you arm it").waitFor();
  await operator.confirmation(page, 2770).click({ force: true });
  assert.ok(await operator.dialog(page, 2770).isVisible());
  assert.deepEqual(await reruns(sandbox), []);
});

test("What is in doubt can be looked at, and is asked again once it is armed", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.LOST, operator.status(502)] });
  await openTask(page, sandbox, 9007, { place: "production" });
  await operator.arm(page);
  await operator.askForRerun(page, 9007);
  await operator.dialog(page, 9007).getByLabel(/Type 9007/).fill("9007");
  await operator.confirmation(page, 9007).click();
  await operator.says(page, "We do not know");
  await page.getByRole("button", { name: "Disarm" }).click();
  const again = page.getByRole("button", { name: "Ask again, same key" });
  assert.equal(await again.getAttribute("aria-disabled"), "true");
  await page.getByText("Ask again, same key: Production can only be read").waitFor();
  const check = page.getByRole("button", { name: "Check now" });
  assert.equal(await check.getAttribute("aria-disabled"), "false");
  await operator.arm(page);
  assert.equal(await again.getAttribute("aria-disabled"), "false");
});

test("Where the configuration says read-only nothing can be armed or rerun", async (t) => {
  const config = configFile(t, [environment({ readOnly: true })]);
  const locked = await startSandbox(t, { config });
  const page = await newPage(t, browser);
  await openTask(page, locked, 2770);
  assert.ok(await isInert(page));
  assert.match(await reason(page).innerText(), /config\.json says so/);
  await page.getByText("Reading only", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Arm/ }).count(), 0);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await executions(locked), []);
});

test("Where another Zuora tenant has come to stand, an open rerun blocks and is left alone", async (t) => {
  const of = (tenant) => [environment({ tenant })];
  const config = configFile(t, of("na/10234"));
  const moved = await startSandbox(t, { config });
  const page = await newPage(t, browser, { expected: [operator.LOST, operator.status(502)] });
  await openTask(page, moved, 9007);
  await operator.rerun(page, 9007);
  await operator.says(page, "We do not know");
  const asked = (await reruns(moved)).length;

  writeFileSync(config, operator.configText(of("eu/77")));
  await openTask(page, moved, 9007);
  assert.ok(await isInert(page));
  assert.match(await reason(page).innerText(), /stood for another Zuora tenant/);
  const banner = page.getByRole("complementary", { name: "Open reruns" });
  await banner.getByText("We do not know whether task 9007 ran.").waitFor();
  await page.goto(`${moved.address}/t/sandbox/unsettled`);
  const again = page.getByRole("button", { name: "Ask again, same key" });
  const check = page.getByRole("button", { name: "Check now" });
  await check.waitFor();
  assert.equal(await check.getAttribute("aria-disabled"), "true");
  await check.click({ force: true });
  // Of the keys of a tenant that is gone nothing is known.
  assert.equal(await again.count(), 0);
  await page.getByText("Check now: A rerun is not settled").waitFor();
  await page.getByText("na/10234").first().waitFor();
  assert.deepEqual(await axe(page), []);
  assert.equal((await reruns(moved)).length, asked);

  writeFileSync(config, operator.configText(of("na/10234")));
  await page.reload();
  assert.equal(await check.getAttribute("aria-disabled"), "false");
  await check.click();
  assert.equal(await again.getAttribute("aria-disabled"), "false");
});
