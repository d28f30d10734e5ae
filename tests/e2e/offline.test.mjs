// Without a network, and when a new version is published: the application opens, works and keeps what was typed.
import { once } from "node:events";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
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
  // All of a version but a file that is missing; or with a start page that is still that of the version before.
  const publish = async (text, { without, withOldPage } = {}) => {
    const file = join(folder, "index.html");
    const before = await readFile(file, "utf8");
    await writeFile(file, before.replace(/<title>[^<]*/, `<title>${text}`));
    await writeServiceWorker({ source: WWW, folder, minify: false });
    if (without) await rm(join(folder, without));
    if (withOldPage) await writeFile(file, before);
  };
  try {
    await run({ url: server.url, publish });
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** A server before that of the portal. What `answers`, by the name of a file, has none for is asked of the portal. */
async function withFront(url, answers, run) {
  const front = createServer(async (request, answer) => {
    const { pathname } = new URL(request.url, url);
    const own = answers(pathname.split("/").at(-1));
    if (own) return answer.writeHead(own.status ?? 200, own.headers).end(own.body);
    const file = await fetch(new URL(pathname, url));
    answer.writeHead(file.status, { "Content-Type": file.headers.get("Content-Type") }).end(Buffer.from(await file.arrayBuffer()));
  });
  await once(front.listen(0, "localhost"), "listening");
  try {
    await run(`http://localhost:${front.address().port}${new URL(url).pathname}`);
  } finally {
    front.close();
    front.closeAllConnections();
  }
}

const askForUpdate = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => {}));
// Of the document that arrived, whatever title the page shows by now.
const versionOf = (page) => page.evaluate(async () => /<title>([^<]*)/.exec(await (await fetch("./")).text())[1]);

/** Asks for a new version, and tells what becomes of it: "installed", or "redundant" when it is not taken. */
function outcomeOfUpdate(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing), { once: true }));
    await registration.update();
    const worker = await found;
    return new Promise((resolve) => {
      const look = () => ["installed", "redundant"].includes(worker.state) && resolve(worker.state);
      worker.addEventListener("statechange", look);
      look();
    });
  });
}

journey("what a portal adds is there without a network, unless its answer says that it is not to be kept", async ({ page, context, alsoOwn, expectError }) => {
  const added = { "numbers.json": "no-cache", "personal.json": "private, No-Store" };
  await withPortal(async ({ url, publish }) => {
    await publish("Cổng");
    const answers = (name) => name in added && { headers: { "Cache-Control": added[name] }, body: name };
    await withFront(url, answers, async (front) => {
      alsoOwn(front);
      await page.goto(front);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      const texts = () =>
        page.evaluate((names) => Promise.all(names.map((name) => fetch(name).then((answer) => answer.text(), () => "nothing"))), Object.keys(added));
      assert.deepEqual(await texts(), ["numbers.json", "personal.json"]);
      await context.setOffline(true);
      expectError("net::ERR_FAILED");
      assert.deepEqual(await texts(), ["numbers.json", "nothing"]);
    });
  });
}, { fetches: true, ...withServiceWorker });

journey("pages that a server leads to another address open without a network, too", async ({ page, context, alsoOwn, expectError }) => {
  const movedTo = (address) => ({ status: 302, headers: { Location: address } });
  const pageOf = (body) => ({ headers: { "Content-Type": "text/html; charset=utf-8" }, body });
  const answers = {
    "embed.html": movedTo("embed"),
    embed: pageOf(await readFile(join(DIST, "embed.html"))),
    "added.html": movedTo("added"),
    added: pageOf("<!DOCTYPE html><title>Cổng</title><h1>Trang của cổng</h1>"),
  };
  await withPortal(async ({ url, publish }) => {
    await publish("Cổng");
    await withFront(url, (name) => answers[name], async (front) => {
      alsoOwn(front);
      await page.goto(front);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      assert.match(await page.evaluate(async () => (await fetch("added.html")).url), /\/added$/);
      await context.setOffline(true);
      expectError("net::ERR_"); // views that were drawn early are not kept
      await page.goto(`${front}added.html`);
      await heading(page, "Trang của cổng");
      await page.goto(`${front}embed.html`);
      await page.locator("thuoc-so").waitFor({ state: "attached" });
    });
  });
}, { fetches: true, ...withServiceWorker });

