// Score files of other programs: opened, looked at column by column, imported, checked; and the way out and back again.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, journey, stored } from "./harness.mjs";

const NARROW = { width: 320, height: 640 };

// A made-up set. The export of eleven columns: byte order mark, decimal points, a cell with a line break.
const EXPORT =
  "\ufeffMã,Chỉ tiêu,Nhóm,Điểm tối đa,Tự đánh giá,Thẩm định,Chênh lệch,Trạng thái,Phụ trách,Hạn xử lý,Minh chứng/Ghi chú\r\n" +
  'A1.1,"Tỷ lệ cán bộ, công chức có ""chữ ký số""",Nhân lực số,12.5,12.5,12.5,0,Hoàn thành,Văn phòng,30/11/2025,"*466/PVHXH - 15/03/2026:  khảo sát\n*1598   /GM-UBND"\r\n' +
  "A1.2,Số buổi tập huấn,Nhân lực số,7.5,5.25,4,1.25,Cần bổ sung minh chứng,,,\r\n" +
  "B2.1,Hồ sơ trực tuyến,Dịch vụ số,20,0,0,0,Chưa thực hiện,Công an xã,15/12/2025,Đang làm\r\n" +
  "B2.10,Thanh toán trực tuyến,Dịch vụ số,10,,,,Chưa có số liệu,,,\r\n";

// The same with one fault of each kind: code twice, above the maximum, difference, status, placeholder, declared total.
const WRONG =
  EXPORT.replace("4,1.25,Cần bổ sung minh chứng", "4,-1.25,Hoàn thành")
    .replace("20,0,0,0,Chưa thực hiện", "20,21,21,0,Đang thực hiện")
    .replace("Đang làm", "Nhập minh chứng")
    .replace("B2.10,", "B2.1,") + ",Tổng cộng,,50,40,37.5,2.5,,,,\r\n";
const FINDINGS = [
  "ô G3: Chênh lệch ghi −1,25, nhưng tự đánh giá trừ thẩm định là 1,25.",
  "ô H3: Trạng thái ghi “Hoàn thành”, nhưng theo điểm phải là “Cần bổ sung minh chứng”.",
  "ô K4: “Nhập minh chứng” vẫn là chữ gợi ý của mẫu",
  "ô E4: ",
  "ô F4: ",
  "ô A5: ",
  "ô E6: ",
];

// The set as somebody keeps it in Excel in Vietnam: titles above, other names, another order, columns missing.
const SHUFFLED =
  "UBND XÃ MINH HỌA;;;;;\r\nBẢNG TỰ CHẤM ĐIỂM CHUYỂN ĐỔI SỐ, NĂM 2025;;;;;\r\n;;;;;\r\n" +
  "Điểm tự chấm;THAM DINH;Nhom;ten chi tieu;MA SO;Điểm tối đa (điểm)\r\n" +
  "12,5;12,5;Nhân lực số;Chữ ký số;A1.1;12,5\r\n5,25;4;Nhân lực số;Tập huấn;A1.2;7,5\r\n" +
  "0;0;Dịch vụ số;Hồ sơ;B2.1;20\r\n;;Dịch vụ số;Thanh toán;B2.10;10\r\n";
const TABBED = SHUFFLED.replaceAll(";", "\t");

const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
const SAME_TABLE = {
  "UTF-8": [SHUFFLED, "dấu chấm phẩy"],
  "UTF-8 (BOM)": [`\ufeff${SHUFFLED}`, "dấu chấm phẩy"],
  "UTF-16 LE": [utf16(TABBED), "dấu tab"],
  "UTF-16 BE": [utf16(SHUFFLED).swap16(), "dấu chấm phẩy"],
};

// «Mã,Chỉ tiêu,Điểm tối đa» in encodings from before Unicode.
const OLD = {
  TCVN3: Buffer.from("M\xb7,Ch\xd8 ti\xaau,\xa7i\xd3m t\xe8i \xaea\n1,a,2\n", "latin1"),
  VNI: Buffer.from("Ma\xf5,Ch\xe6 tie\xe2u,\xd1ie\xe5m to\xe1i \xf1a\n1,a,2\n", "latin1"),
};

