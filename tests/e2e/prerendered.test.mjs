// Views that were drawn when the application was built: they are what the program draws, they are there before it, and
// what is done in them meanwhile is not lost. A build for development has none, unless PAGES=1.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { blank, elements, isWhatTheProgramDraws, shapeOf } from "./elements.mjs";
import { PHONE, assert, journey } from "./harness.mjs";

const EXAMPLE = fileURLToPath(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url));
const DIST = new URL("../../dist/", import.meta.url);
const skip = existsSync(new URL("prerendered", DIST)) ? undefined : "this build has no views of its own";

function early(name, run, options) {
  journey(name, run, { skip, fetches: true, ...options });
}

/** A view that was drawn when the application was built. */
const VIEW = /\/prerendered\//;

/** Keeps back the code, or other files, until what is returned is called. */
async function holdCode(context, files = /\.wasm$/) {
  let release;
  const released = new Promise((go) => (release = go));
  await context.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

const VIEWS = [
  { view: "ranking" },
  { view: "ranking", period: "2024", unit: "24" },
  { view: "ranking", period: "2023", lang: "en" },
  { view: "ranking", period: "2022", unit: "01" },
  { view: "ranking", period: "2021" },
  { view: "ranking", period: "2020", lang: "en" },
  { view: "profile", unit: "01" },
  { view: "profile", unit: "24", period: "2024", lang: "en" },
  { view: "profile", unit: "82" },
  { view: "score", data: "dti-province-2022" },
  { view: "score", data: "mic-2024-province", lang: "en" },
  { view: "results", data: "dti-province-2022" },
  { view: "results", data: "mic-2024-province", lang: "en" },
  { view: "assess" },
  { view: "assess", framework: "mic-2024-province", lang: "en" },
  { view: "assess", framework: "dti-province-2020" },
];

for (const attributes of VIEWS) {
  const name = Object.values(attributes).join(", ");
  early(`${name}: what was drawn when the application was built is what the program draws`, async ({ page, url, requests }) => {
    await elements(page, url, attributes);
    await isWhatTheProgramDraws(page, requests);
  });
}

early("what is typed and chosen before the program is there is not lost, and the keyboard stays where it is", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "ranking", period: "2024" });
  const search = page.locator("#ranking-search");
  await search.click();
  await search.pressSequentially("băc n");
  await page.locator("thuoc-so .thuoc-so[aria-busy]").waitFor();
  await search.press("ArrowLeft");
  assert.equal(await page.locator("tr[data-unit]").count(), 34, "nothing is found without the program");
  release();
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll("tr[data-unit]").length < 34);
  assert.equal(await search.inputValue(), "băc n");
  assert.deepEqual(await search.evaluate((field) => [field.getRootNode().activeElement === field, field.selectionStart]), [true, 4]);
  await search.press("End");
  await search.pressSequentially("inh");
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll("tr[data-unit]").length === 1);
  assert.match(await page.locator("tr[data-unit]").innerText(), /Bắc Ninh/);
});

early("what is being written with an input method is finished before the program takes over", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "ranking", period: "2024" });
  const search = page.locator("#ranking-search");
  await search.focus();
  const input = await context.newCDPSession(page);
  await input.send("Input.imeSetComposition", { text: "hue", selectionStart: 3, selectionEnd: 3 });
  release();
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll(".thuoc-so").length === 2);
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelector(".thuoc-so[hidden] tr[data-unit]"));
  assert.equal(await page.locator("thuoc-so .thuoc-so:not([hidden]) #ranking-search").inputValue(), "hue");
  await input.send("Input.insertText", { text: "huế" });
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll(".thuoc-so").length === 1);
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll("tr[data-unit]").length === 1);
  assert.equal(await search.inputValue(), "huế");
});

early("a choice, a link and a button wait for the program", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "ranking", period: "2024", id: "chosen" }, { view: "profile", unit: "24", id: "linked" }, { view: "assess", keep: "none", id: "begun" });
  const [chosen, linked, begun] = ["#chosen", "#linked", "#begun"].map((id) => page.locator(id));
  await chosen.locator("#ranking-table").selectOption("2022/provinces-63");
  await linked.locator("a[href^='#/ranking?']").first().click();
  await begun.locator("#new-organization").fill("UBND xã A");
  await begun.locator("input[name=framework][value='dti-province-2020']").check();
  await begun.getByRole("button", { name: "Bắt đầu" }).click();
  assert.match(await begun.getByRole("heading", { level: 1 }).innerText(), /Tự đánh giá/);
  release();
  await chosen.locator("tr[data-unit]").nth(62).waitFor();
  await linked.locator("tr[data-unit]").first().waitFor();
  await begun.locator(".leaf").first().waitFor();
  assert.match(await begun.locator(".shell-main").innerText(), /UBND xã A/);
});