journey("a hashed file that was asked for when half of it was copied is asked for again", async ({ page, alsoOwn, expectError }) => {
  const name = (await readdir(DIST)).find((file) => /^office-[0-9a-f]{16}\.wasm$/.test(file)); // the first page has no need of it
  const whole = await readFile(join(DIST, name));
  const headers = { "Content-Type": "application/wasm", "Cache-Control": "public, max-age=31536000, immutable" };
  let copied = false;
  let askedTwice;
  const again = new Promise((done) => (askedTwice = done));
  let times = 0;
  const answers = (file) => {
    if (file !== name) return null;
    if (++times === 2) askedTwice();
    return { headers, body: copied ? whole : whole.subarray(0, whole.length / 2) };
  };
  expectError("integrity");
  await withPortal(async ({ url, publish }) => {
    await publish("Cổng");
    await withFront(url, answers, async (front) => {
      alsoOwn(front);
      await page.goto(front);
      await again;
      await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
      assert.deepEqual(await cacheNames(page), []);
      copied = true;
      await page.reload();
      await keptForOffline(page);
      const kept = await page.evaluate(async (file) => (await (await caches.match(file)).arrayBuffer()).byteLength, name);
      assert.equal(kept, whole.length);
    });
  });
}, { fetches: true, ...withServiceWorker });

journey("a new version is told, waits for the person, and the old one goes away", async ({ page, alsoOwn }) => {
  await withPortal(async ({ url, publish }) => {
    alsoOwn(url);
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
  });
}, { fetches: true, ...withServiceWorker });

journey("a tab that did not ask is told when another one changes the version", async ({ page, context, alsoOwn }) => {
  await withPortal(async ({ url, publish }) => {
    alsoOwn(url);
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
  });
}, { fetches: true, ...withServiceWorker });

journey("a version with a file missing is not taken, and the old one goes on", async ({ page, alsoOwn }) => {
  await withPortal(async ({ url, publish }) => {
    alsoOwn(url);
    await page.goto(url);
    await keptForOffline(page);
    const before = await cacheNames(page);
    await publish("Bản hai", { without: "app.webmanifest" });
    assert.equal(await outcomeOfUpdate(page), "redundant");
    assert.deepEqual(await cacheNames(page), before, "nothing half is kept");
    await page.reload();
    await heading(page, /Chỉ số chuyển đổi số/);
    assert.equal(await page.locator("[data-update-notice]").count(), 0);
  });
}, { fetches: true, ...withServiceWorker });

journey("while a new version is being copied none of it is kept, and all of it when it is there", async ({ page, alsoOwn, expectError }) => {
  await withPortal(async ({ url, publish }) => {
    alsoOwn(url);
    await page.goto(url);
    await keptForOffline(page);
    const before = await cacheNames(page);
    await publish("Bản hai", { withOldPage: true });
    expectError("integrity");
    assert.equal(await outcomeOfUpdate(page), "redundant");
    assert.deepEqual(await cacheNames(page), before, "files of two versions are not kept as one");
    assert.equal(await page.locator("[data-update-notice]").count(), 0);

    await publish("Bản hai");
    assert.equal(await outcomeOfUpdate(page), "installed");
    const [now, ...more] = (await cacheNames(page)).filter((name) => !before.includes(name));
    assert.deepEqual(more, []);
    const kept = await page.evaluate(async (name) => (await (await caches.open(name)).match("./")).text(), now);
    assert.match(kept, /<title>Bản hai/);
  });
}, { fetches: true, ...withServiceWorker });

journey("a portal that goes back to the version in use takes nothing of it away, whatever fails", async ({ page, context, alsoOwn }) => {
  await withPortal(async ({ url, publish }) => {
    alsoOwn(url);
    await publish("Bản một");
    await page.goto(url);
    await keptForOffline(page);
    const [used] = await cacheNames(page);
    const keptFiles = () => page.evaluate(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url), used);
    const before = await keptFiles();
    await publish("Bản hai");
    assert.equal(await outcomeOfUpdate(page), "installed");

    // Something is to be fetched, and it is missing.
    await page.evaluate(async (name) => (await caches.open(name)).delete("embed.html"), used);
    await publish("Bản một", { without: "embed.html" });
    assert.equal(await outcomeOfUpdate(page), "redundant");
    assert.deepEqual(await keptFiles(), before.filter((address) => !address.endsWith("/embed.html")));

    await context.setOffline(true);
    await page.reload();
    await heading(page, /Chỉ số chuyển đổi số/);
    assert.equal(await versionOf(page), "Bản một");
  });
}, { fetches: true, ...withServiceWorker });
