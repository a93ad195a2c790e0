// What becomes of a decision on its way: where its requests are cut, how, and who is killed. The same
// seed draws the same.

import { chanceOf } from "../../e2e/proof/chance.mjs";

/** Where a cutter stands. */
export const PLACES = ["browser–host", "host–gateway", "gateway–Zuora"];

/** Where a line is cut, or what else it does; `hang` only where somebody gives up by himself. */
const POINTS = ["before", "inside", "behind", "late", "answer", "slow", "slow answer", "hang"];

/** Each point of each place, and who is killed where: the first cut of each decision takes its turn. */
export const CELLS = PLACES.flatMap((_, place) =>
  POINTS.filter((point) => point !== "hang" || place > 0).map((point) => ({ place, point })),
);

/** One decision in so many is of this kind. */
const [TWO_TABS, READING_CUT, GATEWAY_KILLED, BROWSER_KILLED] = [5, 10, 25, 20];

/** How many further cuts a decision has. */
const FURTHER = [0, 0, 0, 1, 1, 2];

/**
 * Draws the plan of the decision with this number. `cuts`: for each place what becomes of the reruns
 * that come by, one after the other; all later ones pass. `reading`: what becomes of the reading before.
 */
export function planOf(seed, number) {
  const chance = chanceOf(Math.imul(seed, 1_000_003) + number);
  const plan = { number, cuts: [[], [], []], kills: [], isArmed: false };
  plan.tabs = chance.between(1, TWO_TABS) === 1 ? 2 : 1;
  const lay = ({ place, point }) => plan.cuts[place].push(fate(chance, point));
  lay(CELLS[number % CELLS.length]);
  for (let more = chance.one(FURTHER); more > 0; more -= 1) lay(chance.one(CELLS));
  if (chance.between(1, READING_CUT) === 1) plan.reading = fate(chance, chance.one(["before", "answer"]));
  if (chance.between(1, GATEWAY_KILLED) === 1) killed(plan, "gateway", chance.between(1, 2), chance);
  if (chance.between(1, BROWSER_KILLED) === 1) killed(plan, "browser", chance.between(0, 2), chance);
  const flip = () => chance.between(0, 1) === 1;
  plan.orders = { again: chance.between(1, 3), anew: flip(), looksFirst: flip() };
  return plan;
}

/** One way for a request to go. */
function fate(chance, point) {
  return {
    point,
    how: chance.one(["rst", "fin"]),
    // Of what is cut inside: none of it, or all but the last byte, at the ends.
    share: chance.between(0, 100) / 100,
    wait: chance.one([0, 0, 5, 50, 200, 500, 900, 1500]),
    both: chance.between(0, 1) === 1,
  };
}

/** Somebody is killed when the first rerun of the decision comes by that place. */
function killed(plan, whom, place, chance) {
  const [first = fate(chance, "slow")] = plan.cuts[place];
  first.kills = whom;
  plan.cuts[place][0] = first;
  plan.kills.push(whom);
}
