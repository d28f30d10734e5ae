// The page “Nhúng vào cổng”: choose, look, copy. The code that it prints is what tests/e2e/embed.test.mjs embeds.
import { PHONE, assert, journey } from "./harness.mjs";

const code = (page) => page.locator("#embed-code").inputValue();

/** Waits until the preview has loaded what is chosen now, and shows it. */
async function previewed(page, choice, content) {
  await page.waitForFunction((choice) => {
    const frame = document.querySelector(".embed-preview");
    return frame?.src.includes(choice) && frame.contentWindow.location.href === frame.src;
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
  "the one file says why it shows no preview",
  async ({ page, alsoOwn }) => {
    const file = new URL("../../dist/thuocso.html#/embed", import.meta.url).href;
    alsoOwn(file);
    await page.goto(file);
    await page.getByText("đang mở từ một tệp trên máy nên không xem trước được").waitFor();
    assert.equal(await page.locator(".embed-preview").count(), 0);
  },
  { fetches: true },
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

journey(
  "code is made and copied by keyboard alone",
  async ({ page, open, url }) => {
    await open("./#/embed");
    await page.getByRole("heading", { name: "Nhúng vào cổng" }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.value || document.activeElement.textContent);
    /** Goes on with the Tab key until a field has the focus, which must be seen. */
    const tabTo = async (wanted) => {
      const passed = [];
      while ((await focused()) !== wanted) {
        assert.ok(passed.length < 60, `the keyboard does not come to ${wanted}, only to ${passed.join(", ")}`);
        passed.push(await focused());
        await page.keyboard.press("Tab");
      }
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
      });
      assert.ok(outline >= 2, `the focus can not be seen at ${wanted}: ${outline} px`);
    };
    await tabTo("embed-view");
    await page.keyboard.press("ArrowDown"); // from the ranking to the profile
    await tabTo("embed-unit");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("provinces-34/24");
    await tabTo("embed-period");
    await page.keyboard.type("2024");
    await tabTo("embed-theme");
    await page.keyboard.press("End");
    await tabTo("element"); // a group of radio buttons is one stop
    await page.keyboard.press("ArrowDown");
    await tabTo("embed-code");
    const made = `embed.html?view=profile&amp;unit=provinces-34%2F24&amp;period=2024&amp;theme=host&amp;host=`;
    assert.ok((await code(page)).startsWith(`<iframe data-thuoc-so src="${url}${made}`), await code(page));
    await tabTo("Chép đoạn mã");
    await page.keyboard.press("Enter");
    await page.getByText("Đã chép.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page));
    // Into the preview and out of it again: no trap.
    await previewed(page, "view=profile&unit=provinces-34%2F24&period=2024&theme=host", "a[href$='units=24']");
    const inPreview = () => page.evaluate(() => document.activeElement.matches(".embed-preview"));
    for (const [key, wanted] of [["Tab", true], ["Shift+Tab", false]]) {
      for (let stop = 0; stop < 5 && (await inPreview()) !== wanted; stop++) await page.keyboard.press(key);
      assert.equal(await inPreview(), wanted, `${key} ${wanted ? "into" : "out of"} the preview`);
    }
  },
  { permissions: ["clipboard-read", "clipboard-write"], fetches: true },
);
