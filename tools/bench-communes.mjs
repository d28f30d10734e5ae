// node tools/bench-communes.mjs [--units N] [--leaves N] [--years N] [--dist DIR]: opens made-up communes (3,321 × 62 × 5) with a map of
// theirs on the dist/ that is there, and prints for each step the time until it stands, the longest task, and the memory.
// It asserts nothing.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { areas, communes } from "./communes.mjs";
import { launchChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";

const number = (preset) => ({ type: "string", default: String(preset) });
const { values } = parseArgs({ options: { units: number(3321), leaves: number(62), years: number(5), dist: { type: "string", default: fileURLToPath(new URL("../dist/", import.meta.url)) } } });
const { dist, ...numbers } = values;
const size = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)]));
const folder = await mkdtemp(`${tmpdir()}/communes-`);
await cp(dist, folder, { recursive: true });
const [data, map] = [communes(size), areas(size)];
await writeFile(`${folder}/communes.json`, data);
await writeFile(`${folder}/communes.geojson`, map);
const server = await startServer({ folder });
const browser = await launchChromium();
const own = "data=communes.json&map=communes.geojson";
try {
  const page = await browser.newPage({ serviceWorkers: "block" });
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: "longtask", buffered: false });
  });
  const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(`${size.units} units × ${size.leaves} leaves × ${size.years} years: data ${mib(data.length)}, map ${mib(map.length)}`);
  const step = async (name, act, stands) => {
    await page.evaluate(() => (globalThis.longest = 0)).catch(() => {});
    const started = performance.now();
    await act();
    await page.locator(stands).first().waitFor({ state: "attached", timeout: 180_000 });
    const time = performance.now() - started;
    await page.waitForTimeout(600); // the observer tells of a long task after it has ended
    const { longest, heap } = await page.evaluate(() => ({ longest: globalThis.longest, heap: performance.memory?.usedJSHeapSize ?? 0 }));
    console.log(`${name}: ${Math.round(time)} ms, longest task ${Math.round(longest)} ms, JavaScript heap ${mib(heap)}`);
  };
  const go = (hash) => () => page.evaluate((hash) => (location.hash = hash), hash);
  await page.goto(`${server.url}#/ranking`);
  await page.locator(".ranking-table").waitFor();
  await step("load and rank", go(`#/ranking?${own}`), "[data-own] ~ .ranking .ranking-table");
  await step("another measure", go(`#/ranking?measure=node:3.2&${own}`), "option[value='node:3.2']:checked");
  await step("another year", go(`#/ranking?year=2024&measure=node:3.2&${own}`), "option[value^='2024']:checked");
  await step("filter", () => page.locator("#ranking-search").fill("thử 33"), ".ranking-found:not(:empty)");
  await step("next part", go(`#/ranking?part=2&${own}`), ".ranking-table");
  await step("profile", go(`#/ranking/communes-test/11000?${own}`), ".ranking-profile .ranking-mains");
  await step("compare", go(`#/ranking/compare?units=11000,11001,11002&${own}`), ".ranking-sides tbody tr");
  await step("heat table", go(`#/ranking/heat?${own}`), ".heat-table tbody tr");
  await step("overview with map", go(`#/ranking/overview?${own}`), "#map a.chart-link");
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
