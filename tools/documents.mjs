// Opens the reports of the example in LibreOffice, as offices do, and looks at what comes out.
//   node tools/documents.mjs [--keep FOLDER]
// Needs the native command (cargo build --bin thuocso), LibreOffice Writer and Poppler (tools/setup.sh test).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const keep = process.argv[2] === "--keep" ? process.argv[3] : undefined;
const folder = keep ?? mkdtempSync(join(tmpdir(), "documents-"));
mkdirSync(folder, { recursive: true });
const run = (command, ...options) => execFileSync(command, options, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

let kept = 0;
let broken = 0;
function check(what, holds, found = "") {
  if (holds) {
    kept += 1;
  } else {
    broken += 1;
    console.log(`documents: ${what} ${found}`);
  }
}

/** The text of each page. */
function pages(name, file, kind) {
  const path = join(folder, `${name}.docx`);
  run("cargo", "run", "--locked", "--quiet", "--bin", "thuocso", "--", "report", file, "--kind", kind, "--out", path);
  run("soffice", `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`, "--headless", "--convert-to", "pdf", "--outdir", folder, path);
  const pdf = join(folder, `${name}.pdf`);
  const count = Number(/^Pages:\s+(\d+)$/m.exec(run("pdfinfo", pdf))[1]);
  const sizes = [...run("pdfinfo", "-f", "1", "-l", String(count), pdf).matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/gm)];
  const texts = run("pdftotext", "-layout", pdf, "-").split("\f").slice(0, count);
  return texts.map((text, at) => ({ text, width: Number(sizes[at][1]), height: Number(sizes[at][2]) }));
}

const isA4 = ({ width, height }) => Math.abs(Math.min(width, height) - 595.3) < 1 && Math.abs(Math.max(width, height) - 841.9) < 1;
const numberAbove = ({ text }) => Number(/^\s*(\d+)\s*$/m.exec(text.split("\n").find((line) => line.trim()) ?? "")?.[1] ?? 0);
const squeezed = (text) => text.normalize("NFC").replaceAll(/\s+/g, " ");

/** Each text after the one before it. */
function inOrder(name, text, expected) {
  let from = 0;
  for (const one of expected) {
    const at = text.indexOf(one, from);
    check(`${name}: “${one}” is missing or out of order`, at >= 0);
    if (at >= 0) from = at + one.length;
  }
}

const example = "examples/bac-giang-2024-q1/assessment.json";
const report = pages("self", example, "self");
const upright = report.filter(({ width, height }) => height > width);
const wide = report.filter(({ width, height }) => width > height);
check("every page is A4", report.every(isA4));
check("the report is upright and the annex landscape", upright.length >= 2 && wide.length >= 5, `${upright.length}, ${wide.length}`);
check("upright pages come first", report.slice(0, upright.length).every(({ width, height }) => height > width));
check("the first page has no number, the others count on", upright.every((page, at) => numberAbove(page) === (at === 0 ? 0 : at + 1)), upright.map(numberAbove));
check("the pages of the annex are numbered by themselves", wide.every((page, at) => numberAbove(page) === (at === 0 ? 0 : at + 1)), wide.map(numberAbove));
inOrder("report", squeezed(upright.map(({ text }) => text).join(" ")), [
  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Kết quả tự đánh giá chỉ số chuyển đổi số quý I năm 2024",
  "I. KẾT QUẢ TỰ ĐÁNH GIÁ", "1. Kết quả chung", "không phải điểm chính thức", "2. Kết quả theo chỉ số chính", "Nhận thức số", "Tổng", "3. Kết quả theo trụ cột",
  "II. KẾT QUẢ NỔI BẬT, ĐIỂM MẠNH", "III. TỒN TẠI, HẠN CHẾ", "IV. ĐỀ XUẤT, KIẾN NGHỊ", "V. NHIỆM VỤ KỲ TỚI", "Nơi nhận:",
]);
check("the head of the annex's table is on each of its pages", wide.every(({ text }) => /Ghi chú/.test(text) && /STT/.test(text)));
inOrder("annex", squeezed(wide.map(({ text }) => text).join(" ")), ["Phụ lục", "BẢNG TỰ ĐÁNH GIÁ CHI TIẾT", "4.1", "209"]);

for (const [name, file, expected] of [
  ["sections", example, ["1. Nhận thức số", "a) Kết quả đạt được", "b) Tồn tại, hạn chế", "c) Đề xuất, kiến nghị", "d) Nhiệm vụ kỳ tới", "Nơi nhận:"]],
  ["tasks", "examples/bac-giang-2024-q1/mic-2024-province.json", ["Phần I", "1.1. Ngày Chuyển đổi số", "a) Kết quả đạt được", "Phần II", "Nơi nhận:"]],
]) {
  const found = pages(name, file, "framework");
  check(`${name}: every page is A4 and upright`, found.every((page) => isA4(page) && page.height > page.width));
  inOrder(name, squeezed(found.map(({ text }) => text).join(" ")), expected);
}

if (!keep) rmSync(folder, { recursive: true, force: true });
console.log(`documents kept: ${kept}, broken: ${broken}`);
process.exitCode = broken > 0 ? 1 : 0;
