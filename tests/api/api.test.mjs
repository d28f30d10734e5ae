// dist/npm/ as a program uses it: it answers as the native command does, and refuses in sentences.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packed } from "../../tools/api.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const thuocso = await import(`${root}dist/npm/index.js`);
const { check, explain, exportAssessment, exportTable, importAssessment, importTable, rank, score } = thuocso;
const read = (path) => readFile(`${root}${path}`, "utf8");
const documents = await read("indicators/documents.json");
const province = await read("indicators/dti-province-2022/framework.json");
const example = await read("examples/bac-giang-2024-q1/assessment.json");

/** What `thuocso score --json` prints. */
function native(path) {
  const command = ["run", "--locked", "--quiet", "--bin", "thuocso", "--", "score", path, "--json"];
  return JSON.parse(execFileSync("cargo", command, { cwd: root, stdio: ["ignore", "pipe", "inherit"] }));
}

/** The codes of a refusal, each with its file and place. */
function refused(outcome) {
  assert.equal(outcome.ok, false);
  for (const { message, severity } of outcome.problems) {
    assert.ok(message.length > 10, message);
    assert.ok(["error", "warning"].includes(severity));
  }
  return outcome.problems.map(({ file, place, code }) => [file, place, code].filter(Boolean).join(" "));
}

const PUBLISHED = ["can-tho", "da-nang", "ho-chi-minh", "hue", "quang-ninh"].map((city) => `tests/golden/dti-2022-${city}`);

for (const [path, framework] of [
  ["examples/bac-giang-2024-q1/assessment.json", "dti-province-2022"],
  ["examples/bac-giang-2024-q1/mic-2024-province.json", "mic-2024-province"],
  ...PUBLISHED.map((folder) => [`${folder}/assessment.json`, "dti-province-2022"]),
]) {
  test(`${path} scores as on the command line`, async () => {
    const scored = score(await read(path), await read(`indicators/${framework}/framework.json`), documents);
    assert.equal(scored.ok, true);
    assert.deepEqual(scored.value, native(path));
  });
}

test("five published results of 2022 come out, and their ranks", async () => {
  const values = [];
  for (const folder of PUBLISHED) {
    const expected = JSON.parse(await read(`${folder}/expected.json`));
    const { value } = score(await read(`${folder}/assessment.json`), province, documents);
    assert.deepEqual([value.points, value.index_value], [expected.points, expected.index_value], folder);
    values.push(value.index_value);
  }
  const byHand = values.map((value) => 1 + values.filter((other) => Number(other) > Number(value)).length);
  assert.deepEqual(rank(values), byHand);
});

test("equal values share a rank, and what is no value has none", () => {
  assert.deepEqual(rank(["0.6", "0.7", "0.60", null, "0.5", "x", "0.6000000000000000000000000001"]), [3, 1, 3, null, 5, null, 2]);
  assert.deepEqual(rank([]), []);
  assert.deepEqual(rank(undefined), []);
  assert.deepEqual(rank([0.5, {}]), [null, null]);
});

test("a framework says what it is", async () => {
  const { value } = check(province, documents);
  assert.equal(value.id, "dti-province-2022");
  assert.match(value.hash, /^sha256-/);
  assert.equal(value.hash, score(example, province, documents).value.framework.hash);
  assert.ok(value.leaves > 0 && value.nodes > value.leaves);
  assert.equal(thuocso.version(), JSON.parse(await read("dist/npm/package.json")).version);
});

test("what is entered is explained, and the parts are those of the score", () => {
  const { nodes } = score(example, province, documents).value;
  const entered = Object.keys(nodes).filter((id) => nodes[id].points !== "0");
  assert.ok(entered.length > 5);
  let steps = 0;
  for (const id of entered) {
    const { value } = explain(example, province, documents, id);
    assert.equal(value.points, nodes[id].points);
    for (const part of value.parts) assert.equal(part.points, nodes[part.node].points);
    steps += value.steps.length;
  }
  assert.ok(steps > 5);
  const [vi, en] = [undefined, "en"].map((language) => explain(example, province, documents, entered.at(-1), language).value);
  assert.ok(vi.rule && en.rule && vi.rule !== en.rule);
  assert.deepEqual(refused(explain(example, province, documents, "none", "fr")), ["arguments language unknown_language"]);
  assert.deepEqual(refused(explain(example, province, documents, "none", "vi")), ["arguments node unknown_node"]);
});

test("what is exported is imported again, word by word", () => {
  const first = importAssessment(example).value;
  assert.deepEqual([first.framework, first.organization], ["dti-province-2022", JSON.parse(example).organization.name]);
  assert.equal(exportAssessment(example).value, first.text);
  assert.equal(exportAssessment(first.text).value, first.text);
  assert.deepEqual(score(first.text, province, documents), score(example, province, documents));
});

