// node tools/submissions.mjs COUNT DIR [--seed N]: self-assessments of so many made-up communes for dti-province-2022 (95
// leaves each) in DIR, always the same for the same seed. Names and figures are invented; they test, they say nothing.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

export const FRAMEWORK = "dti-province-2022";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function* leaves(nodes) {
  for (const node of nodes) {
    if (node.rule) yield node;
    yield* leaves(node.children ?? []);
  }
}

/** Figures that a leaf takes: a part is never above its whole. */
function figures(leaf, next) {
  const whole = (most) => 1 + Math.floor(next() * most);
  const inputs = {};
  const denominator = leaf.rule.denominator;
  for (const { name, kind, min } of leaf.inputs ?? []) {
    if (kind === "percent" || kind === "text") continue;
    if (kind === "yes_no") inputs[name] = next() < 0.7 ? "yes" : "no";
    else inputs[name] = String(name === denominator || min ? 20 + whole(80) : whole(20));
  }
  return inputs;
}

/** So many files: `{name, text}`, all leaves entered, about half of them with a document. */
export async function submissions(count, seed = 405) {
  const path = fileURLToPath(new URL(`../indicators/${FRAMEWORK}/framework.json`, import.meta.url));
  const { nodes } = JSON.parse(await readFile(path, "utf8"));
  const asked = [...leaves(nodes)];
  const next = random(seed);
  return Array.from({ length: count }, (_, at) => {
    const responses = {};
    for (const leaf of asked) {
      responses[leaf.id] = { inputs: figures(leaf, next), ...(next() < 0.5 ? { evidence: ["e1"] } : {}) };
    }
    const code = String(10_001 + at);
    const assessment = {
      format: "thuocso-assessment/1",
      framework: { id: FRAMEWORK },
      organization: { name: `Xã Thử ${at + 1}`, unit_set: "communes-test", code },
      period: "2023",
      responses,
      evidence: { e1: { number: `${at + 1}/BC-UBND`, date: "2023-12-15", title: "Báo cáo chuyển đổi số năm 2023" } },
    };
    return { name: `${code}.json`, assessment, text: JSON.stringify(assessment, null, 2) };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string", default: "405" } } });
  const [count, folder] = positionals;
  if (!/^\d+$/.test(count ?? "") || !folder) {
    console.error("node tools/submissions.mjs COUNT DIR [--seed N]");
    process.exit(2);
  }
  await mkdir(folder, { recursive: true });
  for (const { name, text } of await submissions(Number(count), Number(values.seed))) await writeFile(`${folder}/${name}`, text);
}
