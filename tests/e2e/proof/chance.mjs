// Chance that can be had again: the same seed draws the same numbers (mulberry32).

export function chanceOf(seed) {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    /** A whole number from `least` to `most`. */
    between: (least, most) => least + Math.floor(draw() * (most - least + 1)),
    /** One of the list. */
    one: (list) => list[Math.floor(draw() * list.length)],
  };
}
