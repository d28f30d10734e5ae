// Carrying an assessment over to another framework, which framework counts for a year, and two frameworks compared.
import { DESKTOP, PHONE, assert, journey, keptWork } from "./harness.mjs";

const DEVICES = Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: { width: 320, height: 640 } });
const OFFERS = ["3.3→4.1", "3.3→4.2", "7.1→5.1", "5.2→7.17"];

async function noSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, `${page.url()} scrolls sideways`);
}

async function openTasks(page, open) {
  await open("./#/assess");
  await page.locator('[data-example="mic-2024-province"]').click();
  await page.locator("[data-total]").waitFor();
}

async function toOffers(page) {
  await page.getByRole("link", { name: "Chuyển sang bộ chỉ số khác" }).click();
  await page.locator("[data-offer]").first().waitFor();
}

const attributes = (page, name) => page.locator(`[${name}]`).evaluateAll((all, name) => all.map((it) => it.getAttribute(name)), name);
const box = (page, offer) => page.locator(`[data-offer="${offer}"] input`);
const saved = (page) => page.locator("[data-saved=saved]").waitFor();

/** The assessments that the browser keeps, by framework. */
const kept = async (page) => Object.values(await keptWork(page)).map((it) => it.assessment);
const keptOf = async (page, framework) => (await kept(page)).filter((it) => it.framework.id === framework);

