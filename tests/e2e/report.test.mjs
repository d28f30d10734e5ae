// The report: what the organization writes itself, the document on the page, on paper, and for word processors.
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const PRINTED = fileURLToPath(new URL("./screenshots/report.pdf", import.meta.url));

async function openReport(page, open, framework, lang = "") {
  await open(`./${lang}#/frameworks/${framework}`);
  await page.locator(".framework-actions button").nth(1).click();
  await page.waitForURL(/#\/assess/);
  await page.goto(new URL("#/report", page.url()).href);
  await page.locator(".paper").waitFor();
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: { width: 320, height: 640 } })) {
  journey(
    `the report is drafted and can be filled in, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/frameworks/dti-province-2022");
      await page.locator(".framework-actions button").nth(1).click();
      await page.waitForURL(/#\/assess/);
      await page.goto(new URL("#/results", page.url()).href);
      await page.getByRole("link", { name: "Lập báo cáo" }).click();
      await page.getByRole("heading", { level: 1, name: "Lập báo cáo" }).waitFor();
      const paper = page.locator(".paper");
      assert.match(await paper.innerText(), /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM[^]*BÁO CÁO[^]*IV\. ĐỀ XUẤT, KIẾN NGHỊ[^]*Phụ lục/);
      assert.match(await paper.innerText(), /không phải điểm chính thức/);
      await page.getByLabel("Cơ quan ban hành").fill("Sở Thông tin và Truyền thông");
      await page.getByLabel("Địa danh").fill("Bắc Giang");
      await page.getByLabel("Ngày ban hành").fill("2024-03-25");
      await page.getByLabel("Họ và tên người ký").fill("Nguyễn Văn A");
      await page.getByLabel("Họ và tên người ký").press("Tab");
      await page.getByText("Nội dung được soạn sẵn").click();
      await page.getByLabel("Đề xuất, kiến nghị").fill("Đề nghị:\n- <b>một</b>\n- hai");
      await page.getByLabel("Đề xuất, kiến nghị").press("Tab");
      await page.locator(".paper li", { hasText: "<b>một</b>" }).waitFor();
      assert.match(await paper.innerText(), /SỞ THÔNG TIN VÀ TRUYỀN THÔNG/);
      assert.match(await paper.innerText(), /Bắc Giang, ngày 25 tháng 3 năm 2024/);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await accessible();
      await screenshot(`report-${device}`);
      // It is kept with the assessment.
      await page.reload();
      await page.locator(".paper li", { hasText: "hai" }).waitFor();
      assert.equal(await page.getByLabel("Cơ quan ban hành").inputValue(), "Sở Thông tin và Truyền thông");
    },
    { viewport },
  );
}

journey("the report prints on A4, upright and then landscape, with page numbers and whole rows", async ({ page, open }) => {
  await openReport(page, open, "dti-province-2022");
  await page.pdf({ path: PRINTED, preferCSSPageSize: true });
  const info = execFileSync("pdfinfo", ["-f", "1", "-l", "99", PRINTED], { encoding: "utf8" });
  const sizes = [...info.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(([, width, height]) => [Number(width), Number(height)]);
  const wide = sizes.filter(([width, height]) => width > height);
  assert.ok(sizes.length - wide.length >= 3 && wide.length >= 5, `${sizes.length} pages, ${wide.length} landscape`);
  for (const size of sizes) {
    const [short, long] = size.toSorted((left, right) => left - right);
    assert.ok(Math.abs(short - 595) < 2 && Math.abs(long - 842) < 2, `${size}`);
  }
  const texts = execFileSync("pdftotext", ["-layout", PRINTED, "-"], { encoding: "utf8" }).split("\f").slice(0, sizes.length);
  const first = (text) => text.split("\n").find((line) => line.trim())?.trim();
  assert.doesNotMatch(first(texts[0]), /^\d+$/, "no number on the first page");
  assert.equal(first(texts[1]), "2");
  assert.ok(texts.filter((text) => /STT/.test(text) && /Chênh/.test(text)).length >= wide.length, "the head of the table is on each page of the annex");
  for (const text of texts) assert.doesNotMatch(text, /Tải DOCX|Trang chủ|English/, "only the document is printed");
});

journey("the report is saved for word processors", async ({ page, open }) => {
  await openReport(page, open, "dti-province-2022");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải DOCX" }).click()]);
  assert.match(download.suggestedFilename(), /^dti-province-2022_tinh-bac-giang_2024-q1_\d{4}-\d\d-\d\d_self\.docx$/);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  assert.ok(bytes.length > 10_000, `${bytes.length} bytes`);
});

journey("a report by section follows the ministry's outline", async ({ page, open, accessible, screenshot }) => {
  await openReport(page, open, "mic-2024-province");
  await page.getByLabel("Loại báo cáo").selectOption("framework");
  const paper = page.locator(".paper");
  await paper.getByText("1.1. Ngày Chuyển đổi số").waitFor();
  assert.match(await paper.innerText(), /a\) Kết quả đạt được[^]*b\) Tồn tại, hạn chế[^]*Phần II/);
  assert.doesNotMatch(await paper.innerText(), /\d điểm/, "tasks have no points");
  await accessible();
  await screenshot("report-sections");
});

journey("without an assessment the report shows the way in; in English the form is English", async ({ page, open, accessible }) => {
  await open("./#/report");
  await page.getByText("Chưa có bản đánh giá nào đang mở.").waitFor();
  await accessible();
  await openReport(page, open, "dti-province-2022", "?lang=en");
  await page.getByRole("heading", { level: 1, name: "Write the report" }).waitFor();
  assert.equal(await page.locator(".paper").getAttribute("lang"), "vi");
  assert.equal(await page.getByText(/\b(report_page|report|results)\.[a-z_]+/).count(), 0, "a text without translation");
  await accessible();
});
