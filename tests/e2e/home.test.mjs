// The first page: what this is, four ways in, and the way back to what was begun.
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 });

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `the first page says what this is and has four ways in, on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./");
      assert.match(await heading(page).innerText(), /Chỉ số chuyển đổi số \(DTI\)/);
      const ways = page.getByRole("navigation", { name: "Bắt đầu" });
      await ways.getByRole("link", { name: "Tự đánh giá" }).waitFor();
      await ways.getByRole("button", { name: "Xem ví dụ (Bắc Giang, quý I/2024)" }).waitFor();
      await ways.getByRole("link", { name: "Xếp hạng các tỉnh, thành phố" }).waitFor();
      await ways.getByRole("link", { name: "Bộ chỉ số" }).waitFor();
      assert.equal(await page.getByText("Tiếp tục:").count(), 0, "nothing has been begun");
      await sidewaysScroll(page);
      await accessible();
      await screenshot(`home-page-${device}`);
    },
    { viewport },
  );
}

journey("the first page is there in English", async ({ page, open, accessible }) => {
  await open("./");
  await page.getByRole("button", { name: "English" }).click();
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
  assert.match(await heading(page).innerText(), /digital transformation index/);
  assert.equal(await page.getByText(/\b(home|shell|charts)\.[a-z]+\b/).count(), 0, "a text without translation");
  await accessible();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: /digital transformation index/ }).waitFor();
});

journey("the example opens, and is offered again afterwards", async ({ page, open, accessible, screenshot }) => {
  await open("./");
  await page.getByRole("button", { name: /Xem ví dụ/ }).click();
  await page.waitForURL(/#\/assess/);
  await page.goto(new URL("#/", page.url()).href);
  const first = page.getByRole("navigation", { name: "Bắt đầu" }).getByRole("listitem").first();
  await first.getByRole("link", { name: "Tiếp tục: Tỉnh Bắc Giang, quý I/2024" }).waitFor();
  await accessible();
  await screenshot("home-page-continue");
  await page.locator("[data-saved=saved]").waitFor();
  await page.reload();
  await page.getByRole("link", { name: /^Tiếp tục: Tỉnh Bắc Giang/ }).waitFor();
  await page.getByRole("link", { name: "Xem kết quả" }).click();
  await page.locator("[data-total]").first().waitFor();
});

async function sidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}
