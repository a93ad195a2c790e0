// A rerun from the decision to its end: what is sent, and what the page says of it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as operator from "./operator.mjs";
import { newPage, openBrowser, startSandbox, wholeFile } from "./stage.mjs";

const { ENTITY_US, ENTITY_DE, UUID, PACE, configFile, environment } = operator;
const { confirmation, executions, headline, notice, openTask, requests, rerun, reruns, says } =
  operator;

const sandbox = await startSandbox(wholeFile, { pace: PACE });
const browser = await openBrowser(wholeFile);
beforeEach(() => operator.reset(sandbox));

const lamp = (page, name) => notice(page).getByRole("listitem").filter({ hasText: name });
const isLit = (page, name) => lamp(page, name).filter({ hasNotText: "not yet" }).waitFor();

test("A rerun is sent once, under the key that the dialog, the page and the execution show", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await operator.askForRerun(page, 2770, "tax vendor is up again");
  const promised = await operator.promisedKey(page, 2770);
  assert.match(promised, UUID);
  assert.deepEqual(await reruns(sandbox), [], "nothing is sent before the confirmation");
  await confirmation(page, 2770).click();
  await says(page, "Task 2770 ran and ended well.");
  const [execution, ...further] = await executions(sandbox);
  assert.deepEqual(further, []);
  const [sent, ...again] = await reruns(sandbox);
  assert.deepEqual(again, []);
  assert.equal(sent.path_and_query, "/api/sandbox/workflows/tasks/2770/rerun");
  assert.equal(sent.headers["idempotency-key"], promised);
  assert.equal(await operator.shownKey(page), promised);
  assert.equal(execution.key, promised);
  assert.equal(execution.task_id, 2770);
  assert.match(sent.headers["zuora-track-id"], /^[\x21-\x7e]{8,64}$/);
  assert.equal(sent.headers["x-reprise-reason"], "tax%20vendor%20is%20up%20again", "for the gateway, which the sandbox is here");
  await page.getByText(sent.headers["zuora-track-id"]).waitFor();
  await page.getByText("tax vendor is up again").waitFor();
});

test("The request carries tenant, key and track id, and neither body nor credential", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerun(page, 2770);
  await says(page, /accepted|ended well/);
  const [{ headers, body_bytes }] = await reruns(sandbox);
  assert.equal(body_bytes, 0);
  assert.equal(headers["zuora-entity-ids"], ENTITY_US);
  for (const name of [
    "content-encoding",
    "content-type",
    "authorization",
    "cookie",
    "referer",
    "zuora-org-ids",
  ]) {
    assert.equal(headers[name], undefined, name);
  }
});

test("The task is read afresh right before anything is sent", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await operator.askForRerun(page, 2770);
  const before = (await requests(sandbox)).length;
  await confirmation(page, 2770).click();
  await says(page, "ended well");
  const since = (await requests(sandbox))
    .slice(before)
    .filter((each) => /tasks\/2770/.test(each.path_and_query));
  assert.deepEqual(
    since.slice(0, 2).map(({ method, path_and_query }) => `${method} ${path_and_query}`),
    ["GET /api/sandbox/workflows/tasks/2770", "POST /api/sandbox/workflows/tasks/2770/rerun"],
  );
});

test("The page follows the task through each status to its end", async (t) => {
  const slow = await startSandbox(t, { pace: 1.2 });
  const page = await newPage(t, browser);
  await openTask(page, slow, 2770);
  const seen = [];
  await page.exposeFunction("seen", (word) => void (seen.at(-1) === word || seen.push(word)));
  await page.evaluate(() => {
    const read = () =>
      window.seen(document.querySelector("[data-field=status]").textContent.slice(1));
    new MutationObserver(read).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    read();
  });
  await rerun(page, 2770);
  await says(page, "Zuora accepted the rerun of task 2770.");
  await isLit(page, "accepted");
  await lamp(page, "finished").filter({ hasText: "not yet" }).waitFor();
  await says(page, "Task 2770 ran and ended well.");
  await isLit(page, "started");
  await isLit(page, "finished");
  assert.deepEqual(seen, ["Error", "Queued", "Processing", "Success"]);
  assert.match(await page.title(), /^Task 2770 Notify tax vendor · Success/);
  const state = JSON.parse(await operator.rawTask(slow, 2770));
  assert.equal(state.status, "Success");
});

test("After the end the page reads the task no more", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerun(page, 2770);
  await says(page, "ended well");
  // Its run goes on, and is read on for its line.
  const ofTask = ({ path_and_query }) => path_and_query.endsWith("/tasks/2770");
  const count = async () => (await requests(sandbox)).filter(ofTask).length;
  // The last reading may still be under way; then time is the subject: the next one would come
  // within two seconds.
  let before;
  const rests = async () => {
    before = await count();
    await page.waitForTimeout(500);
    return (await count()) === before;
  };
  await operator.until(rests, "the last reading is over");
  await page.waitForTimeout(2500);
  assert.equal(await count(), before);
});

