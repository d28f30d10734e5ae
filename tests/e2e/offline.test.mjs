// Without a network, and when a new version is published: the application opens, works and keeps what was typed.
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeServiceWorker } from "../../tools/offline.mjs";
import { startServer } from "../../tools/server.mjs";
import { assert, journey } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const WWW = fileURLToPath(new URL("../../www/", import.meta.url));

const withServiceWorker = { serviceWorkers: "allow" };
const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();
const keptForOffline = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
const cacheNames = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => !name.endsWith("kept")));

journey("everything opens without a network after one visit", async ({ page, context, open }) => {
  await open("./");
  await keptForOffline(page);
  await context.setOffline(true);
  await open("./#/ranking");
  await page.reload();
  await heading(page, /Xếp hạng/);
  await open("./#/frameworks/mic-2024-ministry");
  await heading(page, /./);
  await open("./#/author");
  await heading(page, "Soạn bộ chỉ số");
  await open("./index.html#/assess");
  await page.locator("#new-organization").fill("Sở Nội vụ");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
  await page.locator("[data-saved=saved]").waitFor();
  await page.reload();
  await page.locator("[data-total]").first().waitFor();
  assert.match(await page.locator("main").innerText(), /Sở Nội vụ/);
}, { fetches: true, ...withServiceWorker });

journey("copies in several folders of a portal are installed apart", async ({ page, context, open }) => {
  await open("./");
  const browser = await context.newCDPSession(page);
  const { appId } = await browser.send("Page.getAppId");
  assert.equal(appId, new URL("./", page.url()).href);
}, { fetches: true, ...withServiceWorker });

journey("a browser that refuses to keep the application still runs it", async ({ page, context, open }) => {
  await context.addInitScript(() => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException("refused", "SecurityError"));
  });
  await open("./");
  await heading(page, /Chỉ số chuyển đổi số/);
}, { fetches: true, ...withServiceWorker });

/** A copy of the built folder in which a new version can be published, served below a folder of a portal. */
async function withPortal(run) {
  const folder = await mkdtemp(join(tmpdir(), "thuocso-portal-"));
  await cp(DIST, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
  const server = await startServer({ folder, prefix: "/cong/dti/" });
  const publish = async (text, { without } = {}) => {
    const file = join(folder, "index.html");
    await writeFile(file, (await readFile(file, "utf8")).replace(/<title>[^<]*/, `<title>${text}`));
    await writeServiceWorker({ source: WWW, folder, minify: false });
    if (without) await rm(join(folder, without));
  };
  try {
    await run({ url: server.url, publish });
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

const askForUpdate = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => {}));
// Of the document that arrived, whatever title the page shows by now.
const versionOf = (page) => page.evaluate(async () => /<title>([^<]*)/.exec(await (await fetch("./")).text())[1]);

journey("what a portal adds is there without a network, unless its answer says that it is not to be kept", async ({ page, context, requests, expectError }) => {
  const added = { "numbers.json": "no-cache", "personal.json": "private, No-Store" };
  await withPortal(async ({ url, publish }) => {
    await publish("Cổng");
    const portal = createServer(async (request, answer) => {
      const name = request.url.split("/").at(-1);
      if (name in added) return answer.writeHead(200, { "Cache-Control": added[name] }).end(name);
      const file = await fetch(new URL(request.url, url));
      answer.writeHead(file.status, { "Content-Type": file.headers.get("Content-Type") }).end(Buffer.from(await file.arrayBuffer()));
    });
    await once(portal.listen(0, "localhost"), "listening");
    try {
      await page.goto(`http://localhost:${portal.address().port}${new URL(url).pathname}`);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      const answers = () =>
        page.evaluate((names) => Promise.all(names.map((name) => fetch(name).then((answer) => answer.text(), () => "nothing"))), Object.keys(added));
      assert.deepEqual(await answers(), ["numbers.json", "personal.json"]);
      await context.setOffline(true);
      expectError("net::ERR_FAILED");
      assert.deepEqual(await answers(), ["numbers.json", "nothing"]);
    } finally {
      portal.close();
      portal.closeAllConnections();
    }
    requests.length = 0; // they are of this portal, not of the harness's
  });
}, { fetches: true, ...withServiceWorker });

journey("a new version is told, waits for the person, and the old one goes away", async ({ page, requests }) => {
  await withPortal(async ({ url, publish }) => {
    await page.goto(`${url}#/assess`);
    await keptForOffline(page);
    const [before] = await cacheNames(page);
    await page.locator("#new-organization").fill("Sở Y tế");
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    await page.locator("[data-saved=saved]").waitFor();

    await publish("Bản hai");
    await askForUpdate(page);
    const notice = page.locator("[data-update-notice]");
    await notice.waitFor();
    assert.match(await notice.innerText(), /Đã có phiên bản mới/);
    await page.reload();
    await notice.waitFor();
    assert.notEqual(await versionOf(page), "Bản hai", "reloading alone does not change the version");

    await notice.getByRole("button", { name: "Dùng phiên bản mới" }).click();
    await page.waitForFunction(async () => (await (await fetch("./")).text()).includes("Bản hai"));
    await page.locator("[data-total]").first().waitFor();
    assert.match(await page.locator("main").innerText(), /Sở Y tế/, "the work is still there");
    await page.waitForFunction(async () => (await caches.keys()).filter((name) => !name.endsWith("kept")).length === 1);
    const [now] = await cacheNames(page);
    assert.notEqual(now, before);
    requests.length = 0; // they are of this portal, not of the harness's
  });
}, { fetches: true, ...withServiceWorker });

journey("a tab that did not ask is told when another one changes the version", async ({ page, context, requests }) => {
  await withPortal(async ({ url, publish }) => {
    await page.goto(url);
    await keptForOffline(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    const other = await context.newPage();
    await other.goto(url);
    await other.waitForFunction(() => document.documentElement.dataset.app === "ready" && navigator.serviceWorker.controller);
    await publish("Bản hai");
    await askForUpdate(page);
    await page.getByRole("button", { name: "Dùng phiên bản mới" }).click();
    await other.getByText("Một thẻ khác đã chuyển sang phiên bản mới").waitFor();
    await other.getByRole("button", { name: "Dùng phiên bản mới" }).click();
    await heading(other, /Chỉ số chuyển đổi số/);
    await other.waitForFunction(() => !document.documentElement.dataset.update);
    requests.length = 0;
  });
}, { fetches: true, ...withServiceWorker });

journey("a version with a file missing is not taken, and the old one goes on", async ({ page, requests }) => {
  await withPortal(async ({ url, publish }) => {
    await page.goto(url);
    await keptForOffline(page);
    const before = await cacheNames(page);
    await publish("Bản hai", { without: "app.webmanifest" });
    const outcome = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing)));
      await registration.update();
      const worker = await found;
      return new Promise((resolve) => {
        const look = () => ["installed", "redundant"].includes(worker.state) && resolve(worker.state);
        worker.addEventListener("statechange", look);
        look();
      });
    });
    assert.equal(outcome, "redundant");
    assert.deepEqual(await cacheNames(page), before, "nothing half is kept");
    await page.reload();
    await heading(page, /Chỉ số chuyển đổi số/);
    assert.equal(await page.locator("[data-update-notice]").count(), 0);
    requests.length = 0;
  });
}, { fetches: true, ...withServiceWorker });
