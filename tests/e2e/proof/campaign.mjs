// Plays many histories on several places at once and counts what came of them.

import { wholeFile } from "../stage.mjs";
import { chanceOf } from "./chance.mjs";
import { openPlace } from "./place.mjs";
import { POINTS } from "./points.mjs";
import { Story } from "./story.mjs";
import { NeverCame } from "./wire.mjs";

const PLACES = 3;
/** Longer than any history: what is not over by then never will be, and its browser is given up. */
const LONGEST_MS = 180_000;
/** Progress is told after so many histories. */
const TOLD_EVERY = 10;

/** One turn: which point, and from which seed. */
export function turns(count, from) {
  return Array.from({ length: count }, (_, place) => ({
    point: POINTS[place % POINTS.length],
    seed: from + place,
  }));
}

/** Plays all turns; gives a line a point: histories, executions, kill cycles, violations. */
export async function play(all, places = PLACES) {
  const lines = new Map(POINTS.map((point) => [point.id, blank(point)]));
  const [left, began] = [[...all], Date.now()];
  let done = 0;
  const work = async () => {
    let place = await openPlace(wholeFile);
    try {
      for (let turn = left.shift(); turn !== undefined; turn = left.shift()) {
        const story = await history(place, turn);
        // What did not come to its point proves nothing; it is played once more, and then counts.
        const again = story.isVoid && turn.isSecond !== true;
        if (again) left.unshift({ ...turn, isSecond: true });
        else add(lines.get(turn.point.id), story, turn);
        // Whatever broke it may have left the browser in pieces.
        if (story.isLost) {
          place.giveUp();
          place = await openPlace(wholeFile);
        }
        if (again) continue;
        done += 1;
        if (done % TOLD_EVERY === 0 || done === all.length) tell(done, all.length, began, lines);
      }
    } finally {
      await place.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(places, all.length) }, work));
  return [...lines.values()].filter(({ histories }) => histories > 0);
}

async function history(place, { point, seed }) {
  const chance = chanceOf(seed);
  const story = new Story(place, chance);
  place.wire.chance = chance;
  const over = lived(story, point).then(() => true);
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, LONGEST_MS, false)));
  const hangs = !(await Promise.race([over, late]));
  clearTimeout(timer);
  if (hangs) story.violations.push(`it hangs: ${story.doing}`);
  story.isLost ||= hangs;
  return story;
}

async function lived(story, point) {
  try {
    story.doing = "begin";
    await story.place.begin();
    await point.play(noting(story));
    story.doing = "judge";
    await story.judge();
  } catch (error) {
    story.isLost = true;
    story.isVoid = error instanceof NeverCame;
    const shown = await story.said().catch(() => "nothing");
    const where = error.stack.split("\n").slice(0, 3).join(" ");
    story.violations.push(`it broke: ${where}; the page says “${shown}”`);
  }
  story.doing = `tidy, after ${story.doing}`;
  await story.tidy();
}

/** The story, which notes what it was asked for last: where it stands if it never ends. */
function noting(story) {
  const get = (target, name) => {
    const own = target[name];
    if (typeof own !== "function") return own;
    return (...given) => {
      target.doing = `${name} ${given.filter((each) => typeof each === "string")}`;
      return own.apply(target, given);
    };
  };
  return new Proxy(story, { get, set: (target, name, value) => Reflect.set(target, name, value) });
}

const blank = ({ id, title }) => ({
  id,
  title,
  histories: 0,
  executions: 0,
  kills: 0,
  violations: [],
});

function add(line, { executions = [], kills, violations }, { point, seed }) {
  line.histories += 1;
  line.executions += executions.length;
  line.kills += kills;
  for (const each of violations) {
    line.violations.push(each);
    console.log(`  REPRISE_POINT=${point.id}:${seed}  ${each}`);
  }
}

function tell(done, all, began, lines) {
  const seconds = Math.round((Date.now() - began) / 1000);
  const bad = [...lines.values()].reduce((sum, { violations }) => sum + violations.length, 0);
  console.log(`  ${done} of ${all} histories, ${bad} violations, ${seconds} s`);
}

/** The table that is printed when all is done. */
export function table(lines) {
  const head = ["point", "histories", "executions", "kills", "violations", ""];
  const row = ({ id, histories, executions, kills, violations, title }) => [
    id, histories, executions, kills, violations.length, title,
  ];
  const sum = (name) => lines.reduce((total, line) => total + (line[name].length ?? line[name]), 0);
  const total = ["all", ...["histories", "executions", "kills", "violations"].map(sum), ""];
  const rows = [head, ...lines.map(row), total];
  return rows.map((cells) => cells.map((cell) => String(cell).padStart(10)).slice(0, 5).join(" ") + `  ${cells[5]}`).join("\n");
}
