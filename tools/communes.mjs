// node tools/communes.mjs DIR [--units N] [--leaves N] [--years N] [--seed N]: a data set of made-up communes and a map of
// them in DIR, `dataset.json` and `map.geojson`, always the same for the same seed. Without options 3,321 communes, 62
// leaves and five years. Names and values are invented; they test, they say nothing.
import { mkdir, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { random } from "./submissions.mjs";

export const SET = "communes-test";
const FRAMEWORK = "communes-test";
const GROUPS = 6;
const LAST_YEAR = 2025;

const code = (at) => String(10_001 + at);
const text = (vi, en) => ({ vi, en });

/** The text of `dataset.json`, one line for each column. */
export function communes({ units = 3321, leaves = 62, years = 5, seed = 405 } = {}) {
  const next = random(seed);
  const measure = (id, kind, name, max_points) => ({ id, kind, name: text(name, name), max_points, members: [] });
  const groupOf = (leaf) => leaf % GROUPS;
  const leafIds = Array.from({ length: leaves }, (_, leaf) => `node:${groupOf(leaf) + 1}.${Math.floor(leaf / GROUPS) + 1}`);
  const measures = [
    measure("index", "index", "DTI", "1000"),
    ...Array.from({ length: Math.min(GROUPS, leaves) }, (_, at) => measure(`node:${at + 1}`, "main", `Nhóm ${at + 1}`, "100")),
    ...leafIds.map((id) => measure(id, "part", `Chỉ tiêu ${id.slice(5)}`, "0")),
  ];
  const tables = [];
  for (let year = LAST_YEAR; year > LAST_YEAR - years; year--) {
    const columns = new Map(measures.map(({ id }) => [id, []]));
    for (let unit = 0; unit < units; unit++) {
      // Ten-thousandths: what is added up is exact.
      const level = 3000 + Math.floor(next() * 4000);
      const sums = Array.from({ length: GROUPS }, () => [0, 0]);
      leafIds.forEach((id, leaf) => {
        const value = Math.min(10_000, level + Math.floor((next() - 0.4) * 4000));
        columns.get(id).push(value);
        sums[groupOf(leaf)][0] += value;
        sums[groupOf(leaf)][1] += 1;
      });
      const groups = sums.filter(([, count]) => count).map(([sum, count]) => Math.round(sum / count));
      groups.forEach((value, at) => columns.get(`node:${at + 1}`).push(value));
      columns.get("index").push(Math.round(groups.reduce((sum, value) => sum + value, 0) / groups.length));
    }
    const lines = measures.map(({ id }) => {
      const values = Object.fromEntries(columns.get(id).map((value, unit) => [code(unit), (value / 10_000).toFixed(4)]));
      return JSON.stringify({ measure: id, source: "made-up", basis: "self_assessed", values, ranks: {} });
    });
    tables.push(`{"unit_set":"${SET}","framework":"${FRAMEWORK}","period":${year},"columns":[\n${lines.join(",\n")}\n],"averages":[]}`);
  }
  const unit = (at) => ({ code: code(at), name: text(`Xã Thử ${at + 1}`, `Test commune ${at + 1}`), kind: "commune", source: "made-up" });
  const lines = Array.from({ length: units }, (_, at) => JSON.stringify(unit(at)));
  const about = { title: text("Số liệu tạo ra để kiểm thử", "Made-up data for tests"), publisher: text("Thước Số", "Thước Số") };
  const frameworks = [{ id: FRAMEWORK, title: text("Bộ chỉ số tạo ra để kiểm thử", "Made-up framework"), years: [], measures }];
  const sources = { "made-up": { title: text("Không có nguồn: số tạo ra", "No source: made up"), date: `${LAST_YEAR}` } };
  return `{"format":"thuocso-dataset/1","id":"${SET}","about":${JSON.stringify(about)},
"unit_sets":[{"id":"${SET}","units":[\n${lines.join(",\n")}\n]}],
"frameworks":${JSON.stringify(frameworks)},
"tables":[\n${tables.join(",\n")}\n],
"sources":${JSON.stringify(sources)}}\n`;
}

/** A map of so many areas in rows, each with about so many points, wavy at the edges that they share. */
export function areas({ units = 3321, points = 80, west = 104, south = 12, degree = 0.1 } = {}) {
  const columns = Math.ceil(Math.sqrt(units));
  const side = Math.max(1, Math.round(points / 4));
  // A corner and a share of the way to the next one; the same line for both neighbours.
  const edge = (x, y, dx, dy, back) => {
    const line = [];
    for (let step = 0; step < side; step++) {
      const share = (back ? side - step : step) / side;
      const wave = 0.12 * Math.sin(share * 2 * Math.PI) * Math.sin(12.9898 * x + 78.233 * y + 3 * dx);
      line.push([x + dx * share + dy * wave, y + dy * share + dx * wave]);
    }
    return line.map(([x, y]) => [west + x * degree, south + y * degree].map((value) => Number(value.toFixed(6))));
  };
  const feature = (at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const ring = [...edge(x, y, 1, 0, false), ...edge(x + 1, y, 0, 1, false), ...edge(x, y + 1, 1, 0, true), ...edge(x, y, 0, 1, true)];
    const coordinates = [[...ring, ring[0]]];
    return { type: "Feature", properties: { ma_xa: code(at), ten: `Xã Thử ${at + 1}` }, geometry: { type: "Polygon", coordinates } };
  };
  const features = Array.from({ length: units }, (_, at) => JSON.stringify(feature(at)));
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const number = { type: "string" };
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { units: number, leaves: number, years: number, seed: number } });
  const [folder] = positionals;
  const wanted = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));
  if (!folder || Object.values(wanted).some((value) => !Number.isInteger(value) || value < 1)) {
    console.error("node tools/communes.mjs DIR [--units N] [--leaves N] [--years N] [--seed N]");
    process.exit(2);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/dataset.json`, communes(wanted));
  await writeFile(`${folder}/map.geojson`, areas(wanted));
}
