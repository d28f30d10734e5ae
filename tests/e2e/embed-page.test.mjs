// The page “Nhúng vào cổng”: choose, look, copy. The code that it prints is what tests/e2e/embed.test.mjs embeds.
import { PHONE, assert, journey } from "./harness.mjs";

const code = (page) => page.locator("#embed-code").inputValue();

/** Waits until the preview has loaded what is chosen now, and shows it. */
async function previewed(page, choice, content) {
  await page.waitForFunction((choice) => {
    const frame = document.querySelector(".embed-preview");
    return frame.src.includes(choice) && frame.contentWindow.location.href === frame.src;
  }, choice);
  await page.frameLocator(".embed-preview").locator(content).waitFor();
  await page.waitForLoadState("networkidle");
}

journey(
  "a webmaster chooses a view, looks at it and copies the code",
  async ({ page, open, accessible, screenshot, url }) => {
    await open("./#/embed");
    await page.getByRole("heading", { name: "Nhúng vào cổng" }).waitFor();
    assert.equal(await code(page), `<script type="module" src="${url}thuoc-so.js"></script>\n<thuoc-so view="ranking"></thuoc-so>\n`);
    await previewed(page, "view=ranking", "table.ranking-table");

    await page.getByLabel("Năm", { exact: true }).fill("2024");
    await page.getByLabel("Mã đơn vị").fill("24");
    assert.match(await code(page), /<thuoc-so view="ranking" unit="24" period="2024"><\/thuoc-so>/);
    await page.getByRole("button", { name: "Chép đoạn mã" }).click();
    await page.getByText("Đã chép.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page));
    await previewed(page, "unit=24&period=2024", "table.ranking-table");

    // One version for good: the hashes are those of the build.
    const { integrity } = await (await page.request.get(`${url}embed.json`)).json();
    await page.getByText("Cố định một bản").click();
    assert.ok((await code(page)).includes(`integrity="${integrity["thuoc-so.js"]}" crossorigin="anonymous"`));
    await page.getByText("Khung <iframe>").click();
    assert.match(await code(page), /^<iframe data-thuoc-so src="[^"]+embed\.html\?view=ranking&amp;unit=24&amp;period=2024&amp;host=/);
    assert.ok((await code(page)).includes(`integrity="${integrity["thuoc-so-host.js"]}"`));
    assert.match(await page.locator(".embed-policy").innerText(), /^frame-src http:\/\/localhost/);

    await page.getByLabel("Nội dung", { exact: true }).selectOption("score");
    await previewed(page, "view=score", "[data-total]");
    await accessible();
    await screenshot("embed-page");
  },
  { permissions: ["clipboard-read", "clipboard-write"], fetches: true },
);

journey(
  "the page can be used on a phone",
  async ({ page, open, accessible, screenshot }) => {
    await open("./#/embed");
    await previewed(page, "view=ranking", "table.ranking-table");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "the page scrolls sideways");
    await accessible();
    await screenshot("embed-page-phone");
  },
  { viewport: PHONE },
);
