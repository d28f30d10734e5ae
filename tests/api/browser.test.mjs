// dist/npm/ in a browser, under the policy of docs/javascript.md, from the folder that a portal publishes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../tools/chromium.mjs";
import { offlineFiles } from "../../tools/offline.mjs";
import { startServer } from "../../tools/server.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const example = await readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url), "utf8");
let browser, server;

before(async () => {
  server = await startServer({ folder: dist, prefix: "/thuoc-so/" });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the same module scores in a browser as in Node", async () => {
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  // The page for frames has the policy and nothing that is drawn.
  await page.goto(`${server.url}embed.html?view=none`);
  const inBrowser = await page.evaluate(
    async ([base, assessment]) => {
      const api = await import(`${base}npm/index.js`);
      const [framework, documents] = await Promise.all(
        ["dti-province-2022/framework.json", "documents.json"].map(async (path) => (await fetch(`${base}npm/indicators/${path}`)).text()),
      );
      return [api.score(assessment, framework, documents), api.rank(["0.7", "0.6", "0.7"])];
    },
    [server.url, example],
  );
  const { score } = await import(`${dist}npm/index.js`);
  const shipped = (path) => readFile(`${dist}npm/indicators/${path}`, "utf8");
  assert.deepEqual(inBrowser, [score(example, await shipped("dti-province-2022/framework.json"), await shipped("documents.json")), [1, 3, 1]]);
  assert.deepEqual(errors, []);
  await page.close();
});

test("no visitor carries it: it is not kept for use without a network, nor in the one file", async () => {
  assert.deepEqual((await offlineFiles(dist)).filter((file) => file.includes("npm/")), []);
});
