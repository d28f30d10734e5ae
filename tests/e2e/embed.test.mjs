// The element and the frame in a page of another origin, with a strict policy and a hostile style sheet.
import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launchChromium } from "../../tools/chromium.mjs";
import { communes } from "../../tools/communes.mjs";
import { startServer } from "../../tools/server.mjs";
import { AT, assert, axeFindings, close } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const SCREENSHOTS = fileURLToPath(new URL("./screenshots/", import.meta.url));

// A build for development has no views that were drawn with it, unless PAGES=1.
const drawnEarly = existsSync(`${DIST}prerendered`);

let browser, dist, portal, files, integrity;

/** A portal: pages that a test writes, under a policy that allows the folder of the program and no more. */
async function startPortal() {
  const pages = new Map();
  const server = createServer((req, res) => {
    const path = new URL(req.url, "http://portal").pathname;
    const page = pages.get(path);
    res.setHeader("Content-Security-Policy", policy());
    res.setHeader("Content-Type", path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : path.endsWith(".json") ? "application/json" : "text/html; charset=utf-8");
    res.writeHead(page === undefined ? 404 : 200).end(page ?? "no such page");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://localhost:${server.address().port}/`,
    pages,
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}

/** What docs/embedding.md tells the webmaster to allow. */
function policy() {
  const { origin } = new URL(dist.url);
  return [
    "default-src 'none'",
    `script-src 'self' ${origin} 'wasm-unsafe-eval'`,
    "style-src 'self'",
    `connect-src 'self' ${origin}`,
    `frame-src ${origin}`,
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

before(async () => {
  dist = AT ? { url: AT } : await startServer({ folder: DIST, prefix: "/dti/", cors: true });
  portal = await startPortal();
  browser = await launchChromium({ args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--js-flags=--expose-gc"] });
  files = JSON.parse(await readFile(`${DIST}embed.json`, "utf8"));
  integrity = files.integrity;
});

after(async () => {
  await browser?.close();
  await portal?.close();
  await dist?.close?.();
});

const HOSTILE = `
  * { color: red !important; font-size: 3px !important; letter-spacing: 9px !important; --text: red; --surface: red; }
  html { font-size: 62.5%; } .thuoc-so, .shell-main, .table, h1 { display: none !important; } p { text-transform: uppercase; }
`;

function document({ body, styles = "", lang = "vi" }) {
  return `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>Cổng</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">${styles && '<link rel="stylesheet" href="/portal.css">'}
<script type="module" src="${dist.url}thuoc-so.js" integrity="${integrity["thuoc-so.js"]}" crossorigin="anonymous"></script>
<script src="${dist.url}thuoc-so-host.js" integrity="${integrity["thuoc-so-host.js"]}" crossorigin="anonymous" defer></script>
<script src="/portal.js" defer></script></head><body><main><div id="app">của cổng</div>${body}</main></body></html>`;
}

// What the portal's own script does: it remembers events.
const LISTENER = `
  globalThis.heard = [];
  for (const type of ["ready", "change", "error"]) {
    addEventListener("thuoc-so-" + type, ({ target, detail }) => heard.push({ type, id: target.id, detail }));
  }
`;

function embedding(name, parts, run, { viewport = { width: 1280, height: 900 }, expected = [], late, pages = {}, ...options } = {}) {
  test(name, { skip: AT === "file" && "one file serves no elements", timeout: 180_000 }, async () => {
    const context = await browser.newContext({ viewport, locale: "vi-VN", ...options });
    const requests = [];
    const errors = [];
    context.on("request", (request) => requests.push(request.url()));
    context.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    context.on("weberror", (error) => errors.push(`uncaught: ${error.error().message}`));
    await context.addInitScript(() => {
      globalThis.document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`content security policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
    portal.pages.set("/", document(parts)).set("/portal.js", LISTENER).set("/portal.css", parts.styles ?? "");
    for (const [path, text] of Object.entries(pages)) portal.pages.set(path, await text());
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      if (late) {
        // A script comes after everything has happened that it is to hear of.
        await page.route(`**/${late.script}`, async (route) => {
          await late.until(page);
          await route.continue();
        });
      }
      await page.goto(portal.url);
      await run({ page, context, requests }).catch((error) => {
        error.message += `\nin the browser: ${errors.join("\n")}`;
        throw error;
      });
      assert.deepEqual(errors.filter((error) => !expected.some((text) => error.includes(text))), [], "errors in the browser");
      const own = [portal.url, dist.url].map((url) => new URL(url).origin);
      const foreign = requests.filter((url) => !/^(data|blob):/.test(url) && !own.includes(new URL(url).origin));
      assert.deepEqual(foreign, [], "requests that left the portal's two origins");
      assert.deepEqual(await context.cookies(), [], "cookies");
    } finally {
      await close(context);
    }
  });
}

async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}

const heard = (page, type) => page.evaluate((type) => globalThis.heard.filter((it) => it.type === type), type);

/** An <iframe> of the ranking of 34 units, which talks with this origin. */
const frameFor = (id, origin) => {
  const address = `${dist.url}embed.html?view=ranking&period=2024&host=${encodeURIComponent(origin)}`;
  return `<iframe data-thuoc-so id="${id}" title="Xếp hạng" width="600" height="300" src="${address}"></iframe>`;
};

embedding(
  "a portal with a strict policy and hostile styles embeds two elements and a frame",
  {
    styles: HOSTILE,
    get body() {
      return `<thuoc-so id="score" view="score" data="dti-province-2022"></thuoc-so>
        <thuoc-so id="profile" view="profile" unit="24" period="2024" theme="dark"></thuoc-so>
        ${frameFor("frame", new URL(portal.url).origin)}`;
    },
  },
  async ({ page, requests }) => {
    const score = page.locator("#score");
    await score.locator("[data-total]").waitFor();
    assert.match(await score.locator("[data-total]").innerText(), /^71,62/);
    const profile = page.locator("#profile");
    await profile.getByRole("heading", { level: 1 }).waitFor();
    assert.match(await profile.getByRole("heading", { level: 1 }).innerText(), /Bắc Ninh/);

    // Nothing of the portal's styles comes in.
    const total = await score.locator("[data-total]").evaluate((element) => {
      const { color, fontSize, letterSpacing, textTransform, display } = getComputedStyle(element);
      return { color, fontSize: parseFloat(fontSize), letterSpacing, textTransform, display };
    });
    assert.notEqual(total.color, "rgb(255, 0, 0)");
    assert.ok(total.fontSize >= 16, `${total.fontSize}`);
    assert.equal(total.letterSpacing, "normal");
    assert.equal(total.textTransform, "none");
    // Nothing of ours goes out.
    assert.equal(await page.locator("#app").innerText(), "của cổng".toUpperCase().toLowerCase());
    assert.equal(await page.title(), "Cổng");
    assert.equal(page.url(), portal.url);

    // The frame gets the height of what is in it.
    const frame = page.frameLocator("#frame");
    await frame.locator("table.ranking-table tbody tr").first().waitFor();
    const programs = () => requests.filter((url) => /\/app-[0-9a-f]+\.wasm$/.test(url)).length;
    if (drawnEarly) assert.equal(programs(), 0, "what was drawn when the application was built needs no program");
    await page.waitForFunction(() => document.querySelector("#frame").clientHeight > 900);
    // Both move until they agree: a frame that grows loses its scroll bar, and its texts have more room.
    const difference = async () => {
      const inside = await frame.locator("thuoc-so").evaluate((element) => element.getBoundingClientRect().height);
      return Math.abs((await page.locator("#frame").evaluate((element) => element.clientHeight)) - inside);
    };
    for (let turns = 0; turns < 500 && (await difference()) >= 3; turns++) await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.ok((await difference()) < 3, "the frame has the height of what is in it");

    const ready = await heard(page, "ready");
    assert.deepEqual(ready.map((it) => [it.id, it.detail.version, it.detail.view]).sort(), [["profile", 1, "profile"], ["score", 1, "score"]]);
    const changed = (await heard(page, "change")).find((it) => it.id === "score" && it.detail.kind === "assessment");
    // As `thuocso score --json examples/bac-giang-2024-q1/assessment.json`.
    assert.equal(changed.detail.framework, "dti-province-2022");
    assert.match(changed.detail.points, /^71\.6185/);
    assert.equal(changed.detail.index_value, null);

    // A theme is put on and off while the element stands.
    const surface = (id) => page.locator(`${id} .thuoc-so`).evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.equal(await surface("#profile"), "rgb(17, 25, 29)");
    assert.equal(await surface("#score"), "rgb(255, 255, 255)");
    await page.evaluate(() => (document.querySelector("#profile").theme = "light"));
    await page.waitForFunction(() => {
      const root = document.querySelector("#profile").shadowRoot.querySelector(".thuoc-so");
      return getComputedStyle(root).backgroundColor === "rgb(255, 255, 255)";
    });

    // A link stays within the element, and so does the way back.
    await profile.getByRole("link", { name: /bảng xếp hạng/i }).first().click();
    await profile.locator("table.ranking-table").waitFor();
    assert.equal(page.url(), portal.url);
    const focused = await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.id);
    assert.equal(focused, "page-heading");
    await profile.getByRole("button", { name: /Trở lại/ }).click();
    await profile.getByRole("heading", { name: /Bắc Ninh/, level: 1 }).waitFor();
    await score.locator("a[href='#/results']").click();
    await score.locator(".results-table, .table").first().waitFor();
    // One program for both elements; the frame is a page of its own.
    assert.equal(programs(), drawnEarly ? 1 : 2);

    assert.deepEqual(await axeFindings(page, "#score"), []);
    assert.deepEqual(await axeFindings(page, "#profile"), []);
    await screenshot(page, "embed-portal");
  },
);

embedding(
  "a frame talks with the page around and with nobody else, also where the script of that page comes late",
  {
    get body() {
      return frameFor("frame", new URL(portal.url).origin) + frameFor("stranger", "https://khac.example");
    },
  },
  async ({ page }) => {
    const inside = await (await page.locator("#frame").elementHandle()).contentFrame();
    const view = inside.locator("thuoc-so .thuoc-so");
    const height = (id) => page.evaluate((id) => document.getElementById(id).clientHeight, id);
    await page.waitForFunction(() => document.querySelector("#frame").clientHeight > 900);

    // A portal's own script says hello, and hears what there is to hear.
    const told = await page.evaluate(async () => {
      const messages = [];
      const frame = document.querySelector("#frame").contentWindow;
      await new Promise((heard) => {
        addEventListener("message", ({ data, source, origin }) => {
          if (source === frame) messages.push({ ...data, origin });
          if (["height", "ready"].every((type) => messages.some((it) => it.type === type))) heard();
        });
        frame.postMessage({ source: "thuoc-so", version: 1, type: "hello" }, "*");
      });
      return messages;
    });
    for (const { source, version, origin } of told) assert.deepEqual([source, version, origin], ["thuoc-so", 1, new URL(dist.url).origin]);
    assert.equal(told.find((it) => it.type === "ready").payload.view, "ranking");

    // Options are taken from the page around, under its origin; what is no option and what is no message is not.
    const send = (message) => page.evaluate((message) => document.querySelector("#frame").contentWindow.postMessage(message, "*"), message);
    const background = () => view.evaluate((element) => getComputedStyle(element).backgroundColor);
    const light = await background();
    const dark = { source: "thuoc-so", version: 1, type: "options", payload: { theme: "dark" } };
    for (const other of [null, "options", { ...dark, source: "khac" }, { ...dark, version: 2 }, { ...dark, payload: null }]) await send(other);
    await inside.evaluate((dark) => {
      const from = (source, origin) => dispatchEvent(new MessageEvent("message", { data: dark, source, origin }));
      from(parent, "https://khac.example");
      from(window, new URL(location.href).searchParams.get("host"));
    }, dark);
    await send({ ...dark, payload: { innerHTML: "<b>x</b>", lang: "en" } });
    await inside.getByRole("heading", { name: /ranking/i, level: 1 }).waitFor();
    assert.equal(await background(), light, "a stranger has changed the frame");
    assert.equal(await inside.locator("thuoc-so b").count(), 0);
    await send(dark);
    await inside.waitForFunction(
      (light) => getComputedStyle(document.querySelector("thuoc-so").shadowRoot.querySelector(".thuoc-so")).backgroundColor !== light,
      light,
    );

    // A height counts only from the very frame, under the origin it was loaded from.
    await page.evaluate(() => {
      const frame = document.querySelector("#frame");
      const data = { source: "thuoc-so", version: 1, type: "height", payload: { height: 11 } };
      const from = (source, origin, more) => dispatchEvent(new MessageEvent("message", { data: { ...data, ...more }, source, origin }));
      from(window, new URL(frame.src).origin);
      from(frame.contentWindow, "https://khac.example");
      for (const payload of [undefined, { height: -1 }, { height: 1e9 }, { height: "cao" }]) from(frame.contentWindow, new URL(frame.src).origin, { payload });
    });
    assert.ok((await height("frame")) > 900);
    assert.equal(await height("stranger"), 300, "a frame for another page has told this one");
  },
  {
    // The browser says that a message was for somebody else.
    expected: ["postMessage"],
    late: {
      script: "thuoc-so-host.js",
      until: async (page) => {
        const view = page.frameLocator("#frame").locator("thuoc-so");
        await view.locator("table.ranking-table tbody tr").nth(33).waitFor();
        // Until what looks at its size has looked.
        await view.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      },
    },
  },
);

embedding(
  "a frame in a page that allows no script keeps the height of its attribute, and its content scrolls to the last row",
  { body: "" },
  async ({ page }) => {
    await page.goto(`${portal.url}khung.html`);
    assert.equal(await page.locator("script").count(), 0);
    const inside = await (await page.locator("#frame").elementHandle()).contentFrame();
    const last = inside.locator("table.ranking-table tbody tr[data-unit]").nth(33);
    await last.waitFor();
    // Until what looks at its size has looked.
    await inside.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await page.locator("#frame").evaluate((frame) => frame.clientHeight), 300);
    const { content, room } = await inside.evaluate(() => {
      const { scrollHeight, clientHeight } = document.scrollingElement;
      return { content: scrollHeight, room: clientHeight };
    });
    assert.ok(room <= 300 && content > 2 * room, `${content} px in ${room} px`);

    // By the wheel of a mouse: a script could scroll what people can not.
    await page.locator("#frame").hover();
    const seen = () =>
      last.evaluate((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const below = Math.ceil(bottom - document.documentElement.clientHeight);
        return { above: top < 0, below };
      });
    const { below } = await seen();
    assert.ok(below > 0, "the last row is seen at once");
    await page.mouse.wheel(0, below + 8);
    await inside.waitForFunction((below) => document.scrollingElement.scrollTop >= below, below);
    const now = await seen();
    assert.ok(!now.above && now.below <= 0, `the last row is out of sight: ${JSON.stringify(now)}`);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollTop), 0, "the page around has scrolled");
  },
  {
    pages: {
      "/khung.html": () => `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng</title><link rel="icon" href="data:,"></head>
<body>${frameFor("frame", new URL(portal.url).origin)}</body></html>`,
    },
  },
);

embedding(
  "attributes are properties, and changes of either are shown at once",
  { body: `<thuoc-so id="one" view="ranking" period="2024" lang="vi"></thuoc-so>` },
  async ({ page }) => {
    const one = page.locator("#one");
    await one.locator("table.ranking-table tbody tr").first().waitFor();
    const rows = () => one.locator("table.ranking-table tbody tr:not(.ranking-band)").count();
    assert.equal(await rows(), 34);
    assert.equal(await page.evaluate(() => document.querySelector("#one").view), "ranking");
    await page.evaluate(() => (document.querySelector("#one").period = "2022"));
    await page.waitForFunction(() => document.querySelector("#one").shadowRoot.querySelectorAll("table.ranking-table tbody tr:not(.ranking-band)").length === 63);
    assert.equal(await one.getAttribute("period"), "2022");
    await one.evaluate((element) => element.setAttribute("lang", "en"));
    await one.getByRole("heading", { name: "ranking", exact: false, level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector("#one").shadowRoot.querySelector(".thuoc-so").lang === "en");
    assert.equal(await page.locator("html").getAttribute("lang"), "vi");
    await page.evaluate(() => Object.assign(document.querySelector("#one"), { view: "profile", unit: "provinces-63/24" }));
    await one.getByRole("heading", { name: /Bắc Giang/, level: 1 }).waitFor();
  },
);

embedding(
  "every option is an attribute and a property, also before the element is known",
  { body: `<div id="place"></div>` },
  async ({ page }) => {
    const wrong = await page.evaluate(async () => {
      await customElements.whenDefined("thuoc-so");
      const names = ["view", "framework", "data", "drawn", "map", "unit", "period", "measure", "theme", "base", "keep"];
      const wrong = [];
      const check = (what, found, wanted) => found === wanted || wrong.push(`${what}: ${found}, not ${wanted}`);
      for (const name of names) {
        const element = document.createElement("thuoc-so");
        check(`${name} at first`, element[name], "");
        element[name] = "one";
        check(`attribute ${name}`, element.getAttribute(name), "one");
        element.setAttribute(name, "two");
        check(`property ${name}`, element[name], "two");
        element[name] = null;
        check(`${name} taken away`, element.hasAttribute(name), false);
        // Made where the class is not known, given a property, then put into the page.
        const early = document.implementation.createHTMLDocument().createElement("thuoc-so");
        early[name] = "three";
        document.querySelector("#place").append(early);
        check(`early ${name}`, early.getAttribute(name), "three");
        check(`early property ${name}`, Object.hasOwn(early, name) ? "its own" : early[name], "three");
        early.remove();
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
  },
);

const STYLED = `
  body { background: rgb(255, 248, 220); color: rgb(60, 20, 20); font-family: "Liberation Serif", serif; }
  @media (prefers-color-scheme: dark) { body { background: rgb(24, 20, 20); color: rgb(250, 240, 230); } }
  #dark-part { background: rgb(10, 10, 60); color: rgb(240, 240, 220); padding: 1rem; }
  #branded { --thuoc-so-link: rgb(0, 100, 0); --thuoc-so-surface: rgb(240, 255, 240); --thuoc-so-font: monospace; --link: rgb(255, 0, 0); --text: rgb(255, 0, 0); }
`;

embedding(
  "themes: light, dark, contrast, colors and fonts of the page around, and its own properties",
  {
    styles: STYLED,
    body: ["auto", "light", "dark", "contrast", "host"]
      .map((theme) => `<thuoc-so id="${theme}" theme="${theme}" view="score" data="dti-province-2022"></thuoc-so>`)
      .concat(`<div id="dark-part"><thuoc-so id="host-dark" theme="host" view="score" data="dti-province-2022"></thuoc-so></div>`)
      .concat(`<thuoc-so id="branded" theme="light" view="score" data="dti-province-2022"></thuoc-so>`)
      .join("\n"),
  },
  async ({ page }) => {
    const ids = ["auto", "light", "dark", "contrast", "host", "host-dark", "branded"];
    for (const id of ids) await page.locator(`#${id} [data-total]`).waitFor();
    const look = (id) =>
      page.evaluate((id) => {
        const root = document.getElementById(id).shadowRoot.querySelector(".thuoc-so");
        const link = root.querySelector("a[href='#/results']");
        const { backgroundColor, color, colorScheme, fontFamily } = getComputedStyle(root);
        return { surface: backgroundColor, text: color, link: getComputedStyle(link).color, scheme: colorScheme, font: fontFamily.split(",")[0] };
      }, id);
    // As in www/styles/tokens.css and guest.css.
    const light = { surface: "rgb(255, 255, 255)", text: "rgb(24, 36, 45)", link: "rgb(10, 92, 130)", scheme: "light", font: "system-ui" };
    const dark = { surface: "rgb(17, 25, 29)", text: "rgb(227, 234, 237)", link: "rgb(134, 201, 236)", scheme: "dark", font: "system-ui" };
    const contrast = { ...light, text: "rgb(0, 0, 0)", link: "rgb(0, 48, 107)" };
    const host = { ...light, surface: "rgb(255, 248, 220)", text: "rgb(60, 20, 20)", font: '"Liberation Serif"' };
    const hostDark = { ...dark, surface: "rgb(10, 10, 60)", text: "rgb(240, 240, 220)", font: '"Liberation Serif"' };
    const branded = { ...light, surface: "rgb(240, 255, 240)", link: "rgb(0, 100, 0)", font: "monospace" };
    const expected = { auto: { ...light, scheme: "light dark" }, light, dark, contrast, host, "host-dark": hostDark, branded };
    for (const id of ids) assert.deepEqual(await look(id), expected[id], id);
    assert.deepEqual(await axeFindings(page), []);
    await screenshot(page, "embed-themes");

    // The system turns dark: what follows it does, at once; what was chosen stays.
    await page.emulateMedia({ colorScheme: "dark" });
    const hostInDark = { ...dark, surface: "rgb(24, 20, 20)", text: "rgb(250, 240, 230)", font: '"Liberation Serif"' };
    await page.waitForFunction(() => document.querySelector("#host").shadowRoot.querySelector(".thuoc-so").dataset.theme === "host-dark");
    const after = { ...expected, auto: { ...dark, scheme: "light dark" }, host: hostInDark };
    for (const id of ids) assert.deepEqual(await look(id), after[id], `${id} in the dark`);
    await screenshot(page, "embed-themes-dark");
  },
);

embedding(
  "what can not be shown is told to people and to the page",
  { body: `<thuoc-so id="one" view="everything" period="24"></thuoc-so><thuoc-so id="two" view="score" data="/none.json"></thuoc-so>` },
  async ({ page }) => {
    const two = page.locator("#two");
    await two.locator(".notice").waitFor();
    assert.match(await two.locator(".notice").innerText(), /none\.json/);
    await page.waitForFunction(() => globalThis.heard.filter((it) => it.type === "error").length >= 3);
    const codes = (await heard(page, "error")).map((it) => `${it.id} ${it.detail.code}`).sort();
    assert.deepEqual(codes, ["one unknown_period", "one unknown_view", "two unreachable"]);
  },
  { expected: ["404"], late: { script: "portal.js", until: (page) => page.locator("#two .notice").waitFor() } },
);

embedding(
  "what the page around names and can not be shown in full is told: results, a map, figures, a year, a unit",
  {
    body: `<thuoc-so id="none" view="ranking" data="/none.json"></thuoc-so>
      <thuoc-so id="other" view="compare" data="/phieu.json"></thuoc-so>
      <thuoc-so id="map" view="ranking" data="/xa.json" map="/phieu.json"></thuoc-so>
      <thuoc-so id="figures" view="score" data="/sai.json"></thuoc-so>
      <thuoc-so id="year" view="ranking" period="1999" unit="77777"></thuoc-so>
      <thuoc-so id="profile" view="profile" unit="77777"></thuoc-so>
      <thuoc-so id="compare" view="compare" unit="24,77777"></thuoc-so>`,
  },
  async ({ page }) => {
    await page.locator("#map a[href*='overview']").first().click();
    await page.locator("#map .notice").waitFor();
    await page.locator("#figures .notice").waitFor();
    assert.match(await page.locator("#figures .notice").innerText(), /“1e999999999” không phải là số/);
    await page.waitForFunction(() => globalThis.heard.filter((it) => it.type === "error").length >= 8);
    const told = (await heard(page, "error")).map(({ id, detail }) => `${id} ${detail.code} ${detail.what.replace(/^http:..[^/]*/, "")}`);
    assert.deepEqual(told.sort(), [
      "compare unknown_unit provinces-34/77777",
      "figures opened_with_problems /sai.json",
      "map file_refused /phieu.json",
      "none unreachable /none.json",
      "other file_refused /phieu.json",
      "profile unknown_unit provinces-34/77777",
      "year unknown_period 1999",
      "year unknown_unit provinces-34/77777",
    ]);
    const year = page.locator("#year");
    await year.locator("tr[data-unit]").first().waitFor();
    const said = await year.locator(".ranking-named").allInnerTexts();
    assert.deepEqual(said, ["Không có số liệu năm 1999. Dưới đây là số liệu của năm gần nhất.", "Không có đơn vị mã 77777 trong bộ “provinces-34”."]);
  },
  {
    expected: ["404"],
    pages: {
      "/phieu.json": () => readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url)),
      "/sai.json": async () => `${await readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url))}`.replace('"209"', '"1e999999999"'),
      "/xa.json": () => communes({ units: 5, leaves: 6, years: 1 }),
    },
  },
);

const LAYOUTS = `
  #row, #wrapped { display: flex; } #column { display: flex; flex-direction: column; align-items: center; }
  #grid { display: grid; justify-items: center; } #inline > div { display: inline-block; }
  #float thuoc-so { float: left; } #float { overflow: hidden; } #margin thuoc-so { margin: 0 1rem; padding: 3px; }
`;

embedding(
  "an element can be read wherever a page puts it, and reads from left to right",
  {
    styles: LAYOUTS,
    body: ["plain", "margin", "row", "wrapped", "column", "grid", "inline", "float", "table", "rtl"]
      .map((id) => {
        const element = `<thuoc-so view="score" data="dti-province-2022"></thuoc-so>`;
        const inside = { wrapped: `<div>${element}</div>`, inline: `<div>${element}</div>`, table: `<table><tr><td>${element}</td></tr></table>` };
        return `<div id="${id}"${id === "rtl" ? ' dir="rtl"' : ""}>${inside[id] ?? element}</div>`;
      })
      .join("\n"),
  },
  async ({ page }) => {
    for (const width of [1000, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.locator("#plain [data-total]").waitFor();
      const widths = await page.evaluate(() => {
        const all = [...document.querySelectorAll("thuoc-so")];
        return all.map((it) => [it.closest("[id]").id, it.getBoundingClientRect().width, it.closest("[id]").clientWidth]);
      });
      for (const [id, own, room] of widths) {
        // Where the part is as wide as its content, the element has a width of its own.
        const wanted = ["wrapped", "inline", "table"].includes(id) ? 288 : id === "margin" ? room - 32 : room;
        assert.ok(Math.abs(own - wanted) < 1, `${id}: ${own} of ${room} px, not ${wanted}`);
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "the page scrolls sideways");
    }
    const direction = await page.locator("#rtl .thuoc-so").evaluate((root) => getComputedStyle(root).direction);
    assert.equal(direction, "ltr");
  },
);

embedding(
  "an element that is moved keeps its state; what is typed in one stays in it",
  {
    body: `<div id="left"><thuoc-so id="one" view="assess" data="dti-province-2022" keep="none"></thuoc-so></div>
      <div id="right"><thuoc-so id="two" view="assess" data="dti-province-2022" keep="none"></thuoc-so></div>`,
  },
  async ({ page }) => {
    const field = (id) => page.locator(`#${id} input[data-input][type=text]:not(.head-year)`).first();
    await field("one").waitFor();
    await field("two").waitFor();
    const before = await field("two").inputValue();
    await field("one").fill("123");
    await field("one").press("Enter");
    await page.evaluate(() => document.querySelector("#right").append(document.querySelector("#one")));
    assert.equal(await field("one").inputValue(), "123");
    assert.equal(await field("two").inputValue(), before);
    const last = (await heard(page, "change")).filter((it) => it.detail.kind === "assessment").at(-1);
    assert.equal(last.id, "one");
    // Enter goes to the next field of the same element.
    const where = await page.evaluate(() => document.activeElement.id);
    assert.ok(["one", ""].includes(where), where);
  },
);

for (const [which, ranking] of [["", { measure: "index" }], [" with views that were drawn early", {}]]) embedding(
  `a hundred elements come and go and leave less than 2 MB${which}`,
  { body: `<div id="place"></div>` },
  async ({ page, context }) => {
    portal.pages.set("/phieu.json", await readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url)));
    const cdp = await context.newCDPSession(page);
    const cycle = (count) =>
      page.evaluate(async ([count, ranking]) => {
        for (let at = 0; at < count; at++) {
          const element = document.createElement("thuoc-so");
          const score = { view: "score", data: ranking.measure ? "/phieu.json" : "dti-province-2022" };
          Object.assign(element, at % 2 ? score : { view: "ranking", ...ranking });
          const ready = new Promise((drawn) => {
            const look = new MutationObserver(() => {
              if (element.shadowRoot.querySelector("[data-total], .ranking-table")) drawn(look.disconnect());
            });
            look.observe(element.shadowRoot, { childList: true, subtree: true });
          });
          (globalThis.gone ??= []).push(new WeakRef(element));
          document.querySelector("#place").append(element);
          await ready;
          element.remove();
          await new Promise((turn) => setTimeout(turn));
        }
      }, [count, ranking]);
    const memory = async () => {
      for (let at = 0; at < 3; at++) await cdp.send("HeapProfiler.collectGarbage");
      const { usedSize } = await cdp.send("Runtime.getHeapUsage");
      // Memory of WebAssembly is outside of that heap.
      const pages = await cdp.send("Memory.getDOMCounters");
      const wasm = await page.evaluate(() => document.createElement("thuoc-so").constructor.memory?.() ?? 0);
      return { heap: usedSize, wasm, nodes: pages.nodes, listeners: pages.jsEventListeners };
    };
    await cycle(6); // what is fetched once stays
    const first = await memory();
    await cycle(100);
    const last = await memory();
    console.log(`before ${JSON.stringify(first)}, after 100 ${JSON.stringify(last)}`);
    const grown = last.heap - first.heap + (last.wasm - first.wasm);
    console.log(`grown by ${(grown / 1e6).toFixed(2)} MB`);
    assert.ok(grown < 2e6, `${grown} bytes`);
    // Yew keeps one empty element of each, with its listeners; everything else is gone.
    assert.ok(last.nodes - first.nodes <= 110, `${last.nodes - first.nodes} nodes`);
    const alive = await page.evaluate(() => globalThis.gone.filter((it) => it.deref()).length);
    assert.ok(alive <= 1, `${alive} elements are still there`);
  },
);

embedding(
  "published results are those that the page around has",
  { body: `<thuoc-so id="one" view="ranking" lang="vi"></thuoc-so>` },
  async ({ page }) => {
    portal.pages.set("/so-lieu/xa.json", communes({ units: 5, leaves: 6, years: 1 }));
    const one = page.locator("#one");
    await one.locator("tr[data-unit]").nth(33).waitFor();
    await page.evaluate(() => (document.querySelector("#one").data = "so-lieu/xa.json"));
    await one.locator("[data-own]").waitFor();
    assert.equal(await one.locator("tr[data-unit]").count(), 5);
    assert.match(await one.locator("[data-own]").innerText(), /^Số liệu riêng: Số liệu tạo ra để kiểm thử/);
    await one.locator(".ranking-table a").first().click();
    await one.locator(".ranking-profile .ranking-mains").waitFor();
    assert.equal(page.url(), portal.url);
  },
);

embedding(
  "theme=\"host\": colors of the page in any form, and a page that only says that it is dark",
  {
    styles: `
      html { color-scheme: dark; }
      .part { padding: 1rem; }
      #oklch { background: oklch(0.21 0.034 265); color: oklch(0.97 0.003 265); }
      #oklch > div { background: oklch(0.97 0.003 265 / 0.05); }
      #mixed { background: color-mix(in oklab, white 95%, navy); color: color(srgb 0.1 0.1 0.2); }
    `,
    body: `<div id="plain" class="part"><thuoc-so theme="host" view="score" data="dti-province-2022"></thuoc-so></div>
      <div id="oklch" class="part"><div><thuoc-so theme="host" view="score" data="dti-province-2022"></thuoc-so></div></div>
      <div id="mixed" class="part"><thuoc-so theme="host" view="score" data="dti-province-2022"></thuoc-so></div>`,
  },
  async ({ page }) => {
    for (const id of ["plain", "oklch", "mixed"]) await page.locator(`#${id} [data-total]`).waitFor();
    /** Which theme an element has, the contrast of its text and its surface, and whether they are those of the part around it. */
    const look = (id) =>
      page.evaluate((id) => {
        const part = document.getElementById(id);
        const root = part.querySelector("thuoc-so").shadowRoot.querySelector(".thuoc-so");
        const { backgroundColor, color } = getComputedStyle(root);
        const around = getComputedStyle(part);
        const luminance = (color) => {
          const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
          context.fillStyle = color;
          context.fillRect(0, 0, 1, 1);
          const parts = [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
          const [red, green, blue] = parts.map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const [less, more] = [backgroundColor, color].map(luminance).sort((one, other) => one - other);
        const taken = [backgroundColor === around.backgroundColor, color === around.color];
        return { theme: root.dataset.theme, contrast: (more + 0.05) / (less + 0.05), surface: luminance(backgroundColor), taken };
      }, id);
    const check = async (id, theme, taken) => {
      const found = await look(id);
      assert.equal(found.theme, theme, id);
      assert.ok(found.contrast >= 4.5, `${id}: the contrast of the text is ${found.contrast}`);
      assert.ok(theme === "host" ? found.surface > 0.8 : found.surface < 0.05, `${id}: the surface has a luminance of ${found.surface}`);
      assert.deepEqual(found.taken, taken, id);
      assert.deepEqual(await axeFindings(page, `#${id} thuoc-so`), [], id);
    };
    await check("plain", "host-dark", [false, true]);
    await check("oklch", "host-dark", [true, true]);
    await check("mixed", "host", [true, true]);
    await screenshot(page, "embed-host-colors");

    // A script of the page makes it light, and says so.
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = "light";
      for (const theme of ["light", "host"]) document.querySelector("#plain thuoc-so").theme = theme;
    });
    await page.waitForFunction(() => document.querySelector("#plain thuoc-so").shadowRoot.querySelector(".thuoc-so").dataset.theme === "host");
    await check("plain", "host", [false, true]);
  },
);

embedding(
  "the application starts in a frame whose sandbox keeps everything from it but scripts",
  { body: "" },
  async ({ page }) => {
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    // Its pages may be framed by pages of its own site only.
    await page.goto(new URL("embed.json", dist.url).href);
    await page.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.src = "./index.html#/ranking?year=2023";
      document.body.append(frame);
    });
    const inside = page.frameLocator("iframe");
    await inside.locator("html[data-app=ready]").waitFor({ state: "attached" });
    await inside.locator("tr[data-unit]").nth(62).waitFor();
    assert.equal(await inside.locator("html").evaluate(() => globalThis.origin), "null");
    await inside.locator("#ranking-search").fill("hà nội");
    await inside.locator("tr[data-unit]").nth(1).waitFor({ state: "detached" });
  },
);
