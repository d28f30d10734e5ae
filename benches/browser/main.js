// Runs all contenders in one page, in turns, and answers the figures (see tools/bench-browser.mjs).
import { decimals, engine, exact, floats, integers } from "./contenders.js";
import { makeInput } from "./input.js";

const WARM_UP = 2;
const SAMPLES = 5;
const SAMPLE_MS = 250; // a sample repeats the whole set until it has taken this long

globalThis.bench = async function bench({ withEngine = true } = {}) {
  const input = makeInput();
  const expected = exact(input);
  const contenders = { floats, integers, "decimal.js": decimals };
  if (withEngine) {
    const module = await import(/* built by tools/bench-browser.mjs */ new URL("./engine/bench.js", location.href).href);
    await module.default();
    contenders["thuocso"] = engine(module, input);
  }

  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    for (const [name, score] of Object.entries(contenders)) {
      const ms = time(() => score(input));
      if (round >= WARM_UP) times[name].push(ms);
      await new Promise((resume) => setTimeout(resume)); // let the page breathe and collect
    }
  }

  const scores = input.numerators.length;
  return {
    communes: input.communes,
    leaves: input.leaves,
    expected: { sum: expected.reduce((sum, total) => sum + BigInt(total), 0n).toString(), digest: await digest(expected), first: expected.slice(0, 3) },
    results: Object.entries(contenders).map(([name, score]) => {
      const answered = score(input);
      const ms = median(times[name]);
      return {
        name,
        ms,
        scoresPerSecond: (scores / ms) * 1000,
        wrongTotals: expected.filter((total, commune) => total !== answered[commune]).length,
      };
    }),
  };
};

/** Milliseconds for one pass. */
function time(pass) {
  const start = performance.now();
  let passes = 0;
  let elapsed;
  do {
    pass();
    passes++;
    elapsed = performance.now() - start;
  } while (elapsed < SAMPLE_MS);
  return elapsed / passes;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function digest(totals) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(totals.join("\n")));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
