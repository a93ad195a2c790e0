// Races between pages for one task, many on the same pages: one after the other takes another
// task, and when all are used up the sandbox begins anew.

import * as operator from "../operator.mjs";
import { clickTogether } from "./barrier.mjs";
import { oneDecision } from "./checker.mjs";
import { entries, journal } from "./journal.mjs";

const { askForRerun, rerunButton } = operator;

/** Below lie the tasks that show something odd. */
const ORDINARY = 30_000;
/** Races on the same pages, before all begins anew. */
const ROUND = 50;

/** Both know what became of it; that it went no further is looked at when all have raced. */
const DECIDED =
  /accepted|ended well|ended with|never sent|Nothing was sent from here|has run since|started since|do not know/;

/** After the last race of a round: for what may still be on its way. */
const QUIET_MS = 1_500;

/** Tasks of ordinary runs that a rerun is offered for. */
export async function failedTasks(sandbox) {
  const found = [];
  for (let page = 1; page <= 40; page += 1) {
    const query = `page=${page}&page_length=100`;
    const headers = { "Zuora-Entity-Ids": operator.ENTITY_US };
    const reply = await fetch(`${sandbox.address}/api/sandbox/workflows/tasks?${query}`, { headers });
    const { data = [] } = await reply.json();
    const fits = ({ id, instance, status }) => instance && status === "Error" && id >= ORDINARY;
    found.push(...data.filter(fits).map(({ id }) => id));
    if (data.length < 100) break;
  }
  return found;
}

/** Goes to another task within the page, as the search does. */
export async function goTo(page, task) {
  await page.getByRole("searchbox", { name: /^Go to a task/ }).fill(String(task));
  await page.getByRole("searchbox", { name: /^Go to a task/ }).press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction((task) => document.title.startsWith(`Task ${task} `), task);
  await rerunButton(page).waitFor();
}

async function race(pages, task) {
  await Promise.all(
    pages.map(async (page) => {
      await goTo(page, task);
      await askForRerun(page, task, "raced for");
    }),
  );
  await clickTogether(pages, task);
  await Promise.all(pages.map((page) => operator.says(page, DECIDED)));
}

/** What was wrong with a round: by the server's executions and by the journals. */
async function judged(sandbox, pages, raced) {
  await new Promise((done) => setTimeout(done, QUIET_MS));
  const executions = await operator.executions(sandbox);
  const journals = await Promise.all(pages.map(journal));
  const bad = journals.flatMap((each) => [...oneDecision(each)]);
  for (const task of raced) {
    const ran = executions.filter(({ task_id }) => task_id === task).length;
    if (ran !== 1) bad.push(`task ${task}: ${ran} executions`);
  }
  const sent = new Set(journals.flatMap((each) => entries(each, "sent").map(({ track }) => track)));
  return { executions: executions.length, sent: sent.size, bad };
}

/** Runs so many races; each must give one execution, and one decision in each journal. */
export async function races(sandbox, open, count, told) {
  const sum = { races: 0, executions: 0, sent: 0, bad: [] };
  let pages = [];
  while (sum.races < count) {
    for (const page of pages) await page.close();
    await operator.reset(sandbox);
    const tasks = (await failedTasks(sandbox)).slice(0, Math.min(ROUND, count - sum.races));
    pages = await open();
    for (const task of tasks) await race(pages, task);
    const round = await judged(sandbox, pages, tasks);
    sum.races += tasks.length;
    for (const name of ["executions", "sent"]) sum[name] += round[name];
    sum.bad.push(...round.bad);
    const { races, executions, sent, bad } = sum;
    console.log(
      `  ${told}: ${races} of ${count} races, ${executions} executions, ${sent} sent, ${bad.length} violations`,
    );
  }
  return sum;
}
