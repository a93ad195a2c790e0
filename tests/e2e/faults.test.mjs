// Every way in which a rerun goes wrong on demand: what the page says, offers, and what really ran.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { executions, headline, notice, openTask, rerun, reruns, says, until } = operator;

const sandbox = await startSandbox(wholeFile, { pace: operator.PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const EXPECTED = [operator.LOST, operator.status(400, 403, 409, 422, 429, 500, 502)];
const table = [];
let titles = new Map();

before(async () => {
  const reply = await fetch(`${sandbox.address}/_sandbox/faults`);
  titles = new Map((await reply.json()).map((fault) => [fault.task_id, fault.title]));
});

after(() => {
  for (const line of table) console.log(line);
});

/** Decides the rerun of a sentinel and gives the page. */
async function decide(t, task) {
  const page = await newPage(t, browser, { expected: EXPECTED });
  await openTask(page, sandbox, task);
  await rerun(page, task);
  return page;
}

/** One line for whoever makes a table: what the page says and what the server counts. */
async function note(page, task, moment) {
  const [said, ran, sent] = [
    await headline(page).innerText(),
    await executions(sandbox),
    await reruns(sandbox),
  ];
  table.push(
    `${task} | ${titles.get(task)} | ${moment} | ${said} | ${ran.length} executions | ${sent.length} POST`,
  );
}

async function words(page) {
  return notice(page).innerText();
}

async function offers(page, ...names) {
  const buttons = notice(page).getByRole("button");
  const shown = async () => isDeepStrictEqual(await buttons.allInnerTexts(), names);
  await until(shown, `buttons ${names}`);
}

/** Until the page sends nothing more for this press of the button. */
async function settled(page) {
  const quiet = async () => !/by itself|^Sending/.test(await words(page));
  await until(quiet, "the page has stopped asking by itself");
}

const ASK = "Ask again, same key";
const askAgain = (page) => notice(page).getByRole("button", { name: ASK });
const UNKNOWN = (task) => `We do not know whether task ${task} ran.`;

// The task ran although no answer says so: doubt first, then the task itself is the evidence.
const RAN_UNTOLD = {
  9001: "The answer was lost.",
  9006: "The answer was 500.",
};

for (const [id, reason] of Object.entries(RAN_UNTOLD)) {
  test(`${id}: doubt until the task itself shows that it ran, and one execution`, async (t) => {
    const task = Number(id);
    const page = await decide(t, task);
    await says(page, UNKNOWN(task));
    const first = await words(page);
    assert.ok(first.includes(reason), first);
    assert.ok(!/nothing ran|try again/i.test(first), first);
    await page
      .getByRole("alert")
      .filter({ hasText: UNKNOWN(task) })
      .waitFor();
    await note(page, task, "at first");
    await says(page, `Task ${task} has run since: it ended with Success.`);
    await note(page, task, "in the end");
    await offers(page);
    assert.equal((await executions(sandbox)).length, 1);
    const keys = new Set((await reruns(sandbox)).map((each) => each.headers["idempotency-key"]));
    assert.equal(keys.size, 1);
  });
}

test("9004: a key under way is doubt, the task is the evidence, and one execution", async (t) => {
  const page = await decide(t, 9004);
  await says(page, UNKNOWN(9004));
  assert.ok((await words(page)).includes("still under way (409)"));
  await note(page, 9004, "at first");
  await says(page, "Task 9004 has run since: it ended with Success.");
  await note(page, 9004, "in the end");
  assert.equal((await executions(sandbox)).length, 1);
});

// Nothing ran, and nothing proves it: the doubt has to stay, whatever a further answer says.
const NEVER_PROVEN = {
  9002: "The answer was lost.",
  9007: "The answer was 502.",
  9008: "The answer was 200. Zuora's code: 53100061.",
  9010: "The answer was 500.",
};

for (const [id, reason] of Object.entries(NEVER_PROVEN)) {
  test(`${id}: doubt that stays, no word of trying again, and no execution`, async (t) => {
    const task = Number(id);
    const page = await decide(t, task);
    await says(page, UNKNOWN(task));
    await settled(page);
    await offers(page, "Check now", ASK);
    const key = await operator.shownKey(page);
    const first = await words(page);
    assert.ok(first.includes(reason), first);
    assert.ok(first.includes("Do not rerun it elsewhere."), first);
    await note(page, task, "at first");
    const earlier = (await reruns(sandbox)).length;
    const attempts = await page.getByText(/^Attempt \d+$/).count();
    await askAgain(page).click();
    await until(async () => (await reruns(sandbox)).length > earlier, "it is asked again");
    await says(page, UNKNOWN(task));
    await page.getByText(`Attempt ${attempts + 1}`, { exact: true }).waitFor();
    await settled(page);
    await offers(page, "Check now", ASK);
    const second = await words(page);
    for (const said of [first, second])
      assert.ok(!/try again|nothing ran|did not run/i.test(said), said);
    await note(page, task, "asked again");
    await notice(page).getByRole("button", { name: "Check now" }).click();
    await says(page, UNKNOWN(task));
    for (const each of await reruns(sandbox)) assert.equal(each.headers["idempotency-key"], key);
    assert.deepEqual(await executions(sandbox), []);
    assert.equal(await operator.rerunButton(page).getAttribute("aria-disabled"), "true");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Tasks" }).click();
    const banner = page.getByRole("complementary", { name: "Open reruns" });
    await banner.getByText(`We do not know whether task ${task} ran.`).waitFor();
  });
}

test("9003: while no answer comes the page says that it sends, and asks before it is left", async (t) => {
  const page = await decide(t, 9003);
  await says(page, "Sending the rerun of task 9003…");
  assert.ok((await words(page)).includes("Do not use another tool for this task now."));
  await offers(page);
  await until(async () => (await executions(sandbox)).length === 1, "it runs");
  await note(page, 9003, "while no answer comes");
  const asked = new Promise((done) => {
    page.once("dialog", async (question) => {
      done(question.type());
      await question.dismiss();
    });
  });
  // Nobody waits for this: the question keeps the page where it is.
  page.evaluate(() => window.location.reload()).catch(() => {});
  assert.equal(await asked, "beforeunload");
  await says(page, "Sending the rerun of task 9003…");
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
  await page.goBack();
  await says(page, "Sending the rerun of task 9003…");
  assert.equal((await executions(sandbox)).length, 1);
});

test("9005: a countdown holds the key back, then the page asks again by itself, and one execution", async (t) => {
  const page = await decide(t, 9005);
  await says(page, "Zuora asks to wait.");
  await offers(page, "Do not send it", "Try again, same key");
  const button = notice(page).getByRole("button", { name: "Try again, same key" });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await notice(page)
    .getByRole("timer")
    .filter({ hasText: /[345]\s?sec.* to wait|[345]s to wait/ })
    .waitFor();
  await button.click({ force: true });
  assert.equal((await reruns(sandbox)).length, 1, "too early, so nothing is sent");
  assert.deepEqual(await executions(sandbox), []);
  await note(page, 9005, "at first");
  await says(page, "Task 9005 ran and ended well.");
  await note(page, 9005, "asked again");
  assert.equal((await executions(sandbox)).length, 1);
  const [first, second] = (await reruns(sandbox)).map(({ headers }) => headers);
  assert.equal(first["idempotency-key"], second["idempotency-key"]);
  assert.notEqual(first["zuora-track-id"], second["zuora-track-id"]);
});

test("9005: who lets it be has nothing open, and a new decision keeps the key that never ran", async (t) => {
  const page = await decide(t, 9005);
  await says(page, "Zuora asks to wait.");
  await notice(page).getByRole("button", { name: "Do not send it" }).click();
  await says(page, "The rerun was turned away before it reached the task.");
  await offers(page);
  assert.equal(await operator.rerunButton(page).getAttribute("aria-disabled"), "false");
  await rerun(page, 9005);
  await says(page, "Task 9005 ran and ended well.");
  assert.equal((await executions(sandbox)).length, 1);
});

test("9009: a slow answer is waited for, and one execution", async (t) => {
  const page = await decide(t, 9009);
  await says(page, "Sending the rerun of task 9009…");
  await note(page, 9009, "for 8 s");
  await says(page, "Task 9009 ran and ended well.");
  await note(page, 9009, "in the end");
  assert.equal((await reruns(sandbox)).length, 1);
  assert.equal((await executions(sandbox)).length, 1);
});

const REFUSED = {
  9011: ["The workflow of this task is inactive", "It answered 400."],
  9012: ["You need the Workflow Run Access permission", "It answered 403."],
};

for (const [id, sentences] of Object.entries(REFUSED)) {
  test(`${id}: a refusal says that nothing ran and why, and no execution`, async (t) => {
    const task = Number(id);
    const page = await decide(t, task);
    await says(page, "Zuora refused the rerun.");
    const said = await words(page);
    for (const sentence of sentences) assert.ok(said.includes(sentence), said);
    await offers(page);
    await note(page, task, "at first");
    assert.deepEqual(await executions(sandbox), []);
    // Without the permission there is nothing to try again.
    const mayTry = task === 9012 ? "true" : "false";
    assert.equal(await operator.rerunButton(page).getAttribute("aria-disabled"), mayTry);
    if (task === 9012) await page.getByText("the permission Workflow Run Access is missing").waitFor();
    assert.equal(await page.getByRole("complementary", { name: "Open reruns" }).count(), 0);
  });
}

test("A doubt is seen from every page and leads back to its task", async (t) => {
  const page = await decide(t, 9010);
  await says(page, UNKNOWN(9010));
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  const banner = page.getByRole("complementary", { name: "Open reruns" });
  await banner.getByText(UNKNOWN(9010)).waitFor();
  await banner.getByRole("link", { name: "Look at it" }).click();
  await says(page, UNKNOWN(9010));
});
