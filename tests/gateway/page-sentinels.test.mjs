// Every fault that the sandbox plays on demand, through the gateway: what its mark makes of it, and
// what the page makes of that. The gateway gives up after 2 s here, so that what takes longer is
// answered by it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as operator from "../e2e/operator.mjs";
import { wholeFile } from "../e2e/stage.mjs";
import { startChain } from "./chain.mjs";
import { assertDoubt, settle, watchedPage } from "./page.mjs";
import { printTable, until } from "./stage.mjs";

const doubt = (task) => `We do not know whether task ${task} ran.`;
const ranSince = (task) => `Task ${task} has run since: it ended with Success.`;
const ran = (task) => `Task ${task} ran and ended well.`;
const refused = () => "Zuora refused the rerun. Nothing ran.";
const wait = () => "Zuora asks to wait. Nothing ran.";

// Of the first answer: what the page says, status and mark. Then the last word, and how often the
// task ran. Where nothing proves that nothing ran, the doubt has to stay.
const SENTINELS = [
  [9001, doubt, 503, "UC", ranSince, 1],
  [9002, doubt, 503, "UC", doubt, 0],
  [9003, doubt, 504, "UT", ranSince, 1],
  [9004, doubt, 409, null, ranSince, 1],
  [9005, wait, 429, null, ran, 1],
  [9006, doubt, 500, null, ranSince, 1],
  [9007, doubt, 502, null, doubt, 0],
  [9008, doubt, 200, null, doubt, 0],
  [9009, doubt, 504, "UT", ranSince, 1],
  [9010, doubt, 500, null, doubt, 0],
  [9011, refused, 400, null, refused, 0],
  [9012, refused, 403, null, refused, 0],
];

const chain = await startChain(wholeFile);
const table = [["task", "fault", "the page says", "answer", "mark", "sends", "in the end"]];
const titles = new Map();

before(async () => {
  const reply = await fetch(`${chain.sandbox.address}/_sandbox/faults`);
  for (const { task_id, title } of await reply.json()) titles.set(task_id, title);
});

after(() => printTable(table));

const executions = (task) => operator.executions(chain.sandbox, task);

/** What the gateway logged of this task's reruns. */
const logged = (task) => chain.reruns().filter(({ path }) => path.endsWith(`/${task}/rerun`));

/** The page asks no more by itself. */
const quiet = (page) =>
  until(
    async () => !/by itself|^Sending/.test(await operator.notice(page).innerText()),
    "the page asks no more by itself",
  );

/** Checks and asks again, once each: what nothing proves stays as it is. */
async function inVain(page, task) {
  const button = (name) => operator.notice(page).getByRole("button", { name, exact: true });
  await quiet(page);
  const asked = logged(task).length;
  await button("Ask again, same key").click();
  await until(() => logged(task).length > asked, "it is asked again");
  await quiet(page);
  await button("Check now").click();
  await operator.says(page, doubt(task));
  await assertDoubt(page);
  return operator.headline(page).innerText();
}

for (const [task, says, status, mark, ends, count] of SENTINELS) {
  test(`${task}: the first word, the log, and the end`, async (t) => {
    await chain.passes();
    const page = await watchedPage(t, chain.browser);
    await operator.openTask(page, chain, task);
    await operator.rerun(page, task);
    await operator.says(page, says(task));
    await assertDoubt(page);
    const [line] = await until(() => logged(task).length > 0 && logged(task), "a line in the log");
    const stays = ends === doubt;
    const end = stays ? await inVain(page, task) : await settle(page);
    const runs = (await executions(task)).length;
    const told = [line.status, line.mark ?? "", line.sends];
    table.push([task, titles.get(task), says(task), ...told, `${end} (${runs} ran)`]);
    assert.deepEqual([line.status, line.mark, line.sends], [status, mark, 1]);
    assert.deepEqual([end, runs], [ends(task), count]);
    assert.equal(new Set(logged(task).map(({ key }) => key)).size, 1, "all attempts have one key");
    for (const { sends } of logged(task)) assert.equal(sends, 1);
    assert.deepEqual(page.violations, []);
  });
}
