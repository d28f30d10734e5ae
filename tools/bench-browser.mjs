// node tools/bench-browser.mjs [--check] [--without-engine] [--json]
// Scores 3,321 communes × 98 leaves in one Chromium: our engine, decimal.js, floats, integers.
//   --check            fail when the engine is less than 10 × decimal.js, or any of its totals is wrong
//   --without-engine   the JavaScript contenders only (builds nothing)
//   --json             the figures, for a program
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { launchChromium } from "./chromium.mjs";
import { startServer } from "./server.mjs";
import { wasmFeatures } from "./wasm-opt.mjs";

const LEAST_RATIO = 10; // × decimal.js

const { values: options } = parseArgs({
  options: { check: { type: "boolean" }, "without-engine": { type: "boolean" }, json: { type: "boolean" } },
});
const withEngine = !options["without-engine"];
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = `${root}target/browser-bench`;

await buildPage();
if (withEngine) await buildEngine();
const report = await runInChromium();
if (options.json) console.log(JSON.stringify(report, null, 2));
else print(report);
if (options.check) process.exitCode = check(report);

async function buildPage() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(`${root}benches/browser/index.html`, `${folder}/index.html`);
  await build({ entryPoints: [`${root}benches/browser/main.js`], outdir: folder, bundle: true, format: "esm", target: "es2023", logLevel: "warning" });
}

/** The engine as it is shipped: the same profile, the same optimizer with the same options. */
async function buildEngine() {
  const target = "wasm32-unknown-unknown";
  const path = `${root}.tools/bin:${root}node_modules/.bin:${process.env.PATH}`;
  const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, PATH: path } });
  run("cargo", ["build", "--locked", "--release", "--target", target, "--no-default-features", "--features", "api", "--bin", "bench"]);
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", `${folder}/engine`, `${root}target/${target}/release/bench.wasm`]);
  run("wasm-opt", ["-Oz", ...wasmFeatures, `${folder}/engine/bench_bg.wasm`, "-o", `${folder}/engine/bench_bg.wasm`]);
}

async function runInChromium() {
  const server = await startServer({ folder });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.on("console", (message) => console.error(message.text()));
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.bench);
    return { browser: `Chromium ${browser.version()}`, ...(await page.evaluate((withEngine) => bench({ withEngine }), withEngine)) };
  } finally {
    await browser.close();
    await server.close();
  }
}

function print({ browser, communes, leaves, expected, results }) {
  const decimal = results.find(({ name }) => name === "decimal.js");
  const float = results.find(({ name }) => name === "floats");
  console.log(`${browser}: ${communes} communes × ${leaves} leaves, median of 5 samples`);
  console.log(`exact sum of all totals ${expected.sum} hundredths, SHA-256 of the totals ${expected.digest.slice(0, 16)}…`);
  console.log("                ms      scores/s   × decimal.js   × floats   wrong totals");
  for (const { name, ms, scoresPerSecond, wrongTotals } of results) {
    console.log(
      [
        name.padEnd(12),
        ms.toFixed(1).padStart(8),
        Math.round(scoresPerSecond).toLocaleString("en").padStart(14),
        (decimal.ms / ms).toFixed(1).padStart(13),
        (float.ms / ms).toFixed(2).padStart(11),
        `${wrongTotals} of ${communes}`.padStart(17),
      ].join(""),
    );
  }
}

function check({ results }) {
  const decimal = results.find(({ name }) => name === "decimal.js");
  const ours = results.find(({ name }) => name === "thuocso");
  if (!ours) {
    console.error("--check needs the engine");
    return 1;
  }
  const ratio = decimal.ms / ours.ms;
  const promises = [
    [`${ratio.toFixed(1)} × decimal.js, at least ${LEAST_RATIO}`, ratio >= LEAST_RATIO],
    [`${ours.wrongTotals} wrong totals, none allowed`, ours.wrongTotals === 0],
  ];
  for (const [promise, kept] of promises) console.log(`  engine: ${promise}: ${kept ? "ok" : "BROKEN"}`);
  const broken = promises.filter(([, kept]) => !kept).length;
  console.log(`speed kept: ${promises.length - broken}, broken: ${broken}`);
  return broken ? 1 : 0;
}
