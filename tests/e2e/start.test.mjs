// The page starts: with scripts, without them, on a phone, and when the program cannot be loaded.
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `the home page opens on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./");
      assert.match(await page.title(), /Thước Số/);
      assert.equal(await page.locator("html").getAttribute("lang"), "vi");
      assert.ok(await page.locator("h1").first().isVisible());
      assert.equal(await page.locator("#boot-failed").isVisible(), false);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await accessible();
      await screenshot(`home-${device}`);
    },
    { viewport },
  );
}

journey("each file is asked for once", async ({ page, open, requests }) => {
  await open("./");
  await page.waitForLoadState("networkidle");
  const files = requests.filter((address) => !address.startsWith("data:"));
  assert.deepEqual(files, [...new Set(files)]);
  assert.equal(files.filter((address) => address.endsWith(".wasm")).length, 1);
}, { fetches: true });

journey("every script and style sheet carries its hash", async ({ page, open }) => {
  await open("./");
  const without = await page
    .locator("script:not([integrity]), link[rel=stylesheet]:not([integrity])")
    .evaluateAll((elements) => elements.map((element) => element.outerHTML));
  assert.deepEqual(without, []);
}, { fetches: true });

journey(
  "without scripts the page says what it is and what it needs",
  async ({ page, url, screenshot }) => {
    await page.goto(url);
    const text = await page.locator("body").innerText();
    assert.match(text, /Chỉ số chuyển đổi số/);
    assert.match(text, /cần JavaScript/);
    await screenshot("home-without-scripts");
  },
  { javaScriptEnabled: false },
);

journey("a program that cannot be loaded is reported on the page", async ({ page, url, accessible, expectError, screenshot }) => {
  expectError("ERR_FAILED");
  expectError("Failed to fetch");
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(url);
  const notice = page.getByRole("alert");
  await notice.waitFor();
  assert.match(await notice.innerText(), /Ứng dụng không chạy được/);
  assert.equal(await page.locator("html").getAttribute("data-app"), "failed");
  await accessible();
  await screenshot("home-failed");
}, { fetches: true });
