// The made-up set that every contender scores: each commune has for each leaf two whole figures,
// a and b, and the rule  min(a / b, 1) × maximum, rounded half away from zero to two decimals.
// The total of a commune is the sum of its rounded points. Same seed, same figures, on any machine.

export const COMMUNES = 3321;
export const LEAVES = 98;
const SEED = 405;

/** 1,000 points in all: 5, 10 and 15 in turn, and the rest on the last leaf. */
function maxPoints() {
  const points = Int32Array.from({ length: LEAVES }, (_, leaf) => [5, 10, 15][leaf % 3]);
  points[LEAVES - 1] += 1000 - points.reduce((sum, value) => sum + value, 0);
  return points;
}

/** A generator of whole numbers below `limit` (mulberry32). */
function randomIntegers(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) * limit) / 2 ** 32);
  };
}

/** `numerators` and `denominators` hold commune after commune, `LEAVES` figures each. */
export function makeInput(communes = COMMUNES) {
  const below = randomIntegers(SEED);
  const numerators = new Int32Array(communes * LEAVES);
  const denominators = new Int32Array(communes * LEAVES);
  for (let i = 0; i < numerators.length; i++) {
    denominators[i] = 1 + below(400);
    numerators[i] = below(Math.ceil(denominators[i] * 1.1) + 1); // one in ten is above its target
  }
  return { communes, leaves: LEAVES, maxPoints: maxPoints(), numerators, denominators };
}
