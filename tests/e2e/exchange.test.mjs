// Score files of other programs: opened, looked at column by column, imported, checked; and the way out again.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const NARROW = { width: 320, height: 640 };

// A made-up set. The export of eleven columns: byte order mark, decimal points, a cell with a line break.
const EXPORT =
  "\ufeffMã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Thẩm định,Chênh lệch,Trạng thái,Phụ trách,Hạn xử lý,Minh chứng/Ghi chú\r\n" +
  'A1.1,"Tỷ lệ cán bộ, công chức có ""chữ ký số""",Nhân lực số,12.5,12.5,12.5,0,Hoàn thành,Văn phòng,30/11/2025,"*466/PVHXH - 15/03/2026:  khảo sát\n*1598   /GM-UBND"\r\n' +
  "A1.2,Số buổi tập huấn,Nhân lực số,7.5,5.25,4,1.25,Cần bổ sung minh chứng,,,\r\n" +
  "B2.1,Hồ sơ trực tuyến,Dịch vụ số,20,0,0,0,Chưa thực hiện,Công an xã,15/12/2025,Đang làm\r\n" +
  "B2.10,Thanh toán trực tuyến,Dịch vụ số,10,,,,Chưa có số liệu,,,\r\n";

// The same as somebody keeps it in Excel in Vietnam: titles above, other names, another order, columns missing.
const SHUFFLED =
  "UBND XÃ MINH HỌA;;;;;\r\nBẢNG TỰ CHẤM ĐIỂM CHUYỂN ĐỔI SỐ, NĂM 2025;;;;;\r\n;;;;;\r\n" +
  "Điểm tự chấm;THAM DINH;Nhom;ten chi tieu;MA SO;Điểm tối đa (điểm)\r\n" +
  "12,5;12,5;Nhân lực số;Chữ ký số;A1.1;12,5\r\n5,25;4;Nhân lực số;Tập huấn;A1.2;7,5\r\n" +
  "0;0;Dịch vụ số;Hồ sơ;B2.1;20\r\n;;Dịch vụ số;Thanh toán;B2.10;10\r\n";

// «Mã,Chỉ tiêu,Điểm tối đa» in TCVN3.
const TCVN3 = Buffer.from("M\xb7,Ch\xd8 ti\xaau,\xa7i\xd3m t\xe8i \xaea\n1,a,2\n", "latin1");

const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const file = (page) => page.locator("#exchange-file");
const reads = (page, heading) => page.getByLabel(`Cột “${heading}” đọc là`);

