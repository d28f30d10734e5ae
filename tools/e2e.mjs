// node tools/e2e.mjs [FILE...]: the journeys of tests/e2e/ in Chromium, on the dist/ that is there.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
if (!existsSync(`${root}dist/index.html`)) {
  console.error("there is no dist/ yet: ./run --build-only");
  process.exit(1);
}
const named = process.argv.slice(2);
const files = named.length
  ? named
  : readdirSync(`${root}tests/e2e`).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => `tests/e2e/${name}`);
spawn(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files], { cwd: root, stdio: "inherit" })
  .on("exit", (code) => process.exit(code ?? 1));
