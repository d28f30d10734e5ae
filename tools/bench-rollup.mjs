// node tools/bench-rollup.mjs [COUNT…]: drops so many files of 95 leaves (150 and 1,000) on #/rollup of the dist/ that is
// there, and prints the time until the table stands, the longest task and the memory. It asserts nothing.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";
import { submissions } from "./submissions.mjs";

const counts = process.argv.slice(2).map(Number);
const server = await startServer({ folder: fileURLToPath(new URL("../dist/", import.meta.url)) });
const browser = await launchChromium();
try {
  for (const count of counts.length ? counts : [150, 1000]) console.log(await measure(count));
} finally {
  await browser.close();
  await server.close();
}

async function measure(count) {
  const folder = await mkdtemp(`${tmpdir()}/rollup-`);
  try {
    const paths = [];
    for (const { name, text } of await submissions(count)) {
      paths.push(`${folder}/${name}`);
      await writeFile(paths.at(-1), text);
    }
    const page = await browser.newPage();
    await page.addInitScript(() => {
      globalThis.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
      }).observe({ type: "longtask", buffered: false });
    });
    await page.goto(`${server.url}#/rollup`);
    const field = page.locator("#rollup-files");
    await field.waitFor({ state: "attached" });
    await page.evaluate(() => {
      globalThis.longest = 0;
      document.querySelector("#rollup-files").addEventListener("change", () => (globalThis.started = performance.now()), { capture: true });
      new MutationObserver(() => {
        if (document.querySelector(".rollup-lines tbody tr")) globalThis.ended ??= performance.now();
      }).observe(document.body, { childList: true, subtree: true });
    });
    await field.setInputFiles(paths);
    await page.waitForFunction(() => globalThis.ended, null, { timeout: 120_000 });
    await page.waitForTimeout(300); // the observer tells of a long task after it has ended
    const { time, longest, heap } = await page.evaluate(() => ({
      time: globalThis.ended - globalThis.started,
      longest: globalThis.longest,
      heap: performance.memory?.usedJSHeapSize ?? 0,
    }));
    await page.close();
    const round = (value) => Math.round(value);
    return `${count} files × 95 leaves: ${round(time)} ms until the table stands, longest task ${round(longest)} ms, JavaScript heap ${round(heap / 2 ** 20)} MB`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
