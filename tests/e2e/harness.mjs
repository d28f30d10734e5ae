// What every journey needs: the built dist/ on a server with the real headers, a fresh browser
// context, and eyes for what must never happen.
//
//   import { assert, journey } from "./harness.mjs";
//
//   journey("the example opens from the home page", async ({ page, open, accessible }) => {
//     await open("./");
//     await page.getByRole("link", { name: "Xem ví dụ" }).click();
//     assert.equal(await page.locator("[data-total]").textContent(), "…");
//     await accessible();
//   });
//
// A journey fails, besides its own assertions, when the console shows an error, when the content
// security policy refuses something, when the application crashes, when a request leaves the origin, or when a cookie is set.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launchChromium } from "../../tools/chromium.mjs";
import { startServer } from "../../tools/server.mjs";

export { assert };

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL("./screenshots/", import.meta.url));
const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

let browser;
let server;

// Where the application is: served here, by a server that somebody else started (an address), or in one file.
export const AT = process.env.THUOCSO_AT ?? "";

before(async () => {
  if (AT === "file") server = { url: pathToFileURL(`${DIST}thuocso.html`).href };
  else if (AT) server = { url: AT };
  else server = await startServer({ folder: DIST, prefix: "/cong-thong-tin/dti/" }); // a folder of a portal
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.close?.();
});

/**
 * Declares one journey. `run` receives
 *   page, context      Playwright's
 *   url                where dist/ is served, with a slash at the end
 *   open(address)      goes to an address relative to `url`, waits until the application runs
 *   accessible(part)   asserts that axe finds nothing on the page, or in the part of a CSS selector
 *   screenshot(name)   writes tests/e2e/screenshots/<name>.png (not kept in git)
 *   requests           the addresses asked for so far
 *   alsoOwn(address)   another server that the journey has started, or the one file: what is asked for there has not left
 *   expectError(text)  a console error that contains this text is part of the journey
 *
 * Options: `viewport` (DESKTOP), `locale` ("vi-VN"), `serviceWorkers` ("block", so that a journey sees each of its
 * requests), and whatever else Playwright's newContext takes;
 * `fetches`: the journey is about what is fetched, so that it says nothing about the application in one file;
 * `skip` and `only` as in node:test.
 *
 * Where something else than tools/server.mjs serves dist/ (THUOCSO_AT), small windows are left out.
 */
export function journey(name, run, { skip, only, fetches, ...options } = {}) {
  if (fetches && AT === "file") skip = "the one file fetches nothing";
  if (AT && options.viewport && options.viewport.width < DESKTOP.width) skip = "small windows are the same wherever it is served";
  test(name, { skip, only, timeout: 120_000 }, async () => {
    const context = await browser.newContext({ viewport: DESKTOP, locale: "vi-VN", acceptDownloads: true, serviceWorkers: "block", ...options });
    const requests = [];
    const errors = [];
    const expected = [];
    const own = [placeOf(server.url)];
    context.on("request", (request) => requests.push(request.url()));
    context.on("console", (message) => {
      if (message.type() === "error") errors.push(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => errors.push(`uncaught: ${error.error().message}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content security policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await run({
        page,
        context,
        url: server.url,
        requests,
        alsoOwn: (address) => own.push(placeOf(address)),
        open: (address = "./") => open(page, address),
        accessible: (part) => accessible(page, part),
        screenshot: (file) => screenshot(page, file),
        expectError: (text) => expected.push(text),
      });
      const surprising = errors.filter((error) => !expected.some((text) => error.includes(text)));
      assert.deepEqual(surprising, [], "errors in the browser");
      assert.deepEqual(foreign(requests, own), [], "requests that left the origin");
      assert.deepEqual(await context.cookies(), [], "cookies");
    } finally {
      await close(context);
    }
  });
}

/** Closes a context whose pages may still be asking for something: a route that answers them now is nobody's error. */
export async function close(context) {
  for (const routed of [...context.pages(), context]) await routed.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
}

async function open(page, address) {
  // The one file is its own folder.
  const target = AT === "file" ? server.url + address.replace(/^\.\/(index\.html)?/, "") : new URL(address, server.url).href;
  await page.goto(target);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
}

/** How the addresses begin that are no others than this one's: its origin, or the whole file. */
function placeOf(address) {
  const { protocol, origin } = new URL(address);
  return protocol === "file:" ? address.split("#")[0] : `${origin}/`;
}

function foreign(requests, own) {
  return requests.filter((address) => !/^(data|blob):/.test(address) && !own.some((place) => address.startsWith(place)));
}

/**
 * From now on the machine is so slow that Yew leaves to another turn of the browser whatever it may leave, and that turn does
 * not come. `held` of the page counts what was left.
 */
export function stallTurns(page) {
  return page.evaluate(() => {
    let now = Date.now();
    Date.now = () => (now += 20);
    const { setTimeout } = globalThis;
    globalThis.held = 0;
    globalThis.setTimeout = (then, wait, ...rest) => (wait ? setTimeout(then, wait, ...rest) : ++globalThis.held);
  });
}

/** Waits until a place says something: of what is typed, the total is drawn at once and the rest after the next frame. */
export const says = (place, pattern) => place.filter({ hasText: pattern }).waitFor();

/** What the browser keeps for this page: texts by their names (`work/…`, `open`, `language`). */
export function stored(page) {
  return page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("thuocso", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const found = {};
          const cursor = opening.result.transaction("texts").objectStore("texts").openCursor();
          cursor.onerror = () => failed(cursor.error);
          cursor.onsuccess = () => {
            if (!cursor.result) {
              opening.result.close();
              return done(found);
            }
            found[cursor.result.key] = cursor.result.value;
            cursor.result.continue();
          };
        };
      }),
  );
}

/** The assessments that the browser keeps, by their names: `{saved_at_ms, assessment, …}`, the assessment read. */
export async function keptWork(page) {
  const works = Object.entries(await stored(page)).filter(([name]) => name.startsWith("work/"));
  return Object.fromEntries(
    works.map(([name, text]) => {
      const work = JSON.parse(text);
      return [name, { ...work, assessment: JSON.parse(work.assessment) }];
    }),
  );
}

/** Keeps texts as the page does, or forgets those that are null. */
export function keep(page, texts) {
  return page.evaluate(
    (texts) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("thuocso", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("texts", "readwrite");
          for (const [name, text] of Object.entries(texts)) {
            if (text === null) writing.objectStore("texts").delete(name);
            else writing.objectStore("texts").put(text, name);
          }
          writing.onabort = () => failed(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    texts,
  );
}

/** The browser forgets everything, as after “clear site data”; the page that is open is not told. */
export async function forgetAll(page) {
  const names = Object.keys(await stored(page));
  await keep(page, Object.fromEntries(names.map((name) => [name, null])));
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}

/** What axe finds wrong, one line for each element. */
export async function axeFindings(page, part) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ([where, tags]) => globalThis.axe.run(where ?? document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    [part, WCAG_2_2_AA],
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id}: ${help} – ${target.join(" ")} – ${html.slice(0, 160)}`));
}

async function accessible(page, part) {
  assert.deepEqual(await axeFindings(page, part), [], `axe on ${page.url()}`);
}

/** Fails if the page scrolls sideways. */
export async function fits(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

/** What a button in a part of the page saves: the name of the file and its bytes. */
export async function save(page, part, name) {
  const button = page.locator(part).getByRole("button", { name });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return [download.suggestedFilename(), await readFile(await download.path())];
}

export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}
