// How long the page for other weights takes: from a change of a weight to the new ranking, and to the intervals of ranks
// (1,000 draws; they begin 150 ms after the last change, which is not counted). Median of nine, printed.
//
//   node tools/bench-what-if.mjs        with the built dist/
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";

const WAIT_MS = 150;
const server = await startServer({ folder: fileURLToPath(new URL("../dist/", import.meta.url)), prefix: "/bench/" });
const browser = await launchChromium();
const page = await browser.newPage();
for (const [units, query] of [[34, "?year=2024&set=provinces-34"], [63, "?year=2022&set=provinces-63"]]) {
  await page.goto("about:blank");
  await page.goto(`${server.url}#/ranking/what-if${query}`);
  await page.locator("#what-if tbody tr").first().waitFor({ state: "attached" });
  const runs = await page.evaluate(async (wait) => {
    const field = document.querySelector(".what-if-weight input[type=number]");
    const sentence = () => document.querySelector(".ranking-what-if .ranking-named").textContent;
    const drawn = () => document.querySelector("#what-if tbody td:nth-of-type(4)").textContent !== "…";
    const turn = () => new Promise((done) => setTimeout(done));
    const runs = [];
    for (let run = 0; run < 9; run++) {
      const before = document.querySelector("#what-if tbody").textContent;
      const start = performance.now();
      field.value = String(10 + 40 * run);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      while (document.querySelector("#what-if tbody").textContent === before) await turn();
      const ranked = performance.now();
      while (!drawn()) await turn();
      runs.push([ranked - start, performance.now() - start - wait, sentence().length]);
    }
    return runs;
  }, WAIT_MS);
  const median = (at) => runs.map((run) => run[at]).sort((a, b) => a - b)[4].toFixed(0);
  console.log(`${units} units: new ranking after ${median(0)} ms, intervals of 1,000 draws after ${median(1)} ms`);
}
await browser.close();
await server.close();
