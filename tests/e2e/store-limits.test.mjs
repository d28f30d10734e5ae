// Where the browser's store ends: no room left, and a page inside a page of another site.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { launchChromium } from "../../tools/chromium.mjs";
import { startServer } from "../../tools/server.mjs";
import { assert, journey, keptWork } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const percent = (page) => page.locator('[data-leaf="4.3"][data-input="percent"]');

async function begin(page) {
  await page.locator('.start-framework input[value="dti-province-2022"]').check();
  await page.locator("#new-organization").fill("Tỉnh Bắc Giang");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
}

journey("a disk that is full is said, nothing is lost, and saving goes on when there is room", async ({ page, context, open, url, accessible }) => {
  await open("./#/assess");
  await begin(page);
  await page.goto(new URL("#/assess/4", url).href);
  await percent(page).fill("80");
  await percent(page).blur();
  await page.locator("[data-saved=saved]").waitFor();
  const browser = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await percent(page).fill("81");
  await percent(page).blur();
  await page.locator("[data-saved=failed]").waitFor();
  assert.match(await page.locator("[data-saved=failed]").innerText(), /hết chỗ lưu/);
  await accessible();
  // What was kept before is still there, and the way out has the change.
  assert.deepEqual(Object.values(await keptWork(page)).map((it) => it.assessment.responses["4.3"].inputs.percent), ["80"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải phiếu về máy" }).click()]);
  assert.equal(JSON.parse(await readFile(await download.path(), "utf8")).responses["4.3"].inputs.percent, "81");
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await percent(page).fill("82");
  await percent(page).blur();
  await page.locator("[data-saved=saved]").waitFor();
  assert.deepEqual(Object.values(await keptWork(page)).map((it) => it.assessment.responses["4.3"].inputs.percent), ["82"]);
});

test("inside a page of another site, the page says that its store is another one, and offers a window of its own", { timeout: 120_000 }, async () => {
  const server = await startServer({ folder: DIST, prefix: "/cong-thong-tin/dti/" });
  const host = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Cổng khác</title><iframe src="${server.url}#/assess" width="1000" height="900"></iframe>`);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ locale: "vi-VN" });
    // A portal may send other headers than we advise, which keep this page out of other sites.
    await page.route(`${server.url}**`, async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.goto(`http://127.0.0.1:${host.address().port}/`);
    const frame = page.frameLocator("iframe");
    await begin(frame);
    await frame.locator("[data-risk=framed]").waitFor();
    const way = frame.getByRole("link", { name: "Mở ở cửa sổ riêng" });
    assert.equal(await way.getAttribute("target"), "_blank");
    assert.equal(await way.getAttribute("href"), server.url);
  } finally {
    await browser.close();
    host.close();
    await server.close();
  }
});