test("A task that fails again says so, and a further rerun is a new decision", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 30381);
  await rerun(page, 30381);
  await says(page, "Task 30381 ran again and ended with Error.");
  await lamp(page, "finished").filter({ hasNotText: "not yet" }).waitFor();
  const first = await operator.shownKey(page);
  await operator.askForRerun(page, 30381, "second thoughts");
  assert.notEqual(await operator.promisedKey(page, 30381), first);
  await operator.dialog(page, 30381).getByText(/^It was rerun (now|.*ago): “the cause is mended”/).waitFor();
  await confirmation(page, 30381).click();
  await operator.until(
    async () => (await executions(sandbox, 30381)).length === 2,
    "two executions",
  );
  await says(page, "Task 30381 ran again and ended with Error.");
  const keys = (await executions(sandbox, 30381)).map((each) => each.key);
  assert.equal(new Set(keys).size, 2);
});

test("A rerun after a refusal uses a new key", async (t) => {
  const page = await newPage(t, browser, { expected: [operator.status(400)] });
  await openTask(page, sandbox, 9011);
  const keys = [];
  for (const round of [1, 2]) {
    await operator.askForRerun(page, 9011, `round ${round}`);
    keys.push(await operator.promisedKey(page, 9011));
    await confirmation(page, 9011).click();
    await operator.until(async () => (await reruns(sandbox)).length === round, "the rerun arrives");
    await says(page, "Zuora refused the rerun.");
  }
  const sent = (await reruns(sandbox)).map((each) => each.headers["idempotency-key"]);
  assert.deepEqual(sent, keys);
  assert.notEqual(keys[0], keys[1]);
  assert.deepEqual(await executions(sandbox), []);
});

test("Who goes elsewhere meanwhile finds the rerun finished on coming back", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerun(page, 2770);
  await says(page, "accepted");
  await page.getByRole("link", { name: "Tasks", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
  await page
    .getByRole("link", { name: "Notify tax vendor" })
    .or(page.getByText("tasks on this page"))
    .first()
    .waitFor();
  // Said to a screen reader although the task is not on screen.
  await page.getByRole("status").filter({ hasText: "Task 2770 ran and ended well." }).waitFor();
  await page.goBack();
  await says(page, "Task 2770 ran and ended well.");
  assert.equal((await executions(sandbox)).length, 1);
});

test("Entity and organisations that are chosen go with every request", async (t) => {
  const page = await newPage(t, browser);
  await page.goto(`${sandbox.address}/t/sandbox/tasks`);
  const pill = page.getByText("Sandbox · Entity US").first();
  await pill.click();
  await page.getByRole("combobox", { name: /^Entity/ }).selectOption({ label: "Entity DE" });
  await page.waitForURL(/entity=/);
  await page.getByRole("checkbox", { name: "102" }).check();
  await page.waitForURL(/orgs=102/);
  await page.getByText("Sandbox · Entity DE · Org 102").first().click();
  const task = 2770;
  await page.getByRole("searchbox", { name: /^Go to a task/ }).fill(String(task));
  await page.getByRole("searchbox", { name: /^Go to a task/ }).press("Enter");
  await operator.rerunButton(page).waitFor();
  assert.match(page.url(), /entity=.*orgs=102/);
  await page.getByRole("heading", { level: 1, name: "Steuerdienst benachrichtigen" }).waitFor();
  const before = (await requests(sandbox)).length;
  await operator.askForRerun(page, task);
  await operator.dialog(page, task).getByText("Sandbox · Entity DE · Org 102").waitFor();
  await confirmation(page, task).click();
  await says(page, /accepted|ended/);
  const since = (await requests(sandbox)).slice(before);
  assert.ok(since.length >= 2);
  for (const { headers } of since) {
    assert.equal(headers["zuora-entity-ids"], ENTITY_DE);
    assert.equal(headers["zuora-org-ids"], "102");
  }
  const [execution] = await executions(sandbox, task);
  assert.equal(execution.entity, ENTITY_DE);
});

test("An environment without entities sends no entity", async (t) => {
  const config = configFile(t, [environment()]);
  const plain = await startSandbox(t, { config, pace: PACE });
  const page = await newPage(t, browser);
  await openTask(page, plain, 2770);
  await rerun(page, 2770);
  await says(page, "ended well");
  assert.ok(
    (await requests(plain)).every(({ headers }) => headers["zuora-entity-ids"] === undefined),
  );
  assert.equal((await executions(plain)).length, 1);
});

test("The headline is what is announced", async (t) => {
  const page = await newPage(t, browser);
  await openTask(page, sandbox, 2770);
  await rerun(page, 2770);
  await says(page, "ended well");
  const said = await headline(page).innerText();
  await page.getByRole("status").filter({ hasText: said }).waitFor();
});