early("where the program does not come, the view stays and says so, and a button tries again", async ({ page, context, url, expectError, accessible, screenshot }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  await context.route(/\/app-[0-9a-f]+\.wasm$/, (route) => route.abort());
  await elements(page, url, { view: "ranking", period: "2024", lang: "vi" });
  const search = page.locator("#ranking-search");
  await search.fill("huế");
  await page.locator("thuoc-so [role=alert]").waitFor();
  assert.equal(await page.locator("tr[data-unit]").count(), 34);
  assert.equal(await search.inputValue(), "huế");
  await accessible("thuoc-so");
  await screenshot("prerendered-not-loaded");
  // A page that changes its colors meanwhile changes nothing else.
  await page.evaluate(() => (document.querySelector("thuoc-so").theme = "dark"));
  await page.locator("thuoc-so .thuoc-so[data-theme=dark] [role=alert]").waitFor();
  await context.unroute(/\/app-[0-9a-f]+\.wasm$/);
  await page.locator("thuoc-so").getByRole("button", { name: "Thử lại" }).click();
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll("tr[data-unit]").length === 1);
  assert.equal(await search.inputValue(), "huế");
});

early("a page that changes its colors while a form waits loses nothing of what was entered", async ({ page, context, url }) => {
  const release = await holdCode(context);
  const releaseForm = await holdCode(context, /\/work-[0-9a-f]+\.wasm$/);
  await begun(page, url, {});
  await page.locator("[id='f-1.3-n']").fill("20");
  const paint = async (theme) => {
    await page.evaluate((theme) => Object.assign(document.querySelector("thuoc-so"), { theme, base: `/${theme}/` }), theme);
    await page.locator(`thuoc-so .thuoc-so:not([hidden])[data-theme=${theme}]`).waitFor();
  };
  await paint("dark");
  release();
  // The program is there, and waits for the code of the form.
  await page.locator("thuoc-so .thuoc-so[hidden]").waitFor({ state: "attached" });
  await paint("light");
  assert.equal(await page.locator("thuoc-so .thuoc-so:not([hidden]) [id='f-1.3-n']").inputValue(), "20");
  releaseForm();
  await page.locator("thuoc-so .thuoc-so[data-theme=light]:not([aria-busy]) .total-number[data-total='20']").waitFor();
  assert.equal(await page.locator("[id='f-1.3-n']").inputValue(), "20");
});

early("something is done in a view while another one is asked for: the program draws the other one", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "ranking", period: "2024", lang: "vi" });
  await page.locator("tr[data-unit]").nth(33).waitFor();
  const releaseView = await holdCode(context, VIEW);
  const asked = page.waitForRequest(VIEW);
  await page.evaluate(() => (document.querySelector("thuoc-so").lang = "en"));
  await asked;
  await page.locator("#ranking-search").fill("huế");
  await page.locator("thuoc-so .thuoc-so[aria-busy]").waitFor();
  releaseView();
  release();
  await page.getByRole("heading", { level: 1, name: /ranking/i }).waitFor();
  await page.locator("thuoc-so .thuoc-so:not([aria-busy]) tr[data-unit]").nth(33).waitFor();
  assert.equal(await page.locator("thuoc-so .thuoc-so").count(), 1);
});

early("a view that is asked for and no longer asked for is not shown when it comes", async ({ page, context, url }) => {
  await elements(page, url, { view: "ranking", period: "2024", lang: "vi" });
  const rows = page.locator("tr[data-unit]");
  await rows.nth(33).waitFor();
  const releaseView = await holdCode(context, VIEW);
  const asked = page.waitForRequest(VIEW);
  await page.evaluate(() => (document.querySelector("thuoc-so").period = "2022"));
  const request = await asked;
  await page.evaluate(() => (document.querySelector("thuoc-so").period = "2024"));
  releaseView();
  await (await request.response()).finished();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await rows.count(), 34);
  await page.locator("#ranking-search").fill("huế");
  await page.waitForFunction(() => document.querySelector("thuoc-so").shadowRoot.querySelectorAll("tr[data-unit]").length === 1);
  assert.equal(await page.locator("#ranking-table").inputValue(), "2024/provinces-34");
});

