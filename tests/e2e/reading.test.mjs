// What cannot be read is said in words, with what to do about it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { configFile, environment, requests, status } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const EXPECTED = [operator.LOST, status(400, 401, 403, 404, 405, 429, 503)];

/** The trouble that the page tells of a reading. */
const trouble = (page) => page.getByRole("main").getByRole("alert");
const readAgain = (page) => trouble(page).getByRole("button", { name: "Read again" });

const SENTENCES = {
  999999: [
    "Zuora knows no task 999999 here.",
    "ObjectId: 999999",
    "Runs and their tasks are deleted after some weeks",
    "Check the number, the entity and the environment.",
  ],
  9101: [
    "Zuora does not let this user see task 9101.",
    "You need the Workflow View Access permission",
    "Check entity and organisations, then ask",
  ],
  9102: [
    "The sign-in to Zuora is missing or has expired.",
    "Authentication error",
    "Zuora answered 401.",
  ],
  9103: [
    "Zuora is down, or cannot answer about task 9103 now.",
    "An unexpected error occurred",
    "The answer was 503.",
  ],
  9104: ["A web page came instead of task 9104.", "The answer (200) is a web page with the title “Log in”"],
  9106: [
    "Zuora declined to answer about task 9106.",
    "The object is locked by another request",
    "53100050",
  ],
  9107: ["The answer about task 9107 cannot be read.", "no well-formed JSON"],
  9108: ["The answer about task 9108 cannot be read.", "the answer is about task 2771, not 9108"],
};

for (const [task, sentences] of Object.entries(SENTENCES)) {
  test(`Task ${task} is not shown: ${sentences[0]}`, async (t) => {
    const page = await newPage(t, browser, { expected: EXPECTED });
    await page.goto(`${sandbox.address}/t/sandbox/tasks/${task}`);
    await trouble(page).getByRole("heading", { name: sentences[0] }).waitFor();
    const said = await trouble(page).innerText();
    for (const sentence of sentences) assert.ok(said.includes(sentence), `${sentence} in: ${said}`);
    assert.equal(await operator.rerunButton(page).count(), 0);
    const before = (await requests(sandbox)).length;
    await readAgain(page).click();
    await operator.until(async () => (await requests(sandbox)).length > before, "it is read again");
  });
}

test("Where Zuora names the request, the page does, too", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  const reply = page.waitForResponse((each) => each.url().endsWith("/workflows/tasks/9101"));
  await page.goto(`${sandbox.address}/t/sandbox/tasks/9101`);
  const id = (await reply).headers()["zuora-request-id"];
  assert.ok(id);
  await trouble(page).getByText(`Zuora's request id: ${id}.`).waitFor();
});

test("A limit is counted down, and nothing is read before it is over", async (t) => {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await operator.openTask(page, sandbox, 9105);
  await page.getByRole("button", { name: "Read again" }).click();
  await trouble(page)
    .getByRole("heading", { name: "Zuora asks to wait: too many requests." })
    .waitFor();
  assert.equal(await readAgain(page).getAttribute("aria-disabled"), "true");
  await trouble(page).getByRole("timer").filter({ hasText: "to wait" }).waitFor();
  const before = (await requests(sandbox)).length;
  await readAgain(page).click({ force: true });
  await trouble(page).getByRole("timer").filter({ hasText: "The time is up." }).waitFor();
  assert.equal((await requests(sandbox)).length, before, "nothing was read meanwhile");
  await readAgain(page).click();
  await trouble(page).waitFor({ state: "detached" });
});

test("Without a gateway the page says why it needs one and where that is described", async (t) => {
  const config = configFile(t, [environment({ api: "/nowhere/zuora" })]);
  const lonely = await startSandbox(t, { config });
  const page = await newPage(t, browser, { expected: EXPECTED });
  await page.goto(`${lonely.address}/t/sandbox/tasks`);
  await trouble(page)
    .getByRole("heading", { name: "There is no gateway at this address." })
    .waitFor();
  const said = await trouble(page).innerText();
  for (const word of ["CORS", "docs/hosting.md", "config.json"])
    assert.ok(said.includes(word), said);
});

test("When the connection is gone the page says so, keeps what it has, and reads again later", async (t) => {
  const first = await startSandbox(t);
  const page = await newPage(t, browser, { expected: EXPECTED });
  await operator.openTask(page, first, 2770);
  await first.stop();
  await page.getByRole("button", { name: "Read again" }).click();
  await trouble(page)
    .getByRole("heading", { name: "The connection broke before an answer about task 2770 came." })
    .waitFor();
  await page.getByRole("heading", { level: 1, name: "Notify tax vendor" }).waitFor();
  await startSandbox(t, { port: Number(new URL(first.address).port) });
  await readAgain(page).click();
  await trouble(page).waitFor({ state: "detached" });
});

const NO_TASK = ["abc", "0", "-1", "99999999999999999999999"];

test("An address whose task is no number says what a number is", async (t) => {
  const page = await newPage(t, browser);
  for (const task of NO_TASK) {
    await page.goto(`${sandbox.address}/t/sandbox/tasks/${task}`);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.getByText("A task's id is a whole number above zero").waitFor();
  }
  assert.deepEqual(await requests(sandbox), []);
});

const NOWHERE = {
  "/t/elsewhere/tasks": "There is no environment “elsewhere” in config.json.",
  "/t/sandbox/tasks/2770?entity=0000": "There is no entity “0000” in this environment.",
  "/t/sandbox/tasks?orgs=101,999": "There is no organisation “999” in this environment.",
  "/t/sandbox/runs": "The address may be misspelt.",
  "/somewhere/else": "The address may be misspelt.",
};

for (const [address, sentence] of Object.entries(NOWHERE)) {
  test(`${address} leads nowhere and asks nothing of Zuora`, async (t) => {
    const page = await newPage(t, browser);
    await page.goto(`${sandbox.address}${address}`);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.getByText(sentence).waitFor();
    assert.deepEqual(await requests(sandbox), []);
    await page.getByRole("link", { name: "Go to the tasks" }).click();
    await page.getByRole("table").waitFor();
  });
}

test("The root and an environment's root lead to its tasks", async (t) => {
  const page = await newPage(t, browser);
  for (const [from, to] of [
    ["/", "/t/sandbox/tasks"],
    ["/t/production", "/t/production/tasks"],
  ]) {
    await page.goto(`${sandbox.address}${from}`);
    await page.waitForURL(`${sandbox.address}${to}`);
    await page.getByRole("table").waitFor();
  }
});
