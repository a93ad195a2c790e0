// What a decision came to: by what the tenant executed, and by what the operator was told of it.

import { OVER } from "../../e2e/proof/checker.mjs";

const RAN = /ran and ended well|ran again and ended/;
const RAN_SOMEHOW = /has run since|started since/;
/** How long a task of the sandbox waits and works at the pace of this soak. */
const RUN_MS = 60;
const NOTHING_RAN = /Nothing ran\.$|written down as not run/;

/**
 * `ran`: the executions of its task. `arrivals`: its reruns at each cutter. `isOver`: the last word
 * settles it; false where the honest last word is doubt; undefined where it never came to an end.
 */
export function verdictOf(story, ran, arrivals) {
  const runs = failedRuns(story, ran, arrivals);
  const isDouble = ran.length > runs;
  const tracks = arrivals.filter(({ place }) => place === 2).map(({ track }) => track);
  const isDoubt = (end) => /do not know/.test(end);
  const isEnd = story.ends.every((end) => isDoubt(end) || OVER.test(end));
  return {
    ran,
    arrivals: arrivals.map(({ at, place, point = "passes", how, track }) => `${at} ${place} ${point} ${how ?? ""} ${track}`),
    isDouble,
    isAnew: runs > 1,
    isCopy: isDouble && new Set(tracks).size < tracks.length,
    isOver: isEnd ? !story.ends.some(isDoubt) : undefined,
    lies: [...liesOf(story, ran, arrivals)],
  };
}

/**
 * How many failed runs of the task were decided about. It is two where a second tab's order came when
 * the task had been rerun and had failed again: a decision of its own, under a key of its own, and about
 * a run of its own. It is one wherever anybody was told that nothing ran.
 */
function failedRuns({ words }, ran, arrivals) {
  if (words.some(({ headline }) => NOTHING_RAN.test(headline))) return 1;
  const isNew = (each, nth) =>
    ran.slice(0, nth).every(({ key, at }) => key !== each.key && Date.parse(at) + RUN_MS < leftAt(each, arrivals));
  return Math.max(1, ran.filter(isNew).length);
}

/** Words that are not true. Where it is in doubt any number of executions is. */
function* liesOf({ words }, ran, arrivals) {
  for (const { headline, key, at } of words) {
    // The page may draw its headline before its key; then it speaks of the task.
    const own = key === "" ? ran : ran.filter((each) => each.key === key);
    if (RAN.test(headline) && own.length !== 1) yield `“${headline}” and ${own.length} executions of ${key}`;
    if (RAN_SOMEHOW.test(headline) && ran.length === 0) yield `“${headline}” and no execution`;
    if (!NOTHING_RAN.test(headline)) continue;
    // What is sent only after that is another attempt, or another decision.
    const isLater = (each) => leftAt(each, arrivals) > at;
    for (const each of own) if (!isLater(each)) yield `“${headline}” and an execution of ${key} at ${each.at}`;
  }
}

/** When the transmission that was executed then had left the browser. */
function leftAt(execution, arrivals) {
  const at = Date.parse(execution.at);
  const executed = arrivals.filter((each) => each.place === 2 && each.at <= at + 30).at(-1);
  return arrivals.find((each) => each.place === 0 && each.track === executed?.track)?.at ?? 0;
}
