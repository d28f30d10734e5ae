// node --test tests/api/: dist/npm/ answers as the native command does, and its types are what its answers are.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const root = fileURLToPath(new URL("../../", import.meta.url));
const api = await import(`${root}dist/npm/index.js`);
const read = (path) => readFile(`${root}${path}`, "utf8");
const documents = await read("indicators/documents.json");

for (const [name, framework] of [["assessment", "dti-province-2022"], ["mic-2024-province", "mic-2024-province"]]) {
  test(`the example ${name} scores as on the command line`, async () => {
    const path = `examples/bac-giang-2024-q1/${name}.json`;
    const native = execFileSync("cargo", ["run", "--locked", "--quiet", "--bin", "thuocso", "--", "score", path, "--json"], { cwd: root });
    const scored = api.score(await read(path), await read(`indicators/${framework}/framework.json`), documents);
    assert.equal(scored.ok, true);
    assert.deepEqual(scored.value, JSON.parse(native));
    assert.equal(typeof scored.value.points, "string");
  });
}

test("problems are answers, all at once and each with its place", async () => {
  const broken = api.check("{", documents);
  assert.equal(broken.ok, false);
  assert.ok(broken.problems.every((it) => it.code && it.severity && typeof it.place === "string" && it.message));
  const empty = api.check('{ "format": "thuocso-framework/1" }', documents);
  assert.ok(empty.problems.length > 1);
  const framework = await read("indicators/mic-2024-province/framework.json");
  const other = api.score(await read("examples/bac-giang-2024-q1/assessment.json"), framework, documents);
  assert.deepEqual(other.problems.map((it) => it.code), ["other_framework"]);
});

test("a node is explained in steps that people can read", async () => {
  const files = [await read("examples/bac-giang-2024-q1/assessment.json"), await read("indicators/dti-province-2022/framework.json"), documents];
  const scored = api.score(...files);
  const entered = Object.entries(scored.value.nodes).filter(([, it]) => it.points !== "0").map(([id]) => id);
  const whys = entered.map((id) => api.explain(...files, id, "vi"));
  assert.ok(whys.every((it) => it.ok));
  assert.ok(whys.some((it) => it.value.steps.length > 0));
  assert.ok(whys.some((it) => it.value.parts.length > 0));
  assert.equal(api.explain(...files, "none", "vi").problems[0].code, "unknown_node");
});

test("ranks share ties, and what is exported is read again", async () => {
  assert.deepEqual(api.rank(["0.6", "0.7", "0.6", null, "0.5", "x"]), [2, 1, 2, null, 4, null]);
  const text = await read("examples/bac-giang-2024-q1/assessment.json");
  const first = api.exportAssessment(text);
  assert.equal(api.exportAssessment(first.value).value, first.value);
  assert.equal(api.importAssessment(text).value.framework, "dti-province-2022");
  assert.match(api.version(), /^\d+\.\d+\.\d+$/);
});

test("the types are those of the answers, and none is `any`", async () => {
  execFileSync(`${root}node_modules/.bin/tsc`, ["--project", `${root}tests/api`], { stdio: "inherit" });
  const types = (await read("dist/npm/engine.d.ts")).split("export type InitInput")[0];
  assert.doesNotMatch(types, /\bany\b/);
});
