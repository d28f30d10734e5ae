// node tools/measure.mjs [--runs N]: what a visitor waits for, in Chromium under slow 4G
// (1.6 Mbit/s down, 0.75 up, 150 ms round trip) with the processor slowed down six times.
// The median of N runs (5), each with an empty cache, against the times of tools/budgets.json.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const runs = Number(options.runs);
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const budgets = JSON.parse(await readFile(new URL("./budgets.json", import.meta.url), "utf8"));

const server = await startServer({ folder: dist });
const browser = await launchChromium();
let broken = 0;
try {
  for (const [name, { address, drawn, begin, times = {}, typing }] of Object.entries(budgets)) {
    if (!address) continue;
    const loads = [];
    for (let run = 0; run < runs; run++) loads.push(await load(address, drawn, begin));
    report(name, "readable (first contentful paint), ms", median(loads.map((l) => l.readable)), times.readable_ms);
    report(name, "application ready, ms", median(loads.map((l) => l.ready)), times.ready_ms);
    if (drawn) report(name, `${drawn} is drawn, ms`, median(loads.map((l) => l.drawn)), times.drawn_ms);
    if (begin) report(name, `${begin.field} after a press at once, ms`, median(loads.map((l) => l.begun)), times.begun_ms);
    report(name, "memory after load (JavaScript and WASM), MB", median(loads.map((l) => l.memory)), times.memory_mb);
    if (typing) {
      const typed = [];
      for (let run = 0; run < runs; run++) typed.push(await typeDigits(address, typing));
      report(name, "digit to new total, 95th percentile, ms", median(typed.map((it) => it.total)), typing.total_ms);
      report(name, "digit to next frame, 95th percentile, ms", median(typed.map((it) => it.frame)), typing.frame_ms);
      report(name, "key to new total, 95th percentile, ms", median(typed.map((it) => it.key)));
      report(name, "digit to points of its leaf, 95th perc., ms", median(typed.map((it) => it.rest)));
    }
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = broken ? 1 : 0;

/**
 * A page on a slow machine and network, which notes when the application is ready, when something of it is drawn, and when
 * there is a field after somebody has pressed a button as soon as it was there.
 */
async function slowPage(drawn, begin) {
  const context = await browser.newContext({ locale: "vi-VN", serviceWorkers: "block" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1.6e6 / 8,
    uploadThroughput: 0.75e6 / 8,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.addInitScript(([drawn, begin]) => {
    const seen = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
    new MutationObserver(() => {
      if (document.documentElement.dataset.app === "ready") globalThis.readyAt ??= performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-app"] });
    if (!drawn) return;
    const watch = new MutationObserver(() => {
      if (seen(drawn)) globalThis.drawnAt ??= performance.now();
      if (begin && !globalThis.pressedAt && seen(begin.press)) {
        globalThis.pressedAt = performance.now();
        seen(begin.press).click();
      }
      if (begin && seen(begin.field)) globalThis.begunAt ??= performance.now();
      if (globalThis.drawnAt && (!begin || globalThis.begunAt)) watch.disconnect();
    });
    watch.observe(document, { subtree: true, childList: true, attributeFilter: ["hidden"] });
  }, [drawn, begin]);
  return { context, page, devtools };
}

async function load(address, drawn, begin) {
  const { context, page, devtools } = await slowPage(drawn, begin);
  await page.goto(new URL(address, server.url).href);
  await page.waitForFunction(([drawn, begin]) => globalThis.readyAt && (!drawn || globalThis.drawnAt) && (!begin || globalThis.begunAt), [drawn, begin]);
  const measured = await page.evaluate(() => ({
    readable: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    ready: globalThis.readyAt,
    drawn: globalThis.drawnAt,
    begun: globalThis.begunAt,
  }));
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await devtools.send("Runtime.getHeapUsage");
  await context.close();
  return { ...measured, memory: (usedSize + backingStorageSize) / 1e6 };
}

/**
 * Begins, types single digits into the fields in turn and takes the time until the total changes, and until what is around
 * the field does: from the `input` event, which tells a page that there is a digit, and from the key. What lies between the
 * two is the browser's work: in an empty page 7 ms in the median and 13 in the 95th percentile.
 */
async function typeDigits(address, { begin, field, output, rest, digits = 60 }) {
  const { context, page } = await slowPage(begin);
  await page.goto(new URL(address, server.url).href);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  await page.locator(begin).click();
  await page.locator(output).waitFor();
  await page.evaluate(([output, rest]) => {
    globalThis.samples = [];
    globalThis.rests = [];
    let keyAt, digitAt, restAt;
    addEventListener("keydown", (event) => (keyAt = event.timeStamp), true);
    addEventListener("input", (event) => (restAt = digitAt = event.timeStamp), true);
    new MutationObserver(() => {
      if (restAt !== undefined) globalThis.rests.push(performance.now() - restAt);
      restAt = undefined;
    }).observe(document.querySelector(rest), { subtree: true, childList: true, characterData: true, attributes: true });
    new MutationObserver(() => {
      if (digitAt === undefined) return;
      const now = performance.now();
      const sample = { total: now - digitAt, key: now - keyAt };
      const start = digitAt;
      digitAt = undefined;
      requestAnimationFrame(() => {
        sample.frame = performance.now() - start;
        globalThis.samples.push(sample);
      });
    }).observe(document.querySelector(output), { subtree: true, childList: true, characterData: true, attributes: true });
  }, [output, rest]);
  const fields = page.locator(field);
  const count = await fields.count();
  for (let i = 0; i < digits; i++) {
    const input = fields.nth(i % count);
    await input.focus();
    // A person types in a field that has been drawn with the focus on it.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.keyboard.press(String(1 + (i % 9)));
    // And looks at what becomes of it before going on.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(drawn))))));
  }
  await page.waitForFunction(() => globalThis.samples.length > 0);
  const [samples, rests] = await page.evaluate(() => [globalThis.samples, globalThis.rests]);
  await context.close();
  const slowest = (name) => percentile95(samples.map((sample) => sample[name]));
  return { total: slowest("total"), frame: slowest("frame"), key: slowest("key"), rest: percentile95(rests) };
}

function report(name, what, value, limit) {
  const over = limit && !(value <= limit.budget);
  if (over) broken++;
  const bounds = limit ? `target ${limit.target}, budget ${limit.budget}${over ? "  OVER BUDGET" : ""}` : "";
  console.log(`${name.padEnd(26)} ${what.padEnd(46)} ${value.toFixed(1).padStart(8)}   ${bounds}`);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function percentile95(values) {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
}