test("a score table goes out and comes in with the same points", async () => {
  const [path, id] = ["examples/bac-giang-2024-q1/mic-2024-province.json", "mic-2024-province"];
  const [assessment, framework] = [await read(path), await read(`indicators/${id}/framework.json`)];
  const table = exportTable(assessment, framework, documents).value;
  assert.match(table, /^\uFEFF"?Mã"?,/);
  const { value } = importTable(table, "Tỉnh Bắc Giang");
  const [made, before] = [score(value.assessment, value.framework, documents), score(assessment, framework, documents)];
  assert.equal(made.value.points, before.value.points);
  assert.equal(JSON.parse(value.assessment).organization.name, "Tỉnh Bắc Giang");
  assert.deepEqual(refused(importTable(table, "x", province, documents)), ["table other_framework"]);
  assert.equal(refused(importTable("one,two\n1,2\n", "x")).length, 1);
  const wrong = importTable("Mã,Chỉ tiêu,Điểm tối đa,Tự đánh giá\n1,Một,10,12\n2,Hai,abc,1\n", "x").value;
  assert.ok(wrong.doubts.length >= 2);
  assert.ok(wrong.doubts.every(({ place }) => /[A-Z]\d/.test(place)), JSON.stringify(wrong.doubts));
});

test("everything that is wrong with all files is told at once", async () => {
  const framework = JSON.stringify({ ...JSON.parse(province), total: "7", years: 3 });
  const told = refused(score('{ "format": "thuocso-assessment/1" }', framework, documents));
  assert.ok(told.filter((it) => it.startsWith("assessment")).length > 1, told.join("; "));
  assert.ok(told.some((it) => it.startsWith("framework")), told.join("; "));
  const other = await read("indicators/mic-2024-province/framework.json");
  assert.deepEqual(refused(score(example, other, documents)), ["assessment framework.id other_framework"]);
});

test("hostile input is refused in sentences, and the next call answers as before", () => {
  for (const nothing of [undefined, null, 5, {}, [], Symbol("x"), () => 0, JSON.parse(example)]) {
    assert.deepEqual(refused(score(nothing, nothing, nothing)), ["framework not_text", "documents not_text", "assessment not_text"]);
    assert.deepEqual(refused(importAssessment(nothing)), ["assessment not_text"]);
    assert.deepEqual(refused(importTable(nothing, nothing)), ["table not_text"]);
  }
  const deep = "[".repeat(100_000);
  const name = (text) => JSON.stringify({ ...JSON.parse(example), organization: { name: text } });
  for (const text of ["", "{", deep, "\uD800", "null", "1e999999999", '{"__proto__":{"ok":true},"constructor":1}', name("x".repeat(1e7))]) {
    assert.ok(refused(score(text, text, text)).length >= 1);
    assert.ok(refused(importAssessment(text)).length >= 1);
    assert.ok(refused(check(text, documents)).length >= 1);
    assert.ok(refused(importTable(text, "x")).length >= 1);
  }
  assert.equal({}.ok, undefined);
  // Text stays text.
  const script = "<script>alert(1)</script>";
  assert.equal(importAssessment(name(script)).value.organization, script);
  const typed = JSON.parse(example);
  typed.responses = { "4.1": { inputs: { a: "1e999999999", b: "-5" } } };
  const odd = score(JSON.stringify(typed), province, documents);
  assert.ok(odd.ok ? odd.value.problems.length > 0 : refused(odd).length > 0);
  assert.equal(score(example, province, documents).ok, true);
});

test("the example of docs/javascript.md runs, from the package as npm would publish it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thuocso-api-"));
  try {
    const { files, size, unpackedSize } = packed(`${root}dist/npm`);
    console.log(`the package: ${files.length} files, ${(unpackedSize / 1000).toFixed(0)} kB, packed ${(size / 1000).toFixed(0)} kB`);
    for (const file of files) await cp(`${root}dist/npm/${file}`, join(folder, "node_modules/thuocso", file));
    assert.deepEqual(files.filter((file) => /\.(br|gz)$/.test(file)), []);
    const [, code] = /```js\n([^]*?)```/.exec(await read("docs/javascript.md"));
    await writeFile(join(folder, "example.mjs"), code);
    await writeFile(join(folder, "assessment.json"), example);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["example.mjs"], { cwd: folder });
    const { points, lowest, highest, max_points, nodes } = score(example, province, documents).value;
    const parts = Object.keys(nodes).filter((id) => /^1\.\d+$/.test(id));
    assert.equal(stdout, [`${points} of ${max_points}, in the end ${lowest} to ${highest}`, ...parts.map((id) => `${id} ${nodes[id].points}`), ""].join("\n"));
    assert.equal(stderr, "");
  } finally {
    await rm(folder, { recursive: true });
  }
});
