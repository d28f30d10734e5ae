// Pages that need no script: home, a framework and the ranking of 2024 are read with scripts off.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

// Builds for development have no such pages (tools/finish.mjs).
const skip = existsSync(fileURLToPath(new URL("../../dist/pages/index.html", import.meta.url))) ? false : "dist/ has no pages";

async function fits(page) {
  const width = await page.locator("html").evaluate((html) => [html.scrollWidth, html.clientWidth]);
  assert.equal(width[0], width[1], "the page scrolls sideways");
}

/** Holds the program back until the answer is called. */
async function holdProgram(page) {
  let arrives;
  const held = new Promise((done) => (arrives = done));
  await page.route("**/*.wasm", (route) => held.then(() => route.continue()));
  return arrives;
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `without scripts home, the ranking of 2024, a unit and a framework are readable, on a ${device} window`,
    async ({ page, url, requests, screenshot }) => {
      await page.goto(url);
      assert.match(await page.locator("main").innerText(), /Năm 2024, Hà Nội đứng đầu 34 tỉnh, thành phố về DTI với 0,8241/);
      await fits(page);
      await screenshot(`pages-home-${device}`);
      await page.getByRole("link", { name: /^2024 · 34/ }).click();
      await page.getByRole("heading", { level: 1, name: "Xếp hạng chuyển đổi số (DTI) năm 2024, 34 tỉnh, thành phố" }).waitFor();
      assert.equal(await page.locator("tbody tr").count(), 34);
      assert.deepEqual(await page.locator("tbody tr").first().locator("th, td").evaluateAll((cells) => cells.slice(0, 3).map((cell) => cell.textContent)), ["1", "Hà Nội", "0,8241"]);
      await fits(page);
      await screenshot(`pages-ranking-${device}`);
      await page.getByRole("link", { name: "Bắc Ninh", exact: true }).click();
      await page.getByRole("heading", { level: 1, name: "Chuyển đổi số (DTI) của Bắc Ninh (sau sáp nhập)" }).waitFor();
      await fits(page);
      await screenshot(`pages-unit-${device}`);
      await page.goto(url);
      await page.getByRole("link", { name: "Các bộ chỉ số" }).click();
      await page.getByRole("heading", { level: 1, name: "Các bộ chỉ số" }).waitFor();
      await page.locator("main h2 a").first().click();
      await page.locator("#muc-1").waitFor();
      assert.match(await page.locator("#muc-1").innerText(), /^1\. /);
      await fits(page);
      await screenshot(`pages-framework-${device}`);
      assert.deepEqual(requests.filter((address) => address.endsWith(".js")), []);
    },
    { viewport, javaScriptEnabled: false, skip, fetches: true },
  );
}

journey(
  "pages that need no script are accessible, and lead into the application",
  async ({ page, url, accessible }) => {
    for (const path of ["index.html", "xep-hang/2024-provinces-34.html", "don-vi/provinces-63-46.html", "bo-chi-so/index.html", "bo-chi-so/dti-province-2022.html"]) {
      await page.goto(`${url}pages/${path}`);
      await accessible();
    }
    await page.goto(`${url}pages/don-vi/provinces-34-24.html`);
    await page.getByRole("link", { name: "Mở hồ sơ này trong Thước Số để so sánh và xem biểu đồ" }).click();
    await page.getByRole("heading", { level: 1, name: "Bắc Ninh (sau sáp nhập)" }).waitFor();
  },
  { skip, fetches: true },
);

journey(
  "the first page is there before the program, and does not move when the program draws it",
  async ({ page, url }) => {
    // No picture is taken here: a picture of the whole page changes the size of the window, and then things do move.
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((it) => it.value))).observe({ type: "layout-shift", buffered: true });
    });
    const programArrives = await holdProgram(page);
    await page.goto(url);
    const before = await page.locator("#app").innerText();
    assert.match(before, /Tính Chỉ số chuyển đổi số/);
    assert.match(before, /Xếp hạng các tỉnh, thành phố/);
    programArrives();
    await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
    assert.equal(await page.locator("#app").innerText(), before);
    assert.deepEqual(await page.evaluate(() => window.shifts), []);
  },
  { skip, fetches: true },
);

journey(
  "who asks for another page never sees the first one",
  async ({ page, url, screenshot }) => {
    const programArrives = await holdProgram(page);
    await page.goto(`${url}#/frameworks`);
    await page.getByText("Đang mở trang…").waitFor();
    assert.equal(await page.getByRole("heading", { level: 1 }).isVisible(), false);
    assert.equal(await page.getByRole("link", { name: "Xếp hạng" }).isVisible(), true);
    await screenshot("pages-opening");
    programArrives();
    await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
    await page.getByRole("link", { name: "Thước Số" }).click();
    await page.getByRole("heading", { level: 1, name: "Tính Chỉ số chuyển đổi số" }).waitFor();
  },
  { skip, fetches: true },
);
