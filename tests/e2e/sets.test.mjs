// Every level has a set: choosing one, and filling in those of which only whole main indicators are known.
import { DESKTOP, PHONE, assert, forgetAll, journey } from "./harness.mjs";

const total = (page) => page.locator("[data-total]").getAttribute("data-total");
const level = (page, name) => page.getByRole("radio", { name, exact: true });
const begin = (page) => page.getByRole("button", { name: "Bắt đầu nhập" });

async function start(page, open, name, framework) {
  await open("./#/assess");
  await level(page, name).check();
  await page.locator(`.start-framework input[value=${framework}]`).check();
  await begin(page).click();
  await page.locator("[data-total]").waitFor();
}

async function noSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, `${page.url()} scrolls sideways`);
}

journey("a new assessment begins with provinces, and a framework is fetched when it is begun", async ({ page, open, requests, accessible }) => {
  await open("./#/assess");
  await level(page, "Cấp tỉnh").waitFor();
  assert.equal(await level(page, "Cấp tỉnh").isChecked(), true);
  assert.equal(await page.locator(".start-framework input:checked").inputValue(), "dti-province-2022");
  assert.equal(await page.locator(".start-framework").count(), 3);
  const fetched = () => requests.filter((address) => address.endsWith("/framework.json"));
  await level(page, "Trường học").check();
  assert.equal(await page.locator(".start-framework input:checked").inputValue(), "school-2022");
  await accessible();
  assert.equal(fetched().length, 0);
  await begin(page).click();
  await page.locator("[data-total]").waitFor();
  assert.equal(fetched().length, 1);
}, { fetches: true });

journey("a framework in the page's address is the one to begin with", async ({ page, open }) => {
  await open("./?framework=dti-ministry-2022#/assess");
  await level(page, "Cấp bộ").waitFor();
  assert.equal(await level(page, "Cấp bộ").isChecked(), true);
  assert.equal(await page.locator(".start-framework input:checked").inputValue(), "dti-ministry-2022");
});

journey("a framework that does not arrive is said, and the button tries again", async ({ page, context, open, url, accessible, expectError }) => {
  expectError("net::ERR_FAILED");
  await open("./#/assess");
  await level(page, "Cấp xã").check();
  const address = `${url}indicators/tay-ninh-commune-2025/framework.json`;
  await context.route(address, (route) => route.abort());
  await page.locator("#new-organization").fill("Xã Cần Giuộc");
  await begin(page).click();
  await page.getByRole("alert").filter({ hasText: "Chưa tải được bộ chỉ số" }).waitFor();
  await accessible();
  await context.unroute(address);
  await begin(page).click();
  await page.locator("[data-total]").waitFor();
  assert.match(await page.locator(".head-who").innerText(), /Xã Cần Giuộc/);
}, { fetches: true });

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `main indicators whose components are unknown are entered below each other, on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await start(page, open, "Cấp tỉnh", "dti-province-2025");
      assert.equal(await page.locator(".leaf").count(), 8);
      await page.getByText("47 chỉ số thành phần; nguồn hiện có: 0").waitFor();
      await page.locator('[data-leaf="1"]').fill("0,5");
      assert.equal(await total(page), "25");
      // The same as points: 30 of the 50 of indicator 2.
      await page.locator("#leaf-2 [data-panel=given]").click();
      await page.locator('[data-leaf="2"][data-input=given]').fill("30");
      await page.locator('[data-leaf="2"][data-input=given]').press("Tab");
      assert.equal(await total(page), "55");
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`set-province-2025-${device}`);
    },
    { viewport },
  );

  journey(
    `sets of ministries, schools and communes can be used, on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await start(page, open, "Cấp bộ", "dti-ministry-2022");
      await page.locator('[data-leaf="1"]').fill("80");
      assert.equal(await total(page), "80");
      await accessible();
      await screenshot(`set-ministry-2022-${device}`);
      await forgetAll(page);

      await page.getByRole("button", { name: "Phiếu khác" }).click();
      await start(page, open, "Trường học", "school-2022");
      const condition = page.locator('[data-score="1.1"]');
      assert.equal(await condition.innerText(), "Chưa nhập");
      await page.locator('[data-leaf="1.1"][value=no]').check();
      assert.equal(await condition.innerText(), "chưa đạt");
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`set-school-2022-${device}`);
      await open("./#/results");
      await page.getByText("Theo nhóm có mức thấp nhất").waitFor();
      await accessible();

      await page.goto(new URL("#/assess", page.url()).href);
      await page.getByRole("button", { name: "Phiếu khác" }).click();
      await start(page, open, "Cấp xã", "thanh-hoa-commune-2022");
      assert.doesNotMatch(await page.locator(".assess").innerText(), /\brest\b/, "a code that no source prints");
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`set-thanh-hoa-${device}`);
    },
    { viewport },
  );
}

journey("deadlines of a plan are there, folded, and say whose they are", async ({ page, open, accessible, screenshot }) => {
  await open("./#/assess");
  await page.locator('[data-example="dti-province-2022"]').click();
  const deadlines = page.locator(".deadlines");
  await deadlines.waitFor();
  assert.match(await deadlines.locator("summary").innerText(), /tỉnh Bắc Giang/);
  assert.equal(await deadlines.getByRole("listitem").first().isVisible(), false);
  await deadlines.locator("summary").click();
  // The example is of the first quarter of 2024: before the 25th and the 30th of its last month.
  assert.match(await deadlines.innerText(), /trước ngày 25\/3\/2024/);
  assert.match(await deadlines.innerText(), /trước ngày 30\/3\/2024/);
  await accessible();
  await screenshot("assess-deadlines");
});
