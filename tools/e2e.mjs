// node tools/e2e.mjs [--at nginx|apache|file] [FILE...]: the journeys of tests/e2e/ in Chromium, on the dist/ that is there,
// served by tools/server.mjs, by a web server with the configuration of docs/deployment/, or as the one file thuocso.html.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startWebServer, webServers } from "./web-servers.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { at: { type: "string", default: "" } } });
if (!["", "file", ...Object.keys(webServers)].includes(values.at)) {
  console.error(`--at is nginx, apache or file, not ${values.at}`);
  process.exit(2);
}
if (!existsSync(`${root}dist/index.html`)) {
  console.error("there is no dist/ yet: ./run --build-only");
  process.exit(1);
}
const files = positionals.length
  ? positionals
  : readdirSync(`${root}tests/e2e`).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => `tests/e2e/${name}`);

const server = values.at in webServers ? await startWebServer(values.at, `${root}dist`) : undefined;
try {
  const env = { ...process.env, THUOCSO_AT: server?.url ?? values.at };
  const tests = spawn(process.execPath, ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files], { cwd: root, stdio: "inherit", env });
  const [code] = await once(tests, "exit");
  process.exitCode = code ?? 1;
} finally {
  await server?.close();
}
