// Results: the whole, the pillars, the charts with their tables, what stands out, and why.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const NARROW = { width: 320, height: 640 };
const DA_NANG = fileURLToPath(new URL("../golden/dti-2022-da-nang/assessment.json", import.meta.url));

async function openExample(page, open, framework, lang = "") {
  await open(`./${lang}#/frameworks/${framework}`);
  await page.locator(".framework-actions button").nth(1).click();
  await page.waitForURL(/#\/assess/);
  await page.goto(new URL("#/results", page.url()).href);
  await page.locator("[data-total]").first().waitFor();
}

async function openFile(page, open, file) {
  await open("./#/frameworks");
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(file);
  await page.waitForURL(/#\/assess/);
  await page.goto(new URL("#/results", page.url()).href);
  await page.locator("[data-total]").first().waitFor();
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(
    `the example has an interval, charts and tables, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openExample(page, open, "dti-province-2022");
      await page.getByRole("heading", { level: 1, name: "Kết quả: Tỉnh Bắc Giang, quý I/2024" }).waitFor();
      assert.match(await page.locator("[data-interval]").innerText(), /từ [\d.,]+ đến [\d.,]+ điểm/);
      assert.match(await page.locator("[data-index-value]").innerText(), /^0,\d{4} đến 0,\d{4}$/);
      assert.match(await page.locator(".allocated-notice").first().innerText(), /không phải điểm chính thức/);
      assert.equal(await page.locator("[data-pillar]").count(), 3);
      for (const chart of ["#bars", "#radar"]) {
        const image = page.locator(`${chart} svg[role=img]`);
        await image.waitFor();
        const name = await image.evaluate((svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent).join(" "));
        assert.match(name, /theo chỉ số chính .*\d/, "title and sentence");
        assert.equal(await page.locator(`${chart} tbody tr`).count(), 8);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await accessible();
      await screenshot(`results-${device}`);
    },
    { viewport },
  );
}

journey("lost points lead to the leaf, and every score to its reasons", async ({ page, open, accessible, screenshot }) => {
  await openExample(page, open, "dti-province-2022");
  const lost = page.locator("[data-gaps=lost]");
  const why = lost.getByRole("button", { name: /^Cách tính/ }).first();
  await why.focus();
  await page.keyboard.press("Enter");
  assert.equal(await why.getAttribute("aria-expanded"), "true");
  const panel = page.locator(`[id="${await why.getAttribute("aria-controls")}"]`);
  assert.match(await panel.innerText(), /\d/);
  await page.locator("#bars").getByRole("button", { name: /^Cách tính/ }).first().click();
  await accessible();
  await screenshot("results-why");
  await lost.getByRole("link").first().click();
  await page.waitForURL(/#\/assess\/\d/);
});

journey("a complete result has one number, strengths and weaknesses", async ({ page, open, accessible, screenshot }) => {
  await openFile(page, open, DA_NANG);
  assert.equal(await page.locator("[data-total]").first().innerText(), "800,18 / 1.000");
  assert.equal(await page.locator("[data-index-value]").innerText(), "0,8002");
  assert.equal(await page.locator("[data-interval]").count(), 0);
  const standing = page.locator(".results-standing");
  assert.match(await standing.locator("ol").first().innerText(), /^1\. Nhận thức số/);
  assert.match(await standing.locator("ol").nth(1).innerText(), /^9\. Hoạt động xã hội số/);
  await page.getByText("Đạt 800,18 điểm: cao nhất là Nhận thức số (100%), thấp nhất là Hoạt động xã hội số (51,97%).").first().waitFor();
  assert.equal(await page.locator(".allocated-notice").count(), 0, "no shared-out point is in these numbers");
  await accessible();
  await screenshot("results-complete");
});

journey("tasks are counted, never in points", async ({ page, open, accessible, screenshot }) => {
  await openExample(page, open, "mic-2024-province");
  assert.match(await page.locator("[data-total]").first().innerText(), /^\d+\/36 nhiệm vụ$/);
  assert.equal(await page.locator("[data-index-value]").count(), 0);
  assert.doesNotMatch(await page.locator("main").innerText(), /\d điểm/);
  await accessible();
  await screenshot("results-counted");
});

journey("a chart is saved as a picture with its source in it", async ({ page, open }) => {
  await openExample(page, open, "dti-province-2022");
  for (const [chart, title] of [["#bars", "Điểm theo chỉ số chính"], ["#radar", "Tỷ lệ điểm theo chỉ số chính"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(chart).getByRole("button", { name: "Tải hình (SVG)" }).click()]);
    assert.match(download.suggestedFilename(), /^dti-province-2022_tinh-bac-giang_2024-q1_\d{4}-\d\d-\d\d_(bars|radar)\.svg$/);
    const svg = await readFile(await download.path(), "utf8");
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.ok(svg.includes(`<title>${title}</title>`));
    assert.match(svg.replace(/<[^>]+>/g, " "), /Nguồn: Tỉnh Bắc Giang, quý I\/2024/);
    assert.doesNotMatch(svg, /<script|style=/);
  }
});

journey(
  "the results read in English, in a narrow window too",
  async ({ page, open, accessible }) => {
    await openExample(page, open, "dti-province-2022", "?lang=en");
    await page.getByRole("heading", { level: 1, name: /^Results: / }).waitFor();
    assert.equal(await page.getByText(/\b(results|shell|charts|status)\.[a-z_]+/).count(), 0, "a text without translation");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "the page scrolls sideways");
    await accessible();
  },
  { viewport: NARROW },
);

journey("without an assessment the page shows the ways in", async ({ page, open, accessible }) => {
  await open("./#/results");
  await page.getByText("Chưa có bản đánh giá nào đang mở.").waitFor();
  await accessible();
  await page.getByRole("button", { name: /Xem ví dụ Bắc Giang/ }).click();
  await page.locator("[data-total]").first().waitFor();
});

for (const [name, options] of [
  ["in the dark", { colorScheme: "dark" }],
  ["with the system's own colors", { forcedColors: "active" }],
]) {
  journey(
    `the charts can be read ${name}`,
    async ({ page, open, accessible, screenshot }) => {
      await openExample(page, open, "dti-province-2022");
      await accessible();
      await screenshot(`results-${name.replaceAll(/[^a-z]+/g, "-")}`);
    },
    options,
  );
}
