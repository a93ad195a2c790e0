// The check of the deployment: it reads and changes nothing, and says what is to be mended.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { configFile, environment, status } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const EXPECTED = [status(404)];

async function check(page, { address }) {
  await page.goto(`${address}/check`);
  await page.getByRole("button", { name: "Check again" }).waitFor();
}

/** What stands under a heading: subject and grade of each line. */
const lines = async (page, title) => {
  const card = page.locator("section.card", { has: page.getByRole("heading", { name: title }) });
  const items = await card.getByRole("listitem").all();
  return Object.fromEntries(
    await Promise.all(
      items.map(async (item) => [
        await item.getByRole("heading").innerText(),
        (await item.locator(".badge").innerText()).replace(/^\S\s+/, ""),
      ]),
    ),
  );
};

test("The practice tenant's host is as it must be; as a gateway it guards nothing", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await check(page, sandbox);
  assert.deepEqual(await lines(page, "The page's host"), {
    "Security headers": "Good",
    "Caching of the document": "Good",
    "Addresses of the page": "Good",
    "Files that are not there": "Good",
    "Kind of the program": "Good",
    "Caching of the program": "Good",
    Compression: "Good",
  });
  assert.deepEqual(await lines(page, "config.json"), { "Caching of config.json": "Good", Salt: "Weak" });
  assert.deepEqual(await lines(page, "Gateway of Sandbox"), {
    "Name of the Zuora tenant": "Good",
    Reading: "Good",
    Clock: "Good",
    "Memory of the gateway": "Mend this",
    "Idempotency-Key": "Not told",
    "Copies that the browser makes": "Mend this",
    "Requests of other pages": "Mend this",
    "Other operations": "Weak",
  });
  const browserLines = await lines(page, "This browser");
  assert.equal(browserLines.Journal, "Good");
  await page.getByText(/matters must be mended before anything is rerun/).waitFor();
});

test("Nothing but readings is asked, and nothing runs", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await check(page, sandbox);
  const asked = await operator.requests(sandbox);
  assert.deepEqual([...new Set(asked.map(({ method }) => method))], ["GET"]);
  assert.deepEqual(await operator.executions(sandbox), []);
});

test("It is done again by a button, and copied as text without a secret", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await check(page, sandbox);
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Check again" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Checking…").waitFor();
  await page.getByRole("button", { name: "Check again" }).waitFor();
  await page.context().grantPermissions(["clipboard-write"]);
  await page.getByRole("button", { name: /Copy as text/ }).click();
  await page.getByText("Copied").waitFor();
  const copied = await operator.pasted(page);
  assert.match(copied, /^The page's host\n\[Good\] Security headers: /);
  assert.match(copied, /\[Mend this\] Requests of other pages: /);
  assert.doesNotMatch(copied, /demo-salt/);
});

test("A gateway that is not there, a tenant without a name and a missing token are told", async (t) => {
  const environments = [
    environment({ api: "/nowhere", label: "Nowhere", tenant: undefined }),
    environment({ id: "pasted", label: "Pasted", auth: "token", tenant: undefined }),
  ];
  const broken = await startSandbox(t, { config: configFile(t, environments) });
  const page = await newPage(t, browser, { expected: EXPECTED });
  await check(page, broken);
  const nowhere = await lines(page, "Gateway of Nowhere");
  assert.deepEqual([nowhere.Reading, nowhere["Name of the Zuora tenant"]], ["Mend this", "Weak"]);
  assert.deepEqual(await lines(page, "Gateway of Pasted"), {
    "Name of the Zuora tenant": "Weak",
    Reading: "Not told",
  });
});

test("The way there is in the panel of the place", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await operator.openTask(page, sandbox, 2770);
  await page.locator(".pill summary").click();
  await page.getByRole("link", { name: "Check this deployment" }).click();
  await page.getByRole("heading", { level: 1, name: "Check of this deployment" }).waitFor();
});