for (const [device, viewport] of DEVICES) {
  journey(
    `the tasks of 2024 are carried over, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openTasks(page, open);
      await saved(page);
      const [before] = await keptOf(page, "mic-2024-province");
      await toOffers(page);
      assert.match(page.url(), /#\/carry$/);
      await page.getByRole("heading", { level: 1, name: "Chuyển sang bộ chỉ số khác" }).and(page.locator(":focus")).waitFor();

      assert.deepEqual(await attributes(page, "data-offer"), OFFERS);
      assert.equal(await page.locator("[data-offer] input:checked").count(), 4, "all are chosen until one is refused");
      assert.match(await page.locator(".carry-count").innerText(), /^Điền được 4 trong 9\d mục của bộ mới, lấy từ 3 trong 36 mục của phiếu này\.$/);
      const first = await page.locator('[data-offer="3.3→4.1"]').innerText();
      for (const expected of [/209/, /Từ mục 3\.3/, /hỏi cả điều mục 4\.1 hỏi, và hỏi nhiều hơn/, /suy ra/, /Giải trình/]) assert.match(first, expected);
      assert.equal(await page.locator("[data-look]:visible").count(), 0, "what is only looked at is one step away");
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`carry-${device}`);

      await page.locator("[data-fold=look] summary").first().click();
      assert.equal(await page.locator("[data-look]:visible").count(), 21);
      assert.match(await page.locator('[data-look="11.3→7.15"]').innerText(), /Chỉ để xem lại: quan hệ giữa hai mục là “có phần chung”/);
      await page.locator("[data-fold=left] summary").first().click();
      assert.match(await page.locator('[data-left="6.1"]').innerText(), /Bộ chỉ số mới không có mục tương ứng/);
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`carry-open-${device}`);

      await box(page, "7.1→5.1").uncheck();
      await page.getByRole("button", { name: "Lập phiếu mới với 3 mục đã chọn" }).click();
      await page.waitForURL(/#\/assess\?show=carried/);
      await page.locator("#leaf-7\\.17").waitFor();
      assert.deepEqual(await page.locator(".leaf").evaluateAll((all) => all.map((it) => it.id)), ["leaf-4.1", "leaf-4.2", "leaf-7.17"]);
      const mark = page.locator("#leaf-4\\.1 .leaf-carried");
      await mark.getByText("Chuyển từ “Chuyển đổi số cấp tỉnh năm 2024: 36 nhiệm vụ”, mục 3.3, quý I/2024").waitFor();
      assert.equal(await page.locator('[data-leaf="4.2"][data-input="b"]').inputValue(), "2.128");
      // Two of the nine that share 100 points in full, and one of the 25 that share 200: 2/9 × 100 + 1/25 × 200.
      assert.equal(await page.locator("[data-total]").innerText(), "30,22 / 1.000");
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`carried-${device}`);

      await page.locator('[data-leaf="4.1"][data-input="a"]').fill("208");
      await mark.waitFor({ state: "detached" });
      assert.equal(await page.locator("#leaf-4\\.2 .leaf-carried").count(), 1);
      await page.getByRole("button", { name: "Hoàn tác" }).click();
      await mark.waitFor();

      await saved(page);
      const [next] = await keptOf(page, "dti-province-2022");
      assert.deepEqual(Object.keys(next.responses).sort(), ["4.1", "4.2", "7.17"]);
      assert.deepEqual(next.responses["4.1"].carried_from, { framework: "mic-2024-province", node: "3.3", period: "2024-Q1", inputs: ["a", "b"] });
      assert.deepEqual(await keptOf(page, "mic-2024-province"), [before], "the one it came from is as it was");
    },
    { viewport },
  );
}

journey("carrying over works by keyboard alone", async ({ page, open }) => {
  await openTasks(page, open);
  await page.getByRole("link", { name: "Chuyển sang bộ chỉ số khác" }).focus();
  await page.keyboard.press("Enter");
  await box(page, "3.3→4.1").waitFor();
  await box(page, "3.3→4.1").focus();
  await page.keyboard.press("Space");
  assert.equal(await box(page, "3.3→4.1").isChecked(), false);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await box(page, "5.2→7.17").evaluate((it) => it === document.activeElement), true);
  await page.getByRole("button", { name: "Lập phiếu mới với 3 mục đã chọn" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#leaf-7\\.17").waitFor();
  assert.equal(await page.locator(".leaf").count(), 3);
});

journey("an assessment that is kept gets its empty leaves filled, and nothing else", async ({ page, open, accessible, screenshot }) => {
  await open("./#/frameworks/dti-province-2022");
  await page.getByRole("button", { name: "Dùng bộ này để tự đánh giá" }).click();
  await page.locator("[data-total]").waitFor();
  await page.locator("#organization").fill("Tỉnh Bắc Giang");
  await page.goto(new URL("#/assess/4", page.url()).href);
  await page.locator('[data-leaf="4.1"][data-input="a"]').fill("200");
  await page.locator('[data-leaf="4.1"][data-input="b"]').fill("209");
  await saved(page);
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.locator('[data-example="mic-2024-province"]').click();
  await page.locator("[data-total]").waitFor();
  await toOffers(page);
  await page.getByRole("radio", { name: /Phiếu đang giữ trong trình duyệt này: Tỉnh Bắc Giang/ }).check();
  assert.equal(await box(page, "3.3→4.1").isDisabled(), true);
  assert.equal(await box(page, "3.3→4.1").isChecked(), false);
  await page.getByText("Phiếu đã chọn có số liệu ở mục 4.1: giữ nguyên số liệu đó.").waitFor();
  await page.getByText("Số liệu là của quý I/2024, phiếu đã chọn là của năm 2023: hãy chắc rằng số liệu còn đúng.").waitFor();
  await accessible();
  await screenshot("carry-fill");
  await page.getByRole("button", { name: "Điền 3 mục đã chọn vào phiếu này" }).click();
  await page.locator("#leaf-7\\.17").waitFor();
  await saved(page);
  const all = await keptOf(page, "dti-province-2022");
  assert.equal(all.length, 1, "no other assessment was made");
  assert.deepEqual(all[0].responses["4.1"].inputs, { a: "200", b: "209" });
  assert.equal(all[0].responses["4.1"].carried_from, undefined);
  assert.equal(all[0].responses["4.2"].carried_from.node, "3.3");
});

journey("without a crosswalk, or without an assessment, the page says so", async ({ page, open, accessible }) => {
  await open("./#/carry");
  await page.getByText("Chưa có phiếu nào đang mở").waitFor();
  await accessible();
  await openTasks(page, open);
  await page.goto(new URL("#/carry/school-2022", page.url()).href);
  await page.getByText("Chưa có bảng đối chiếu từ bộ chỉ số của phiếu này sang").waitFor();
  assert.equal(await page.locator("[data-target=dti-province-2022]").count(), 1);
  await page.locator("[data-target=dti-province-2022]").click();
  await page.locator("[data-offer]").first().waitFor();
});

journey("where nothing can be taken as it is, nothing can be made", async ({ page, open, accessible, screenshot }) => {
  await open("./#/assess");
  await page.locator('[data-example="dti-province-2022"]').click();
  await page.locator("[data-total]").waitFor();
  await page.getByRole("link", { name: "Chuyển sang bộ chỉ số khác" }).click();
  await page.getByText(/^Không mục nào trong 8 mục của bộ mới dùng lại được nguyên số liệu/).waitFor();
  assert.equal(await page.locator("[data-offer], .carry-form").count(), 0);
  await page.locator("[data-fold=left] summary").first().click();
  await accessible();
  await screenshot("carry-none");
});

journey("carrying over reads in English", async ({ page, open, accessible }) => {
  await openTasks(page, open);
  await toOffers(page);
  await page.getByRole("button", { name: "English" }).click();
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
  await page.getByText(/4 of the 9\d items of the new framework can be filled/).waitFor();
  await page.locator("[data-fold=look] summary").first().click();
  assert.equal(await page.getByText(/\b(carry|carry_over|relation|assess)\.[a-z_]+/).count(), 0, "a text without translation");
  await accessible();
});

journey("a year that another framework counts for is told, quietly", async ({ page, open, accessible, screenshot }) => {
  await open("./#/assess");
  await page.locator('[data-example="dti-province-2022"]').click();
  const note = page.locator(".year-note");
  await note.getByText("Năm 2024 được đánh giá theo").waitFor();
  assert.equal(await note.getByRole("link").first().getAttribute("href"), "#/frameworks/dti-province-2025");
  await accessible();
  await screenshot("year-note");
  await page.locator("[data-panel=head]").click();
  await page.locator("#period").fill("2023");
  await note.waitFor({ state: "detached" });
  await page.locator("#period").fill("2020");
  await note.getByRole("link", { name: "1726/QĐ-BTTTT", exact: true }).waitFor();
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.locator('[data-example="mic-2024-province"]').click();
  await page.locator("[data-total]").waitFor();
  assert.equal(await note.count(), 0, "tasks are no index");
});

for (const [device, viewport] of DEVICES) {
  journey(
    `two editions are compared, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/frameworks/dti-province-2025");
      await page.getByRole("link", { name: "So sánh với bộ chỉ số khác" }).click();
      const other = page.getByLabel("So sánh với");
      await other.locator("option[value=dti-province-2020]").waitFor({ state: "attached" });
      assert.equal(await other.locator("optgroup").first().getAttribute("label"), "Cùng cấp");
      assert.equal(await other.locator("optgroup").first().locator("option[value=dti-ministry-2022]").count(), 0);
      await accessible();
      await other.selectOption("dti-province-2022");
      await page.waitForURL(/#\/frameworks\/dti-province-2025\/compare\/dti-province-2022$/);
      await page.getByRole("heading", { level: 2, name: /^Từ .*922\/QĐ-BTTTT sang .*405\/QĐ-BKHCN$/ }).waitFor();
      await page.getByText(/Tổng ở cấp cao nhất: 1\.000/).waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`compare-${device}`);
      await page.locator("[data-changes=scored] summary").click();
      await page.getByText(/Điểm tối đa: 100 điểm → 50 điểm/).first().waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`compare-open-${device}`);
      await page.goto(new URL("#/frameworks/dti-province-2025/compare/nowhere", page.url()).href);
      await page.getByRole("alert").getByText("nowhere").waitFor();
    },
    { viewport },
  );
}
