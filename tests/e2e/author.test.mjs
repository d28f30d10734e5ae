// Writing a framework: sheets are taken, opened, tried, compared and used.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AT, DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const ROOT = new URL("../../", import.meta.url);
const FAULTS = fileURLToPath(new URL("tests/bad/sheets/twenty_faults.xlsx", ROOT));
const OFFICE = /\/office-[0-9a-f]+\.wasm$/;
const NARROW = { width: 320, height: 640 };

const framework = async (id) => JSON.parse(await readFile(fileURLToPath(new URL(`indicators/${id}/framework.json`, ROOT)), "utf8"));
const file = (page) => page.locator("#author-file");
const good = (page) => page.getByRole("heading", { level: 3, name: /không có lỗi/ });

/** What a button saves: name, bytes and where they are. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), mimeType: "", buffer: await readFile(path) };
}

function counts(nodes) {
  const groups = nodes.filter((node) => node.children?.length);
  const below = groups.map((node) => counts(node.children));
  return {
    groups: groups.length + below.reduce((sum, it) => sum + it.groups, 0),
    leaves: nodes.length - groups.length + below.reduce((sum, it) => sum + it.leaves, 0),
  };
}

async function noSideways(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(
    `a framework goes to sheets and back, is compared and tried, on a ${device} window`,
    async ({ page, open, accessible, screenshot, requests }) => {
      await open("./#/frameworks");
      await page.getByRole("link", { name: "Soạn bộ chỉ số mới từ bảng tính" }).click();
      await page.getByRole("heading", { level: 1, name: "Soạn bộ chỉ số" }).waitFor();
      await page.locator("#author-source option", { hasText: "Quyết định 922" }).first().waitFor({ state: "attached" });
      await noSideways(page);
      await accessible();
      await screenshot(`author-empty-${device}`);
      assert.equal(requests.some((address) => OFFICE.test(address)), false, "the code for XLSX is not there before it is used");

      await page.selectOption("#author-source", "dti-province-2022");
      const sheets = await saved(page, "Tải bảng tính của bộ này");
      assert.equal(sheets.name, "dti-province-2022.xlsx");
      // The one file has the code in it.
      assert.equal(requests.filter((address) => OFFICE.test(address)).length, AT === "file" ? 0 : 1);
      await file(page).setInputFiles(sheets);
      await good(page).waitFor();
      assert.match(await good(page).innerText(), /dti-province-2022\.xlsx/);
      await page.locator("#author-outcome:focus").waitFor();
      const { groups, leaves } = counts((await framework("dti-province-2022")).nodes);
      assert.equal(await page.locator("[data-count=nodes]").innerText(), `${groups} mục nhóm, ${leaves} mục được chấm hoặc ghi nhận`);
      await page.getByText("Nội dung giống hệt bộ “dti-province-2022” đã có.").waitFor();

      await page.selectOption("#author-other", "dti-province-2025");
      const compared = page.locator(".author-compared");
      await compared.getByText(/mục thay đổi, \d+ mục giữ nguyên/).waitFor();
      await compared.getByText(/Tổng ở cấp cao nhất: 940 .+ = 1\.000$/).waitFor();
      await screenshot(`author-good-${device}`);
      await compared.locator("summary").first().click();
      assert.ok((await compared.locator("details[open] li").count()) > 0);
      await noSideways(page);
      await accessible();

      await page.getByRole("button", { name: "Thử trong phiếu" }).click();
      await page.locator("[data-total]").first().waitFor();
      await page.goto(new URL("#/assess/4.3", page.url()).href);
      await page.locator('[data-leaf="4.3"][data-input="percent"]').fill("80");
      await page.locator('.leaf [data-score="4.3"]').getByText("8,89 / 11,11").waitFor();
    },
    { viewport },
  );

  journey(
    `twenty faults are listed at once with their cells, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/author");
      await file(page).setInputFiles(FAULTS);
      await page.getByRole("heading", { level: 3, name: "20 lỗi ở 4 trang tính, 2 điều cần xem lại" }).waitFor();
      await page.locator("#author-outcome:focus").waitFor();
      assert.equal(await page.locator(".author-sheet").count(), 4);
      const places = await page.locator(".author-sheet [data-cell]").evaluateAll((lines) => lines.map((line) => line.dataset.cell));
      assert.equal(places.length, 22);
      assert.ok(places.every((place) => /^[^!]+![A-Z]+\d+$/.test(place)), places.join(", "));
      const fault = page.locator('[data-cell="Chỉ số!D10"]');
      assert.match(await fault.innerText(), /D10\s+“mười”/);
      await page.getByText("twenty_faults.xlsx: sửa trong bảng tính").waitFor();
      assert.equal(await page.getByRole("button", { name: "Thử trong phiếu" }).count(), 0);
      await noSideways(page);
      await accessible();
      await screenshot(`author-faults-${device}`);
      // Nothing is lost while another page is open.
      await page.goto(new URL("#/frameworks", page.url()).href);
      await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
      await page.goto(new URL("#/author", page.url()).href);
      await page.getByRole("heading", { level: 3, name: "20 lỗi ở 4 trang tính" }).waitFor();
    },
    { viewport },
  );
}

journey("the template is in order, is tried with figures, and is used", async ({ page, open, requests }) => {
  await open("./#/author");
  const template = await saved(page, "Tải mẫu trống");
  assert.equal(template.name, "mau-bo-chi-so.xlsx");
  await page.getByRole("checkbox", { name: "Tải dạng CSV thay cho Excel" }).check();
  const csv = await saved(page, "Tải mẫu trống");
  assert.equal(csv.name, "mau-bo-chi-so.csv");
  for (const it of [csv, template]) {
    await file(page).setInputFiles(it);
    await good(page).filter({ hasText: it.name }).waitFor();
    assert.match(await page.locator("[data-count=nodes]").innerText(), /, 4 mục/);
    assert.match(await page.locator("[data-count=examples]").innerText(), /^(\d+)\/\1 ví dụ tính đúng$/);
  }
  await page.getByRole("button", { name: "Thử trong phiếu" }).click();
  const fields = page.locator("[data-leaf][data-input]");
  await fields.first().waitFor();
  // Kept with the text of its framework: it is there after a reload.
  await page.locator(".shell-work").getByText(/Đã lưu/).waitFor();
  await page.reload();
  await page.locator("[data-leaf][data-input]").first().waitFor();

  await page.goto(new URL("#/author", page.url()).href);
  await file(page).setInputFiles(csv);
  await good(page).waitFor();
  const json = await saved(page, "Tải framework.json");
  assert.equal(json.name, "framework.json");
  assert.equal(JSON.parse(json.buffer).format, "thuocso-framework/1");
  await file(page).setInputFiles({ ...json, mimeType: "application/json" });
  await good(page).filter({ hasText: "framework.json" }).waitFor();
  await page.getByRole("button", { name: "Dùng ngay" }).click();
  await page.waitForURL(/#\/frameworks\//);
  await page.getByRole("button", { name: "Dùng bộ này để tự đánh giá" }).waitFor();
  assert.equal(requests.filter((address) => OFFICE.test(address)).length, 1);
}, { fetches: true });

journey("what is no spreadsheet is refused with a sentence, and the page goes on", async ({ page, open, accessible }) => {
  await open("./#/author");
  const refused = page.locator(".author-bad");
  await file(page).setInputFiles({ name: "hỏng.xlsx", mimeType: "", buffer: Buffer.from("PK\u0003\u0004 không phải là bảng tính") });
  await refused.getByText(/hỏng\.xlsx/).waitFor();
  assert.match(await refused.innerText(), /1 lỗi/);
  assert.equal(await refused.locator("[data-cell]").count(), 1);
  await accessible();
  await file(page).setInputFiles({ name: "phiếu.json", mimeType: "", buffer: Buffer.from('{"format": "thuocso-assessment/1"}') });
  await refused.getByText(/phiếu\.json/).waitFor();
  await file(page).setInputFiles(FAULTS);
  await page.getByRole("heading", { level: 3, name: "20 lỗi ở 4 trang tính" }).waitFor();
});

journey("code for spreadsheets that does not arrive is fetched again", async ({ page, open, context, expectError }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  await open("./#/author");
  await context.route(OFFICE, (route) => route.abort());
  await file(page).setInputFiles(FAULTS);
  await page.getByText(/Phần đọc bảng tính chưa tải về được/).waitFor();
  await page.getByRole("button", { name: "Tải mẫu trống" }).click();
  await page.getByText(/Chưa chuẩn bị được tệp/).waitFor();
  await context.unroute(OFFICE);
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.getByRole("heading", { level: 3, name: "20 lỗi ở 4 trang tính" }).waitFor();
}, { fetches: true });

journey("the steps are done by keyboard, in English", async ({ page, open, accessible, screenshot }) => {
  await open("./?lang=en#/author");
  await page.getByRole("heading", { level: 1, name: "Write a framework" }).waitFor();
  await page.getByRole("button", { name: "Download the empty template" }).focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "framework-template.xlsx");
  for (let stop = 0; stop < 4; stop++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "author-file");
  await file(page).setInputFiles(FAULTS);
  await page.getByRole("heading", { level: 3, name: "20 errors on 4 sheets" }).waitFor();
  await accessible();
  await screenshot("author-faults-english");
});
