// Every crash point of the rerun protocol that a browser can show, by its number.

import { AROUND_THE_PAGE } from "./points-world.mjs";
import { IN_THE_PAGE } from "./points-page.mjs";
import { ON_THE_LINE } from "./points-line.mjs";

const number = ({ id }) => Number(id.slice(1));

export const POINTS = [...IN_THE_PAGE, ...ON_THE_LINE, ...AROUND_THE_PAGE].sort(
  (one, other) => number(one) - number(other),
);
