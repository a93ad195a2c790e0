// Plays many decisions on two ways at once, and counts what came of them by the tenant's own log of
// executions. Nothing that the page or the module says of itself counts for anything but being true.

import * as operator from "../../e2e/operator.mjs";
import { failedTasks } from "../../e2e/proof/race.mjs";
import { decide } from "./decide.mjs";
import { openPlace } from "./place.mjs";
import { CELLS, PLACES, planOf } from "./plan.mjs";
import { verdictOf } from "./verdict.mjs";

/** Decisions that are under way at once at one face: what they wait for is not the machine. */
const LANES = { page: 5, module: 5 };
/** After the last decision of a round: for what may still be on its way. */
const QUIET_MS = 2_500;

/**
 * Plays the decisions with these numbers behind a gateway with this guard; `faces` take the next round
 * each as soon as they are free. `kept`: whether hosts keep connections, in turn.
 */
export async function play({ guard, seed, numbers, faces = ["page", "module"], kept = [false, true] }) {
  const sum = { began: Date.now(), stories: [], marks: {}, killed: { gateway: 0, browser: 0 }, passed: [] };
  const endings = [];
  try {
    await playedAt({ after: (ending) => endings.push(ending) }, { guard, seed, numbers, faces, kept }, sum);
  } finally {
    for (const ending of endings.reverse()) await ending();
  }
  return sum;
}

async function playedAt(t, { guard, seed, numbers, faces, kept }, sum) {
  const [left, count] = [[...numbers], numbers.length];
  let rounds = 0;
  await Promise.all(
    faces.map(async (face) => {
      const place = await openPlace(t, guard);
      const tasks = await failedTasks(place.sandbox);
      while (left.length > 0) {
        const own = left.splice(0, Math.min(tasks.length, Math.ceil(left.length / faces.length)));
        const isKept = kept[rounds++ % kept.length];
        await place.begin(isKept);
        const plans = own.map((number) => planOf(seed, number));
        const stories = await round(place, plans, tasks, face);
        await judge(place, stories, isKept);
        sum.stories.push(...stories);
        sum.passed.push(...place.passed);
        tell(guard, seed, count, sum, stories);
      }
      for (const { mark } of place.answers()) if (mark) sum.marks[mark] = (sum.marks[mark] ?? 0) + 1;
      for (const whom of Object.keys(sum.killed)) sum.killed[whom] += place.killed[whom];
    }),
  );
}

/** Decides about a task for each plan, in several tabs at once. */
async function round(place, plans, tasks, face) {
  const [left, stories] = [[...plans.entries()], []];
  const lane = async () => {
    for (let turn = left.shift(); turn !== undefined; turn = left.shift()) {
      stories.push(await decide(place, turn[1], tasks[turn[0]], face));
    }
  };
  await Promise.all(Array.from({ length: LANES[face] }, lane));
  return stories;
}

async function judge(place, stories, isKept) {
  await place.isWhole();
  await new Promise((done) => setTimeout(done, QUIET_MS));
  const executions = await operator.executions(place.sandbox);
  for (const story of stories) {
    const arrivals = place.passed.filter(({ what, number }) => what === "rerun" && number === story.number);
    const ran = executions.filter(({ task_id }) => task_id === story.task);
    Object.assign(story, { isKept, ...verdictOf(story, ran, arrivals) });
  }
}

function tell(guard, seed, count, { began, stories }, latest) {
  const seconds = Math.round((Date.now() - began) / 1000);
  const twice = stories.filter(({ isDouble }) => isDouble).length;
  const false_ = stories.filter(({ lies }) => lies.length > 0).length;
  console.log(`  ${guard}: ${stories.length} of ${count} decisions, ${twice} double, ${false_} with false words, ${seconds} s`);
  for (const story of latest) {
    if (guard !== "once" || (!story.isDouble && story.lies.length === 0 && story.isOver !== undefined)) continue;
    const { plan, words, ends, pressed, ran, lies, arrivals, task, face, isKept } = story;
    console.log(`  seed ${seed} decision ${plan.number}: ${JSON.stringify({ task, face, isKept, lies, ends, pressed, ran, arrivals, words })}`);
  }
}

const shares = (part, whole) => `${part} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

/** What is printed when all is done. */
export function table(guard, { began, stories, marks, killed, passed }) {
  const lines = [`The gateway's guard: ${guard}; ${Math.round((Date.now() - began) / 1000)} s`];
  const head = ["face", "connections", "decisions", "in two tabs", "ran", "double", "of copies", "decided anew", "false words", "settled", "left in doubt", "no end"];
  const rows = [head];
  const row = (name, kept, some) => {
    const count = (test) => some.filter(test).length;
    const settled = shares(count(({ isOver }) => isOver === true), some.length);
    rows.push([
      ...[name, kept, some.length, count(({ plan }) => plan.tabs === 2), count(({ ran }) => ran.length > 0)],
      ...[count(({ isDouble }) => isDouble), count(({ isCopy }) => isCopy), count(({ isAnew }) => isAnew), count(({ lies }) => lies.length > 0)],
      ...[settled, count(({ isOver }) => isOver === false), count(({ isOver }) => isOver === undefined)],
    ]);
  };
  for (const face of ["page", "module"]) {
    for (const isKept of [false, true]) {
      const some = stories.filter((story) => story.face === face && story.isKept === isKept);
      if (some.length > 0) row(face, isKept ? "kept" : "as in deploy/", some);
    }
  }
  row("all", "", stories);
  lines.push(aligned(rows));
  const cut = (place, point) => passed.filter((each) => each.place === place && each.point === point).length;
  const points = [...new Set(CELLS.map(({ point }) => point))];
  lines.push(aligned([["cuts", ...points], ...PLACES.map((name, place) => [name, ...points.map((point) => cut(place, point))])]));
  const posts = PLACES.map((_, place) => passed.filter((each) => each.place === place && each.what === "rerun"));
  const tracks = new Set(posts[0].map(({ track }) => track)).size;
  lines.push(`  POSTs at each place: ${posts.map(({ length }) => length).join(", ")}; by the browser itself repeated: ${posts[0].length - tracks}`);
  lines.push(`  cut readings before a rerun: ${passed.filter(({ what }) => what === "reading").length}; killed: ${JSON.stringify(killed)}; marks of the gateway: ${JSON.stringify(marks)}`);
  return lines.join("\n");
}

const aligned = (rows) => {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  return rows.map((row) => `  ${row.map((cell, at) => String(cell).padEnd(widths[at])).join("  ")}`.trimEnd()).join("\n");
};
