// Where the browser's store ends: no room left, and a page inside a page of another site.
import { createServer } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { startServer } from "../../tools/server.mjs";
import { assert, close, keptWork } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const percent = (page) => page.locator('[data-leaf="4.3"][data-input="percent"]');

const percents = async (page) => Object.values(await keptWork(page)).map((it) => it.assessment.responses["4.3"].inputs.percent);

async function begin(page) {
  await page.locator('.start-framework input[value="dti-province-2022"]').check();
  await page.locator("#new-organization").fill("Tỉnh Bắc Giang");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
}

/** A browser with a profile on the disk: contexts of journeys are private windows, whose store is another one. */
function withProfile(name, run) {
  test(name, { timeout: 120_000 }, async () => {
    const server = await startServer({ folder: DIST, prefix: "/cong-thong-tin/dti/" });
    const profile = await mkdtemp(join(tmpdir(), "thuocso-profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
      locale: "vi-VN",
      acceptDownloads: true,
      serviceWorkers: "block", // what it keeps would count too
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await run({ page, context, url: server.url });
    } finally {
      await close(context);
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

/** Other data of the same site, until there is no room for a line more. */
function fill(page) {
  return page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("other-data", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const put = (size, key) => {
            const writing = opening.result.transaction("texts", "readwrite", { durability: "strict" });
            // Texts of one letter would be packed to nothing.
            const text = Array.from(crypto.getRandomValues(new Uint8Array(size)), (it) => String.fromCharCode(33 + (it % 90))).join("");
            writing.objectStore("texts").put(text, key);
            writing.oncomplete = () => put(size, key + 1);
            writing.onabort = () => {
              if (writing.error?.name !== "QuotaExceededError") return failed(writing.error);
              if (size > 64) return put(Math.floor(size / 4), key + 1);
              opening.result.close();
              return done();
            };
          };
          put(60_000, 0);
        };
      }),
  );
}

withProfile("a disk that is full is said, nothing is lost, and saving goes on when there is room", async ({ page, context, url }) => {
  // A real quota, which the browser enforces. It has to be there before the store is first used.
  const browser = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 400_000 });
  await page.goto(new URL("#/assess", url).href);
  await begin(page);
  await page.goto(new URL("#/assess/4", url).href);
  await percent(page).fill("80");
  await percent(page).blur();
  await page.locator("[data-saved=saved]").waitFor();
  assert.deepEqual(await percents(page), ["80"]);
  await fill(page);
  await percent(page).fill("81");
  await percent(page).blur();
  await page.locator("[data-saved=failed]").waitFor();
  assert.match(await page.locator("[data-saved=failed]").innerText(), /hết chỗ lưu/);
  // What was kept before is still there, and the way out has the change.
  assert.deepEqual(await percents(page), ["80"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải phiếu về máy" }).click()]);
  assert.equal(JSON.parse(await readFile(await download.path(), "utf8")).responses["4.3"].inputs.percent, "81");
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await percent(page).fill("82");
  await percent(page).blur();
  await page.locator("[data-saved=saved]").waitFor();
  assert.deepEqual(await percents(page), ["82"]);
});

withProfile("inside a page of another site, the page says what that means and offers a window of its own", async ({ page, url }) => {
  const host = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Cổng khác</title><iframe src="${url}#/assess" width="1000" height="900"></iframe>`);
  });
  await new Promise((done) => host.listen(0, "127.0.0.1", done));
  try {
    // A portal may send other headers than we advise, which keep this page out of other sites.
    await page.route(`${url}**`, async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.goto(`http://127.0.0.1:${host.address().port}/`);
    const frame = page.frameLocator("iframe");
    await begin(frame);
    await frame.locator("[data-risk^=framed]").waitFor();
    const way = frame.getByRole("link", { name: "Mở ở cửa sổ riêng" });
    assert.equal(await way.getAttribute("target"), "_blank");
    assert.equal(await way.getAttribute("href"), url);
  } finally {
    host.close();
  }
});