early("an element that is taken out while the program is on its way leaves nothing behind, and can come back", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "ranking", period: "2024" });
  await page.locator("#ranking-search").fill("huế");
  await page.locator("thuoc-so .thuoc-so[aria-busy]").waitFor();
  await page.evaluate(() => (globalThis.element = document.querySelector("thuoc-so")).remove());
  release();
  await page.waitForFunction(() => globalThis.element.shadowRoot.childElementCount === 0);
  await page.evaluate(() => document.body.append(globalThis.element));
  await page.locator("tr[data-unit]").nth(33).waitFor();
  await page.locator("#ranking-search").fill("huế");
  await page.waitForFunction(() => globalThis.element.shadowRoot.querySelectorAll("tr[data-unit]").length === 1);
  assert.equal(await page.locator("thuoc-so .thuoc-so").count(), 1);
});

early("a view that is not what its hash says is not shown: the program draws it", async ({ page, context, url, expectError }) => {
  expectError("Failed to find a valid digest");
  expectError("integrity checks failed");
  await context.route(/\/prerendered\/view-[0-9a-f]{16}\.json$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("Hà Nội", "Hà Nam") });
  });
  await elements(page, url, { view: "ranking", period: "2024" });
  await page.locator("tr[data-unit]").first().waitFor();
  assert.match(await page.locator("tr[data-unit]").first().innerText(), /Hà Nội/);
});

