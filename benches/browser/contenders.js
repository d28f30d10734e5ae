// Each contender takes the input and answers the total of each commune in hundredths, as a string.
// Each is written as somebody who knows the tool would write it.
import Decimal from "decimal.js";

/** The reference: whole numbers without limit. Not timed. */
export function exact({ communes, leaves, maxPoints, numerators, denominators }) {
  return totals(communes, (commune) => {
    let total = 0n;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const i = commune * leaves + leaf;
      const [a, b, max] = [BigInt(numerators[i]), BigInt(denominators[i]), BigInt(maxPoints[leaf])];
      const hundredths = (200n * a * max + b) / (2n * b);
      total += hundredths < 100n * max ? hundredths : 100n * max;
    }
    return total.toString();
  });
}

export function floats({ communes, leaves, maxPoints, numerators, denominators }) {
  return totals(communes, (commune) => {
    let total = 0;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const i = commune * leaves + leaf;
      const points = Math.min(numerators[i] / denominators[i], 1) * maxPoints[leaf];
      total += Math.round(points * 100) / 100;
    }
    return String(Math.round(total * 100));
  });
}

/** Where the limit is: hundredths in machine integers, right as long as the numbers are small. */
export function integers({ communes, leaves, maxPoints, numerators, denominators }) {
  return totals(communes, (commune) => {
    let total = 0;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const i = commune * leaves + leaf;
      const [a, b, max] = [numerators[i], denominators[i], maxPoints[leaf]];
      total += a >= b ? 100 * max : Math.floor((200 * a * max + b) / (2 * b));
    }
    return String(total);
  });
}

/** Multiplies before it divides, so that no tie is lost to the twentieth digit. */
export function decimals({ communes, leaves, maxPoints, numerators, denominators }) {
  const maxima = Array.from(maxPoints, (points) => new Decimal(points));
  return totals(communes, (commune) => {
    let total = new Decimal(0);
    for (let leaf = 0; leaf < leaves; leaf++) {
      const i = commune * leaves + leaf;
      const [a, b, max] = [numerators[i], denominators[i], maxima[leaf]];
      total = total.plus(a >= b ? max : new Decimal(a).times(max).div(b).toDecimalPlaces(2, Decimal.ROUND_HALF_UP));
    }
    return total.times(100).toFixed(0);
  });
}

/** Our engine: `Scorer` is exported by src/bin/bench.rs. */
export function engine({ Scorer }, { maxPoints }) {
  const scorer = new Scorer(maxPoints);
  return ({ numerators, denominators }) => scorer.score(numerators, denominators);
}

function totals(communes, score) {
  return Array.from({ length: communes }, (_, commune) => score(commune));
}