async function noSideways(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(
    `a score file of a set never seen is looked at and imported, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/assess");
      await page.getByRole("link", { name: "Nhập từ bảng điểm Excel, CSV" }).click();
      await page.getByRole("heading", { level: 1, name: "Nhập và xuất tệp điểm" }).waitFor();
      await noSideways(page);
      await accessible();
      await file(page).setInputFiles(csv("bang-diem.csv", EXPORT));
      await page.getByRole("heading", { level: 2, name: "4 chỉ tiêu trong bang-diem.csv" }).waitFor();
      await page.locator("#exchange-outcome:focus").waitFor();
      await page.getByText("CSV, bảng mã UTF-8 (BOM), ô cách nhau bằng dấu phẩy.").waitFor();
      await page.getByText("Không có bộ chỉ số nào khớp").waitFor();
      assert.equal(await reads(page, "Chênh lệch").inputValue(), "difference");
      await page.getByRole("heading", { level: 3, name: "0 chỗ cần xem lại khi đọc" }).waitFor();
      await noSideways(page);
      await accessible();
      await screenshot(`import-${device}`);

      // Nothing is imported before the period is there and the button is pressed.
      const take = page.getByRole("button", { name: "Nhập 4 chỉ tiêu" });
      assert.equal(await take.isDisabled(), true);
      await page.getByLabel("Đơn vị được đánh giá").fill("Xã Minh Họa");
      await page.getByLabel("Kỳ", { exact: true }).fill("2025");
      await take.click();
      await page.waitForURL(/#\/assess/);
      await page.locator("[data-total]").first().waitFor();
      assert.match(await page.locator("[data-total]").first().innerText(), /17,75/);
      await noSideways(page);
      await screenshot(`import-taken-${device}`);
    },
    { viewport },
  );
}

journey("columns in any order and the other dialect are read, and every reading can be changed", async ({ page, open }) => {
  await open("./#/import");
  await file(page).setInputFiles(csv("xa.csv", SHUFFLED));
  await page.getByRole("heading", { level: 2, name: "4 chỉ tiêu trong xa.csv" }).waitFor();
  await page.getByText("ô cách nhau bằng dấu chấm phẩy").waitFor();
  await page.getByText("Dòng tiêu đề là dòng 4;").waitFor();
  for (const [heading, field] of Object.entries({ "Điểm tự chấm": "self", "THAM DINH": "appraised", Nhom: "group", "MA SO": "code" })) {
    assert.equal(await reads(page, heading).inputValue(), field);
  }
  assert.equal(await page.getByLabel("Kỳ", { exact: true }).inputValue(), "2025");
  const decimal = page.getByLabel("Dấu thập phân của cột “Điểm tự chấm”");
  assert.equal(await decimal.inputValue(), "comma");
  await reads(page, "THAM DINH").selectOption("");
  await page.getByText("“THAM DINH” không có trong mẫu").waitFor();
  await page.getByRole("button", { name: "Nhập 4 chỉ tiêu" }).click();
  await page.locator("[data-total]").first().waitFor();
  assert.match(await page.locator("[data-total]").first().innerText(), /17,75/);
});

journey("a file in TCVN3 is refused with advice", async ({ page, open, accessible, screenshot }) => {
  await open("./#/import");
  await file(page).setInputFiles({ name: "cu.csv", mimeType: "text/csv", buffer: TCVN3 });
  await page.getByRole("heading", { level: 2, name: "Chưa đọc được cu.csv" }).waitFor();
  await page.getByText("Tệp dùng bảng mã TCVN3").waitFor();
  assert.match(await page.locator(".problems").innerText(), /Unikey.*CSV UTF-8/s);
  await accessible();
  await screenshot("import-tcvn3");
});

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `a score file of anybody is checked, and the findings are taken away, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/check");
      const wrong = EXPORT.replace("4,1.25,Cần bổ sung minh chứng", "4,-1.25,Hoàn thành").replace("Đang làm", "Nhập minh chứng");
      await file(page).setInputFiles(csv("xa.csv", wrong));
      await page.getByRole("heading", { level: 3, name: "3 chỗ cần xem lại" }).waitFor();
      await page.getByText("Chênh lệch ghi −1,25, nhưng tự đánh giá trừ thẩm định là 1,25.").waitFor();
      const whole = page.getByRole("row", { name: /^Toàn bộ/ });
      assert.match((await whole.innerText()).replaceAll(/\s+/g, " "), /Toàn bộ 4 50 17,75 16,5/);
      await noSideways(page);
      await accessible();
      await screenshot(`check-${device}`);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Tải danh sách (CSV)" }).click(),
      ]);
      assert.equal(download.suggestedFilename(), "xa-can-xem-lai.csv");
      const text = await readFile(await download.path(), "utf8");
      assert.equal(text.trim().split("\r\n").length, 4);
      assert.match(text, /^\ufeffÔ;Loại;Nội dung\r\nG3;Sai;/);
    },
    { viewport },
  );
}

journey("what is open is exported and comes back as it was", async ({ page, open, screenshot, accessible }) => {
  await open("./#/assess");
  await page.locator("[data-example]").first().click();
  await page.locator("[data-total]").first().waitFor();
  const total = await page.locator("[data-total]").first().innerText();
  await page.goto(new URL("#/results", page.url()).href);
  await page.getByRole("link", { name: "Xuất Excel, CSV" }).click();
  for (const [button, ending] of [["Tải Excel có công thức", ".xlsx"], ["Tải CSV cho Excel", ".csv"], ["Tải CSV cho máy", "-may.csv"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
    const name = download.suggestedFilename();
    assert.ok(name.endsWith(ending), name);
    await file(page).setInputFiles({ name, mimeType: "", buffer: await readFile(await download.path()) });
    await page.getByRole("heading", { level: 2, name: `${name} là bài đánh giá của Thước Số` }).waitFor();
  }
  await accessible();
  await screenshot("import-ours");
  await page.getByRole("button", { name: "Mở bài đánh giá này" }).click();
  await page.locator("[data-total]").first().waitFor();
  assert.equal(await page.locator("[data-total]").first().innerText(), total);
});