early("the page shows the ranking before its code is there, and nothing moves when it comes", async ({ page, context, url, screenshot }) => {
  const release = await holdCode(context);
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value, sources, startTime }) => ({ value, startTime, app: document.documentElement.dataset.app, moved: sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.className} ${previousRect.y} ${previousRect.height} to ${currentRect.y} ${currentRect.height}`) })))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(new URL("./#/ranking", url).href);
  await page.locator("tr[data-unit]").nth(33).waitFor();
  assert.equal(await page.locator("nav a[aria-current=page]").innerText(), "Xếp hạng");
  const before = await page.locator(".shell-main").evaluate(shapeOf);
  await page.evaluate(() => scrollTo(0, 400));
  release();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  assert.equal(await page.locator(".shell-main").evaluate(shapeOf), before);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.deepEqual((await page.evaluate(() => globalThis.shifts)).filter(({ value }) => value > 0.01), []);
  assert.equal(await page.evaluate(() => scrollY), 400);
  await screenshot("prerendered-ranking");
  await page.locator("#ranking-search").fill("nội");
  await page.waitForFunction(() => document.querySelectorAll("tr[data-unit]").length === 1);
});

early("a unit that the address names is in sight, before and after the program is there", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("?lang=en#/ranking?year=2022&unit=96", url).href);
  const row = page.locator("#unit-96");
  const inSight = () => row.evaluate((it) => it.getBoundingClientRect().top > 0 && it.getBoundingClientRect().bottom < innerHeight);
  await row.waitFor();
  assert.equal(await inSight(), true);
  assert.equal(await page.locator(".shell-main").getAttribute("lang"), "en");
  const heading = await page.getByRole("heading", { level: 1 }).innerText();
  release();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), heading, "it is not seen in another language meanwhile");
  assert.equal(await inSight(), true);
});

early("another page is asked for while the code is on its way", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("./#/ranking?year=2023", url).href);
  await page.locator("tr[data-unit]").nth(62).waitFor();
  await page.getByRole("link", { name: "Bộ chỉ số" }).first().click();
  await page.locator("tr[data-unit]").first().waitFor({ state: "detached" });
  release();
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
});

early("another page is asked for while what was drawn of the first one is on its way", async ({ page, context, url }) => {
  const release = await holdCode(context);
  const releaseView = await holdCode(context, VIEW);
  const asked = page.waitForRequest(VIEW);
  await page.goto(new URL("./#/ranking?year=2023", url).href);
  await asked;
  await page.getByRole("link", { name: "Bộ chỉ số" }).first().click();
  await page.waitForFunction(() => location.hash === "#/frameworks");
  releaseView();
  assert.equal(await page.evaluate(async () => Boolean(await globalThis.thuocSoPreview)), false, "the first one is shown at the address of the other");
  release();
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
});

early("a self-assessment is begun before the code is there, on a phone", async ({ page, context, url, screenshot }) => {
  const release = await holdCode(context);
  await page.goto(new URL("?framework=mic-2024-province#/assess", url).href);
  await page.locator(".start-framework input:checked[value=mic-2024-province]").waitFor();
  await page.locator("#new-organization").fill("Sở Khoa học và Công nghệ");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await screenshot("prerendered-start-phone");
  release();
  await page.locator(".leaf input[data-input]").first().waitFor();
  assert.match(await page.locator("#main").innerText(), /Sở Khoa học và Công nghệ/);
}, { viewport: PHONE });

/** An element that begins with a framework, pressed before the program is there. */
async function begun(page, url, attributes) {
  await elements(page, url, { view: "assess", keep: "none", ...attributes });
  await page.locator(".start-new button[type=submit]").click();
  await page.locator(".leaf").first().waitFor();
}

for (const [framework, lang] of [["dti-province-2022", "vi"], ["mic-2024-province", "en"], ["dti-province-2025", "vi"], ["dong-thap-2022-targets", "vi"]]) {
  early(`${framework}, ${lang}: the form that was drawn when the application was built is what the program draws`, async ({ page, context, url }) => {
    const release = await holdCode(context);
    await begun(page, url, { framework, lang });
    const main = page.locator("thuoc-so .thuoc-so:not([hidden]) .shell-main");
    const built = await main.evaluate(shapeOf);
    assert.equal(await page.evaluate(() => document.querySelector("thuoc-so").shadowRoot.activeElement.localName), "h1");
    release();
    await page.locator("thuoc-so .thuoc-so:not([aria-busy])").waitFor();
    assert.equal(await main.evaluate(shapeOf), built);
  });
}

early("a form is filled in before the code is there, on a phone: every entry counts, and the keyboard stays", async ({ page, context, url, screenshot }) => {
  const release = await holdCode(context);
  await page.goto(new URL("./#/assess", url).href);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[id='f-1.2-n']").fill("abc");
  await page.keyboard.press("Tab");
  await page.keyboard.type("52");
  await page.locator("[id='f-1.3-n']").fill("x y");
  await page.locator("[id='f-1.4-a']").fill("1.234,56");
  await page.locator("[id='f-1.2-n']").fill("26");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator(".total-number").innerText(), "0 / 1.000", "nothing is counted yet");
  await screenshot("prerendered-form-phone");
  const place = () => page.locator("[id='f-1.2-n']").evaluate((field) => field.getBoundingClientRect().top);
  const before = await place();
  release();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  await page.locator("main:not([aria-busy]) .total-number[data-total='10']").waitFor();
  // Lines that come above are no whole number of pixels high, and a page is scrolled by whole ones for each.
  const moved = (await place()) - before;
  assert.ok(Math.abs(moved) < 3, `moved by ${moved} pixels`);
  assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart]), ["f-1.2-n", 1]);
  assert.equal(await page.locator("[id='f-1.2-weeks']").inputValue(), "52");
  assert.match(await page.locator("[id='leaf-1.4']").innerText(), /đọc là 1\.234,56/);
  await page.locator("[id='f-1.3-n-error']").waitFor();
  assert.equal(await page.locator("[id='f-1.3-n']").inputValue(), "x y");
  await page.locator("[data-saved=saved]").waitFor();
}, { viewport: PHONE });

early("answers, a panel and a link in a form wait for the program in their order", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("?framework=mic-2024-province&lang=en#/assess", url).href);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.locator("[name='f-1.1-done'][value=no]").check();
  await page.locator("[name='f-1.1-done'][value=yes]").check();
  await page.locator("[name='f-1.2-done'][value=no]").check();
  await page.locator("[id='leaf-1.1'] [data-panel=source]").click();
  await page.locator("a.outline-line[href='#/assess/2']").click();
  assert.equal(new URL(page.url()).hash, "#/assess");
  assert.equal(await page.locator("[name='f-1.1-done'][value=yes]").isChecked(), true);
  release();
  await page.locator("[id='leaf-2.1']").waitFor();
  assert.equal(new URL(page.url()).hash, "#/assess/2");
  assert.match(await page.locator(".total-progress").innerText(), /^2 of 36/);
  await page.goBack();
  assert.equal(await page.locator("[name='f-1.1-done'][value=yes]").isChecked(), true);
  assert.equal(await page.locator("[name='f-1.2-done'][value=no]").isChecked(), true);
});

early("another page is asked for while a form waits: what was entered is kept", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("./#/assess", url).href);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[id='f-1.3-n']").fill("20");
  await page.locator(".shell-nav a[href='#/frameworks']").click();
  assert.equal(await page.locator("[id='f-1.3-n']").inputValue(), "20");
  release();
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
  await page.locator(".shell-nav a[href='#/assess']").click();
  await page.locator(".total-number[data-total='20']").waitFor();
});

early("where the code does not come, a form keeps what was entered, says so and tries again", async ({ page, context, url, expectError, accessible, screenshot }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  await context.route(/\.wasm$/, (route) => route.abort());
  await page.goto(new URL("./#/assess", url).href);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[id='f-1.3-n']").fill("10");
  const notice = page.locator("#boot-failed");
  await notice.waitFor();
  assert.match(await notice.innerText(), /thử lại/);
  await accessible("#boot-failed");
  await screenshot("prerendered-form-failed");
  // The browser asks before it throws away what was entered.
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await context.unroute(/\.wasm$/);
  await notice.getByRole("button").click();
  await page.locator(".total-number[data-total='10']").waitFor();
  assert.equal(await notice.isVisible(), false);
  assert.equal(await page.locator("[id='f-1.3-n']").inputValue(), "10");
});

early("a form whose code does not come is tried again: what was entered before counts", async ({ page, context, url, expectError }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  const release = await holdCode(context);
  await context.route(/\/work-[0-9a-f]+\.wasm$/, (route) => route.abort());
  await page.goto(new URL("./#/assess", url).href);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[id='f-1.3-n']").fill("10");
  release();
  await page.locator("#main [role=alert]").waitFor();
  await context.unroute(/\/work-[0-9a-f]+\.wasm$/);
  await page.locator("#main [role=alert]").getByRole("button").click();
  await page.locator(".total-number[data-total='10']").waitFor();
});

early("a beginning whose code does not come is tried again: the form that followed it opens with what was entered", async ({ page, context, url, expectError }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  const release = await holdCode(context);
  await context.route(/\/start-[0-9a-f]+\.wasm$/, (route) => route.abort());
  await page.goto(new URL("./#/assess", url).href);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[id='f-1.3-n']").fill("10");
  release();
  const alert = page.locator("#main [role=alert]");
  await alert.waitFor();
  await context.unroute(/\/start-[0-9a-f]+\.wasm$/);
  await alert.getByRole("button").click();
  await page.locator(".total-number[data-total='10']").waitFor();
  assert.equal(await page.locator("[id='f-1.3-n']").inputValue(), "10");
});

early("two elements begin a self-assessment: both show the one that the browser keeps", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await elements(page, url, { view: "assess", id: "first" }, { view: "assess", framework: "mic-2024-province", id: "second" });
  const [first, second] = ["#first", "#second"].map((id) => page.locator(id));
  await second.locator(".start-framework").first().waitFor();
  await first.locator(".start-new button[type=submit]").click();
  await first.locator(".leaf").first().waitFor();
  release();
  await first.locator("[id='f-1.3-n']").fill("20");
  await first.locator(".total-number[data-total='20']").waitFor();
  await first.locator("[data-saved=saved]").waitFor();
  await second.locator(".start-new button[type=submit]").click();
  await second.locator(".thuoc-so:not([aria-busy]) .total-number[data-total='20']").waitFor();
});

early("a form that begins with more than a framework is drawn by the program", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("./#/assess", url).href);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.locator("#new-period-quarter").selectOption("1");
  await page.locator("#new-organization").fill("Sở A");
  const answered = page.waitForResponse(/\/prerendered\//);
  await page.getByRole("button", { name: "Bắt đầu" }).dblclick();
  await answered;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await page.locator(".leaf").count(), 0);
  release();
  await page.locator(".leaf").first().waitFor();
  assert.match(await page.locator(".head-who").innerText(), /Sở A, quý I\/2023/);
  await page.locator("[data-saved=saved]").waitFor();
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.locator(".kept-work li").first().waitFor();
  assert.equal(await page.locator(".kept-work li").count(), 1, "pressed twice, begun once");
});

early("a file is chosen before the code is there", async ({ page, context, url }) => {
  const release = await holdCode(context);
  await page.goto(new URL("./#/assess", url).href);
  await page.locator(".start input[type=file]").setInputFiles(EXAMPLE);
  await page.locator("main[aria-busy]").waitFor();
  release();
  await page.locator(".leaf").first().waitFor();
  assert.match(await page.locator("#main").innerText(), /Bắc Giang/);
});

early("whoever has work in the browser is not shown an empty beginning", async ({ page, open, url }) => {
  await open("./#/assess");
  await page.locator("#new-organization").fill("Sở A");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator(".leaf").first().waitFor();
  await page.locator("[data-saved=saved]").waitFor();
  const seen = [];
  await page.exposeFunction("sawStart", () => seen.push("start"));
  await page.addInitScript(() => {
    new MutationObserver(() => document.querySelector(".start-framework") && globalThis.sawStart()).observe(document, { childList: true, subtree: true });
  });
  await blank(page, url);
  await page.goto(new URL("./#/assess", url).href);
  await page.locator(".leaf").first().waitFor();
  assert.deepEqual(seen, []);
});