// The comma of column E can be read in two ways, and column F is none that is known.
const DOUBTFUL = "Mã;Chỉ tiêu;Điểm tối đa;Tự đánh giá;Thẩm định;Điện thoại\n1;a;10;9.5;1,234;0912\n2;b;10;năm;2;\n3;c;2000;15;1.500;\n";

const csv = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
const file = (page) => page.locator("#exchange-file");
const heading = (page, name) => page.getByRole("heading", { level: 2, name });
const reads = (page, name) => page.getByLabel(`Cột “${name}” đọc là`);
const decimals = (page, name) => page.getByLabel(`Dấu thập phân của cột “${name}”`);
const total = (page) => page.locator("[data-total]").first();
const works = async (page) => Object.keys(await stored(page)).filter((name) => name.startsWith("work/"));

async function noSideways(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

async function download(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), buffer: await readFile(await download.path()) };
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(
    `a score file of a set never seen is checked, looked at and imported, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/check");
      await file(page).setInputFiles(csv("xa.csv", WRONG));
      await page.getByRole("heading", { level: 3, name: `${FINDINGS.length} chỗ cần xem lại` }).waitFor();
      const found = await page.locator(".problems li").allInnerTexts();
      for (const finding of FINDINGS) assert.ok(found.some((line) => line.includes(finding)), `${finding}\n${found.join("\n")}`);
      const whole = page.getByRole("row", { name: /^Toàn bộ/ });
      assert.match((await whole.innerText()).replaceAll(/\s+/g, " "), /Toàn bộ 4 50 38,75 37,5/);
      assert.equal(await page.getByText("điểm nhập theo kết quả đã chấm").count(), 0, "nothing is imported here");
      await noSideways(page);
      await accessible();
      await screenshot(`check-${device}`);
      const list = await download(page, "Tải danh sách (CSV)");
      assert.equal(list.name, "xa-can-xem-lai.csv");
      assert.equal(list.buffer.toString().trim().split("\r\n").length, 1 + FINDINGS.length);
      assert.match(list.buffer.toString(), /^\ufeffÔ;Loại;Nội dung\r\n.*\nG3;Sai;.*\nK4;Cần xem;/s);

      await page.getByRole("link", { name: "Nhập tệp điểm thành bài đánh giá" }).click();
      await page.getByRole("heading", { level: 1, name: "Nhập và xuất tệp điểm" }).waitFor();
      await file(page).setInputFiles(csv("bang-diem.csv", EXPORT));
      await heading(page, "4 chỉ tiêu trong bang-diem.csv").waitFor();
      await page.locator("#exchange-outcome:focus").waitFor();
      await page.getByText("CSV, bảng mã UTF-8 (BOM), ô cách nhau bằng dấu phẩy.").waitFor();
      await page.getByText("Không có bộ chỉ số nào khớp. Tệp sẽ được dựng thành một bộ riêng").waitFor();
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
      assert.deepEqual(await works(page), []);
      await take.click();
      await page.waitForURL(/#\/assess/);
      await total(page).waitFor();
      assert.match(await total(page).innerText(), /17,75/);
      await noSideways(page);
      await screenshot(`import-taken-${device}`);
    },
    { viewport },
  );
}

journey("columns in any order are read in every encoding, and older encodings are refused with advice", async ({ page, open, accessible, screenshot }) => {
  await open("./#/import");
  for (const [encoding, [content, separator]] of Object.entries(SAME_TABLE)) {
    const name = `${encoding.replaceAll(/\W/g, "-")}.csv`;
    await file(page).setInputFiles(csv(name, content));
    await heading(page, `4 chỉ tiêu trong ${name}`).waitFor();
    await page.getByText(`CSV, bảng mã ${encoding}, ô cách nhau bằng ${separator}.`).waitFor();
    await page.getByText("Dòng tiêu đề là dòng 4.").waitFor();
    for (const [name, field] of Object.entries({ "Điểm tự chấm": "self", "THAM DINH": "appraised", Nhom: "group", "MA SO": "code" })) {
      assert.equal(await reads(page, name).inputValue(), field);
    }
    assert.equal(await decimals(page, "Điểm tự chấm").inputValue(), "comma");
    assert.equal(await page.getByLabel("Kỳ", { exact: true }).inputValue(), "2025", "from the title");
  }
  for (const [encoding, bytes] of Object.entries(OLD)) {
    await file(page).setInputFiles(csv(`${encoding}.csv`, bytes));
    await heading(page, `Chưa đọc được ${encoding}.csv`).waitFor();
    assert.match(await page.locator(".problems").innerText(), new RegExp(`bảng mã ${encoding}.*Unikey.*CSV UTF-8`, "s"));
    assert.equal(await page.getByRole("button", { name: /^Nhập/ }).count(), 0);
  }
  await accessible();
  await screenshot("import-tcvn3");
});

journey("a file is read for what it holds, whatever it is called; what only office programs open is refused with advice", async ({ page, open, accessible, screenshot }) => {
  await open("./#/import");
  const [content] = SAME_TABLE["UTF-16 LE"];
  const xls = (name, content) => ({ ...csv(name, content), mimeType: "application/vnd.ms-excel" });
  await file(page).setInputFiles(xls("bang-diem.xls", content));
  await heading(page, "4 chỉ tiêu trong bang-diem.xls").waitFor();
  const old = {
    "trang web (HTML)": "<html><body><table border=1><tr><td>Mã</td><td>Chỉ tiêu</td></tr></table></body></html>",
    "bảng tính Excel 97–2003 (.xls)": Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  };
  for (const [format, content] of Object.entries(old)) {
    await file(page).setInputFiles(xls("cu.xls", content));
    await heading(page, "Chưa đọc được cu.xls").waitFor();
    await page.locator(".problems").filter({ hasText: `Tệp này là ${format}` }).filter({ hasText: "Excel Workbook (.xlsx)" }).waitFor();
  }
  await accessible();
  await screenshot("import-old-xls");
});

journey("everything doubtful is listed, and each reading can be changed by keyboard alone", async ({ page, open, screenshot }) => {
  await open("./#/import");
  const reach = async (target) => {
    for (let steps = 0; steps < 60; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail("not reached by Tab");
  };
  // The field is reached by keyboard; the window in which a file is chosen is the browser's own.
  await file(page).waitFor();
  await reach(file(page));
  await file(page).setInputFiles(csv("xa.csv", DOUBTFUL));
  await page.locator("#exchange-outcome:focus").waitFor();
  const doubts = page.locator("section[aria-labelledby=exchange-doubts]");
  await doubts.getByRole("heading", { name: "3 chỗ cần xem lại khi đọc" }).waitFor();
  for (const words of [/ô F1: .*Điện thoại/, /ô D3: “năm”/, /ô E4: “1\.500” có thể đọc theo hai cách và được đọc là 1500/]) {
    assert.equal(await doubts.locator("li").filter({ hasText: words }).count(), 1, `${words}`);
  }
  await screenshot("import-doubtful");

  // Read with a decimal point nothing in the column can mean two things.
  await reach(decimals(page, "Thẩm định"));
  await page.keyboard.press("ArrowDown");
  await doubts.getByRole("heading", { name: "2 chỗ cần xem lại khi đọc" }).waitFor();
  assert.equal(await decimals(page, "Thẩm định").inputValue(), "point");
  await page.getByText("bạn đã chọn").waitFor();
  await page.getByRole("row", { name: /^4 3 c/ }).getByText("1,500").waitFor();
  await reach(page.getByLabel("Kỳ", { exact: true }));
  await page.keyboard.type("2025");
  const take = page.locator("button:enabled", { hasText: "Nhập 3 chỉ tiêu" });
  await take.waitFor();
  await reach(take);
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/assess/);
  await total(page).waitFor();
  assert.match(await total(page).innerText(), /24,5/);
});

journey("what is open goes out in every form, is in order, and comes back as it was", async ({ page, open, screenshot, accessible }) => {
  await open("./#/assess");
  await page.locator("[data-example]").first().click();
  await total(page).waitFor();
  const before = await total(page).innerText();
  await page.goto(new URL("#/results", page.url()).href);
  await page.getByRole("link", { name: "Xuất Excel, CSV" }).click();
  const xlsx = await download(page, "Tải Excel có công thức");
  const excel = await download(page, "Tải CSV cho Excel");
  const machine = await download(page, "Tải CSV cho máy");
  const eleven = await download(page, "Tải bảng 11 cột");
  assert.deepEqual([xlsx.buffer.toString("latin1", 0, 2), excel.buffer[0], machine.buffer[0]], ["PK", 0xef, "#".charCodeAt(0)]);
  await page.getByText("có thêm dấu ' ở trước để bảng tính không coi là công thức").waitFor();

  await page.getByRole("link", { name: "Chỉ kiểm tra tệp điểm, không nhập" }).click();
  await page.getByRole("heading", { level: 1, name: "Kiểm tra tệp điểm" }).waitFor();
  for (const { name, buffer } of [xlsx, excel, machine, eleven]) {
    await file(page).setInputFiles({ name, mimeType: "", buffer });
    await page.locator("#exchange-outcome").filter({ hasText: name }).waitFor();
    await page.getByRole("heading", { level: 3, name: "0 chỗ cần xem lại" }).waitFor();
  }
  // Somebody has typed over the points of 4.1, which its figures give: 209 of 209.
  const typed = excel.buffer.toString().replace(/^(4\.1;;(?:[^;\n]*;){4})[^;\n]+/m, "$11,5");
  await file(page).setInputFiles(csv("sua.csv", typed));
  await page.getByRole("heading", { level: 3, name: "1 chỗ cần xem lại" }).waitFor();
  assert.match(await page.locator(".problems li").innerText(), /Phiếu đánh giá.*Tệp ghi 1,5 điểm, nhưng tính từ số liệu được/);
  await accessible();
  await screenshot("check-ours");

  await page.getByRole("link", { name: "Nhập tệp điểm thành bài đánh giá" }).click();
  await page.getByRole("heading", { level: 1, name: "Nhập và xuất tệp điểm" }).waitFor();
  await file(page).setInputFiles(csv("eleven.csv", eleven.buffer));
  await page.getByText(/^Mã và điểm tối đa khớp với bộ “.*”\. Sẽ nhập vào bộ này\.$/).waitFor();
  await file(page).setInputFiles({ name: xlsx.name, mimeType: "", buffer: xlsx.buffer });
  await heading(page, `${xlsx.name} là bài đánh giá của Thước Số`).waitFor();
  await accessible();
  await screenshot("import-ours");
  await page.getByRole("button", { name: "Mở bài đánh giá này" }).click();
  await page.waitForURL(/#\/assess/);
  await total(page).waitFor();
  assert.equal(await total(page).innerText(), before);
});

journey("JSON and sheets that are no score file are told apart", async ({ page, open }) => {
  await open("./#/import");
  const json = await readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url));
  await file(page).setInputFiles({ name: "phieu.json", mimeType: "application/json", buffer: json });
  await heading(page, "phieu.json là bài đánh giá của Thước Số").waitFor();
  await page.getByText("quý I/2024").waitFor();
  await file(page).setInputFiles(csv("khac.csv", "a,b\n1,2\n"));
  await heading(page, "Chưa đọc được khac.csv").waitFor();
  await file(page).setInputFiles({ name: "hong.xlsx", mimeType: "", buffer: Buffer.from("không phải") });
  await heading(page, "Chưa đọc được hong.xlsx").waitFor();
});
