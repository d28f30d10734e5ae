// What the browser keeps: every change, at once, whatever happens to the page.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, journey, keep, keptWork, stallTurns, stored } from "./harness.mjs";

const field = (page, leaf, input) => page.locator(`[data-leaf="${leaf}"][data-input="${input}"]`);
const saved = (page) => page.locator("[data-saved=saved]").waitFor();
const figures = async (page) => Object.values(await keptWork(page)).map((it) => it.assessment.responses["4.3"]?.inputs);

/** A new assessment of the set for provinces, open at its fourth main indicator. */
async function begin(page, open, name = "Tỉnh Bắc Giang") {
  await open("./#/assess");
  await page.locator('.start-framework input[value="dti-province-2022"]').check();
  await page.locator("#new-organization").fill(name);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
  await page.goto(new URL("#/assess/4", page.url()).href);
  await field(page, "4.3", "percent").waitFor();
}

journey("what is typed is kept although the field was never left", async ({ page, open }) => {
  await begin(page, open);
  await saved(page);
  await field(page, "4.3", "percent").pressSequentially("81", { delay: 5 });
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "81");
  assert.deepEqual(await figures(page), [{ percent: "81" }]);
});

journey("what is typed is kept although the page goes before anything of it was drawn", async ({ page, open }) => {
  await begin(page, open);
  await saved(page);
  await stallTurns(page);
  await field(page, "4.3", "percent").pressSequentially("81", { delay: 5 });
  assert.ok(await page.evaluate(() => globalThis.held > 0), "something was left to another turn");
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "81");
});

/** Gives the page `typeText(field, text)` and `turn()`: no more than a turn of the browser goes by. */
const typeByScript = (page) =>
  page.evaluate(() => {
    globalThis.turn = () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
    globalThis.typeText = (field, text) => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return globalThis.turn();
    };
  });

journey("a page that goes while something older is being written keeps the newest", async ({ page, open }) => {
  await begin(page, open);
  await saved(page);
  await typeByScript(page);
  await field(page, "4.3", "percent").evaluate(async (field) => {
    field.focus();
    await globalThis.typeText(field, "8");
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await globalThis.turn();
    await globalThis.typeText(field, "81");
    // What a browser tells a page that goes.
    Object.defineProperty(document, "hidden", { value: true });
    window.dispatchEvent(new PageTransitionEvent("pagehide"));
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "81");
});

/** From now on the database writes something that does not end before the page does: what it is asked for waits, and is gone. */
const occupyDatabase = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("thuocso", 1);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const texts = opening.result.transaction("texts", "readwrite").objectStore("texts");
          const ask = () => {
            texts.get("open").onsuccess = ask;
            done();
          };
          ask();
        };
      }),
  );
const lastWords = (page) => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("thuocso")));

journey("what is typed last is kept although the page goes before the database gets to it", async ({ page, open }) => {
  await begin(page, open);
  await saved(page);
  await field(page, "4.3", "percent").fill("80");
  await saved(page);
  await occupyDatabase(page);
  await field(page, "4.3", "percent").fill("");
  await field(page, "4.3", "percent").pressSequentially("81", { delay: 5 });
  assert.equal(await page.locator("[data-saved]").getAttribute("data-saved"), "saving");
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "81");
  assert.deepEqual(await figures(page), [{ percent: "81" }]);
  assert.deepEqual(await lastWords(page), [], "it was moved over");
});

journey("an assessment whose page went before the database had any of it is in the list", async ({ page, open, context }) => {
  await open("./#/assess");
  await occupyDatabase(page);
  await page.locator("#new-organization").fill("Tỉnh Bắc Giang");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
  await page.close();
  const another = await context.newPage();
  await another.goto(page.url());
  await another.locator(".kept-work").getByText("Tỉnh Bắc Giang").waitFor();
});

journey("a page that is only hidden leaves no last words behind", async ({ page, open }) => {
  await begin(page, open);
  await saved(page);
  await typeByScript(page);
  const said = await field(page, "4.3", "percent").evaluate(async (field) => {
    await globalThis.typeText(field, "81");
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
    return Object.keys(localStorage).length;
  });
  assert.equal(said, 1);
  await saved(page);
  assert.deepEqual(await lastWords(page), []);
  assert.deepEqual(await figures(page), [{ percent: "81" }]);
});

journey("last words that another window has gone beyond are dropped, and those of what was deleted too", async ({ page, open }) => {
  await begin(page, open);
  await field(page, "4.3", "percent").fill("80");
  await saved(page);
  const [[work, { saved_at_ms }]] = Object.entries(await keptWork(page));
  const say = (at) =>
    page.evaluate(
      ([work, text]) => localStorage.setItem(`thuocso-last-words/${work}`, text),
      [work, JSON.stringify({ saved_at_ms: at, assessment: "{}" })],
    );
  await say(saved_at_ms - 1);
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "80");
  assert.deepEqual(await lastWords(page), []);
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  const list = page.locator(".kept-work");
  await list.waitFor();
  await say(saved_at_ms + 1);
  await list.getByRole("button", { name: /^Xóa: Tỉnh Bắc Giang/ }).click();
  await list.locator(".kept-said").waitFor();
  assert.deepEqual(await lastWords(page), []);
  assert.deepEqual(await keptWork(page), {});
});

journey("what is typed does not wait for the disk, which has it soon afterwards", async ({ page, open, context }) => {
  await context.addInitScript(() => {
    globalThis.durabilities = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      if (mode === "readwrite") globalThis.durabilities.push(options?.durability);
      return transaction.call(this, names, mode, options);
    };
  });
  await begin(page, open);
  await saved(page);
  await page.evaluate(() => (globalThis.durabilities.length = 0));
  await field(page, "4.3", "percent").pressSequentially("81");
  await page.waitForFunction(() => globalThis.durabilities.includes("relaxed"));
  await page.waitForFunction(() => globalThis.durabilities.at(-1) === "strict");
  await saved(page);
  assert.deepEqual(await figures(page), [{ percent: "81" }]);
});

journey("what was done can be taken back after the page was loaded again", async ({ page, open }) => {
  await begin(page, open);
  await field(page, "4.3", "percent").fill("80");
  await field(page, "4.3", "percent").blur();
  await field(page, "4.3", "percent").fill("");
  await field(page, "4.3", "percent").fill("79");
  await field(page, "4.4", "a").fill("12");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await saved(page);
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.4", "a").inputValue(), "");
  await page.getByRole("button", { name: "Làm lại" }).click();
  await page.waitForFunction(() => document.querySelector('[data-leaf="4.4"][data-input="a"]').value === "12");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.waitForFunction(() => document.querySelector('[data-leaf="4.3"][data-input="percent"]').value === "");
  await saved(page);
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "");
  await page.getByRole("button", { name: "Làm lại" }).click();
  await page.waitForFunction(() => document.querySelector('[data-leaf="4.3"][data-input="percent"]').value === "79");
});

journey("what an earlier version kept is moved over, once", async ({ page, open, context }) => {
  const assessment = {
    format: "thuocso-assessment/1",
    framework: { id: "dti-province-2022" },
    organization: { name: "Tỉnh Cũ" },
    period: "2024",
    responses: { "4.3": { inputs: { percent: "77" } } },
  };
  const work = { saved_at_ms: 1_711_929_600_000, assessment: JSON.stringify(assessment) };
  await context.addInitScript((text) => {
    if (sessionStorage.getItem("begun")) return;
    sessionStorage.setItem("begun", "1");
    localStorage.setItem(["thuocso", "work", "1711929600000"].join("/"), text);
    localStorage.setItem("thuocso/open", "work/1711929600000");
    localStorage.setItem("another-page", "stays");
  }, JSON.stringify(work));
  await open("./#/assess/4");
  await field(page, "4.3", "percent").waitFor();
  assert.equal(await field(page, "4.3", "percent").inputValue(), "77");
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["another-page"]);
  assert.equal((await stored(page))["work/1711929600000"], JSON.stringify(work), "as it was, to the letter");
  await field(page, "4.3", "percent").fill("78");
  await saved(page);
  await page.reload();
  await field(page, "4.3", "percent").waitFor();
  assert.deepEqual(await figures(page), [{ percent: "78" }]);
});

for (const [what, refuse, sentence] of [
  ["without a database the older store is used", () => Object.defineProperty(window, "indexedDB", { value: undefined }), null],
  [
    "where nothing is kept, the page says so",
    () => {
      Object.defineProperty(window, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } });
      Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
    },
    /tải phiếu về máy/i,
  ],
]) {
  journey(what, async ({ page, open, context, accessible }) => {
    await context.addInitScript(refuse);
    await begin(page, open);
    await field(page, "4.3", "percent").fill("80");
    if (sentence) {
      await page.locator("[data-saved=failed]").waitFor();
      assert.match(await page.locator("[data-saved=failed]").innerText(), sentence);
      await accessible();
    } else {
      await saved(page);
      await page.reload();
      await field(page, "4.3", "percent").waitFor();
      assert.equal(await field(page, "4.3", "percent").inputValue(), "80");
    }
  });
}

journey("what another window has overtaken is kept apart", async ({ page, open }) => {
  await begin(page, open);
  await field(page, "4.3", "percent").fill("80");
  await field(page, "4.3", "percent").blur();
  await saved(page);
  // A window of which this one knows nothing.
  await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("thuocso", 1);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("texts", "readwrite");
          const texts = writing.objectStore("texts");
          const works = texts.getAllKeys();
          works.onsuccess = () => {
            const name = works.result.find((it) => it.startsWith("work/"));
            const work = texts.get(name);
            work.onsuccess = () =>
              texts.put(work.result.replace(/^\{"saved_at_ms":\d+/, '{"saved_at_ms":1').replace('"80\\"', '"90\\"'), name);
          };
          writing.oncomplete = done;
        };
      }),
  );
  await field(page, "4.3", "percent").fill("70");
  await field(page, "4.3", "percent").blur();
  await page.getByText("vừa được sửa ở một cửa sổ khác").waitFor();
  await saved(page);
  assert.deepEqual((await figures(page)).map((it) => it.percent).sort(), ["70", "90"]);
});

async function type(page, text) {
  await field(page, "4.3", "percent").fill(text);
  await field(page, "4.3", "percent").blur();
  await saved(page);
}

const value = (page, text) =>
  page.waitForFunction((text) => document.querySelector('[data-leaf="4.3"][data-input="percent"]')?.value === text, text);

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải phiếu về máy" }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

journey("the page says where the work is, and whether there is a file of it", async ({ page, open, accessible, screenshot }) => {
  await begin(page, open);
  await type(page, "80");
  const line = page.locator("[data-saved]");
  assert.match(await line.innerText(), /^Đã lưu trong trình duyệt này lúc \d\d:\d\d, chưa tải tệp về$/);
  await page.locator("[data-risk]").waitFor();
  await accessible();
  await screenshot("store-saved");
  const { name } = await downloaded(page);
  assert.match(name, /^dti-province-2022_tinh-bac-giang_\d{4}_\d{4}-\d\d-\d\d\.json$/);
  await page.getByText(/, đã tải tệp về lúc \d\d:\d\d$/).waitFor();
  await saved(page);
  await page.reload();
  await page.getByText(/, đã tải tệp về lúc \d\d:\d\d$/).waitFor();
  await type(page, "81");
  assert.match(await line.innerText(), /tệp tải về lúc \d\d:\d\d chưa có thay đổi mới nhất$/);
});

for (const [what, persist, risk, sentence] of [
  ["keeps it", true, "none", /đã nhận giữ lâu dài/],
  ["does not promise to keep it", false, "not-promised", /chưa nhận giữ lâu dài/],
]) {
  journey(`the browser is asked once to keep the work, and ${what}`, async ({ page, open, context, accessible }) => {
    await context.addInitScript((answer) => {
      let promised = false;
      navigator.storage.persisted = async () => promised;
      navigator.storage.estimate = async () => ({ quota: 1e10, usage: 0 });
      navigator.storage.persist = async () => {
        window.asked = (window.asked ?? 0) + 1;
        return (promised = answer);
      };
    }, persist);
    await begin(page, open);
    await saved(page);
    assert.equal(await page.evaluate(() => window.asked ?? 0), 0, "not before something was changed");
    await type(page, "80");
    await page.locator(`[data-risk=${risk}]`).waitFor();
    assert.match(await page.locator("[data-risk]").innerText(), sentence);
    await type(page, "81");
    assert.equal(await page.evaluate(() => window.asked), 1);
    await accessible();
    await page.reload();
    await value(page, "81");
    await type(page, "82");
    await page.locator("[data-risk]").waitFor();
    if (!persist) assert.equal(await page.evaluate(() => window.asked ?? 0), 0, "asked before, and answered");
  });
}

journey("what is said about the browser meanwhile does not take a click away", async ({ page, open, context }) => {
  await context.addInitScript(() => {
    navigator.storage.persisted = async () => false;
    navigator.storage.persist = () => new Promise((done) => (window.answer = () => done(false)));
  });
  await begin(page, open);
  await saved(page);
  await field(page, "4.3", "percent").fill("80");
  await page.waitForFunction(() => window.answer);
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("button", { name: "Hoàn tác" }).hover();
  await page.mouse.down();
  await page.evaluate(() => window.answer());
  while (!("asked-to-keep" in (await stored(page))));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.mouse.up();
  await value(page, "");
  await page.locator("[data-risk=not-promised]").waitFor();
});

journey("what is wrong with a figure is not said under a button that is pressed", async ({ page, open }) => {
  await page.clock.install();
  await begin(page, open);
  await field(page, "4.3", "percent").fill("nhiều");
  const source = page.locator("#leaf-4\\.3 [data-panel=source]");
  await source.hover();
  await page.mouse.down();
  await page.clock.runFor(2_000);
  assert.equal(await page.locator("#leaf-4\\.3 .field-error").count(), 0);
  await page.mouse.up();
  await page.clock.runFor(100);
  await page.locator("#leaf-4\\.3 .field-error").waitFor();
  assert.equal(await source.getAttribute("aria-expanded"), "true");
});

for (const width of [320, 360]) {
  journey(
    `the page stays where it is while something is saved, ${width} pixels wide`,
    async ({ page, open }) => {
      await begin(page, open);
      await type(page, "80");
      await page.locator("[data-risk]").waitFor();
      await page.locator("[data-saved]").evaluate((line) => {
        globalThis.seen = {};
        const look = () => ((globalThis.seen[line.dataset.saved] ??= new Set()).add(line.parentElement.offsetHeight));
        new MutationObserver(look).observe(line, { attributeFilter: ["data-saved"] });
        look();
      });
      await type(page, "81");
      await page.waitForFunction(() => globalThis.seen.saving);
      const { saving, saved } = await page.evaluate(() => Object.fromEntries(Object.entries(globalThis.seen).map(([state, heights]) => [state, [...heights]])));
      assert.deepEqual(saving, saved);
      assert.equal(saved.length, 1);
    },
    { viewport: { width, height: 740 } },
  );
}

for (const [what, pretend, risk] of [
  ["a private window", () => (navigator.storage.estimate = async () => ({ quota: 1e8, usage: 0 })), "private"],
  [
    "Safari",
    () => {
      const name = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
      Object.defineProperty(navigator, "userAgent", { get: () => name });
      navigator.storage.estimate = async () => ({ quota: 1e10, usage: 0 });
    },
    "forgetful",
  ],
]) {
  journey(`${what} is warned about, with the way out`, async ({ page, open, context, accessible }) => {
    await context.addInitScript(pretend);
    await begin(page, open);
    await page.locator(`[data-risk=${risk}]`).waitFor();
    assert.match(await page.locator("[data-risk]").innerText(), /[Tt]ải tệp về/);
    await accessible();
  });
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `assessments stand side by side: named, copied, deleted and brought back, on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await begin(page, open, "Tỉnh Bắc Giang");
      await type(page, "80");
      await page.getByRole("button", { name: "Phiếu khác" }).click();
      await begin(page, open, "Tỉnh Đắk Lắk");
      await type(page, "70");
      await page.goto(new URL("#/", page.url()).href);
      const list = page.locator(".kept-work");
      const names = () => list.locator(".kept-name").allInnerTexts();
      await list.getByText("đang mở").waitFor();
      assert.deepEqual((await names()).map((it) => it.split(",")[0]), ["Tỉnh Đắk Lắk", "Tỉnh Bắc Giang"]);
      assert.match(await list.locator(".kept-when").first().innerText(), /1\/\d+ mục · lưu lúc \d\d:\d\d · chưa tải tệp về/);

      await list.getByRole("button", { name: /^Đổi tên: Tỉnh Bắc Giang/ }).click();
      await list.getByLabel(/^Tên mới của/).fill("Bản gửi Sở");
      await accessible(".kept-work");
      await list.getByRole("button", { name: "Lưu tên" }).click();
      await list.getByRole("button", { name: "Bản gửi Sở", exact: true }).waitFor();
      await list.getByRole("button", { name: "Tạo bản sao: Bản gửi Sở" }).click();
      await list.getByRole("button", { name: "Bản gửi Sở (bản sao)", exact: true }).waitFor();
      await accessible();
      await screenshot(`store-list-${device}`);

      await list.getByRole("button", { name: "Xóa: Bản gửi Sở", exact: true }).click();
      await list.getByText("Đã xóa “Bản gửi Sở”.").waitFor();
      await list.getByText("Đã xóa gần đây (1), còn giữ trong 14 ngày").click();
      await accessible();
      await screenshot(`store-deleted-${device}`);
      await list.getByRole("status").getByRole("button", { name: "Khôi phục" }).click();
      await list.getByRole("button", { name: "Bản gửi Sở", exact: true }).waitFor();
      await list.getByRole("button", { name: "Xóa: Bản gửi Sở", exact: true }).click();
      await list.getByText("Đã xóa “Bản gửi Sở”.").waitFor();

      // Later, from what was deleted lately; then for good.
      await page.reload();
      await list.getByText("Đã xóa gần đây (1)").click();
      await list.getByRole("button", { name: "Khôi phục: Bản gửi Sở" }).click();
      await list.getByRole("button", { name: "Bản gửi Sở", exact: true }).click();
      await page.waitForURL(/#\/assess$/);
      await page.goto(new URL("#/assess/4", page.url()).href);
      await value(page, "80");
      await page.goto(new URL("#/", page.url()).href);
      await list.getByRole("button", { name: "Xóa: Bản gửi Sở (bản sao)" }).click();
      await list.getByText("Đã xóa gần đây (1)").click();
      await list.getByRole("button", { name: "Xóa hẳn: Bản gửi Sở (bản sao)" }).click();
      await list.getByText("Đã xóa gần đây").waitFor({ state: "detached" });
      assert.equal(Object.keys(await stored(page)).filter((name) => name.startsWith("deleted/")).length, 0);
    },
    { viewport },
  );
}

journey("a damaged copy is said, kept as it is, and can be saved as a file", async ({ page, open, accessible, screenshot }) => {
  await begin(page, open);
  await type(page, "80");
  const [name] = Object.keys(await keptWork(page));
  await keep(page, { [name]: '{"saved_at_ms":1,"assessment":"{\\"format\\":' });
  await page.reload();
  await page.getByText("Bản lưu trong trình duyệt này không đọc được").waitFor();
  await accessible();
  await page.goto(new URL("#/", page.url()).href);
  const list = page.locator(".kept-work");
  await list.getByText("Bản lưu không đọc được").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    list.getByRole("button", { name: /^Tải về: Bản lưu không đọc được/ }).click(),
  ]);
  assert.equal(await readFile(await download.path(), "utf8"), '{"saved_at_ms":1,"assessment":"{\\"format\\":');
  await accessible();
  await screenshot("store-damaged");
});

journey("two windows: the second looks on, takes over, and loses nothing", async ({ page, context, open, accessible, screenshot }) => {
  await begin(page, open);
  await type(page, "80");
  const second = await context.newPage();
  second.setDefaultTimeout(30_000);
  await second.goto(page.url());
  await value(second, "80");
  await second.locator("[data-elsewhere]").waitFor();
  await second.bringToFront();
  await field(second, "4.3", "percent").pressSequentially("9");
  await second.getByText("Chưa sửa gì").waitFor();
  assert.equal(await field(second, "4.3", "percent").inputValue(), "80");
  await second.screenshot({ path: new URL("./screenshots/store-two-windows.png", import.meta.url).pathname, fullPage: true });

  // What the first window enters appears in the second.
  await page.bringToFront();
  await type(page, "82");
  await value(second, "82");

  // Taken over while the first one types: what it typed is there.
  await field(page, "4.3", "percent").fill("83");
  await second.bringToFront();
  await second.getByRole("button", { name: "Chuyển sang sửa ở cửa sổ này" }).click();
  await second.locator("[data-elsewhere]").waitFor({ state: "detached" });
  await value(second, "83");
  await page.locator("[data-elsewhere]").waitFor();
  await type(second, "84");
  await value(page, "84");
  await accessible();
  await screenshot("store-taken-over");

  // A copy is one's own.
  await page.bringToFront();
  await page.getByRole("button", { name: "Làm trên một bản sao" }).click();
  await page.locator("[data-elsewhere]").waitFor({ state: "detached" });
  await type(page, "60");
  assert.deepEqual((await figures(page)).map((it) => it.percent).sort(), ["60", "84"]);

  // When the window that edits goes away, the one that looks on edits.
  const third = await context.newPage();
  await third.goto(second.url());
  await third.locator("[data-elsewhere], [data-total]").first().waitFor();
  await third.close();
});

journey("a window goes on when the one that edited is closed", async ({ page, context, open }) => {
  await begin(page, open);
  await type(page, "80");
  const second = await context.newPage();
  await second.goto(page.url());
  await second.locator("[data-elsewhere]").waitFor();
  await field(page, "4.3", "percent").fill("81");
  await page.close({ runBeforeUnload: true });
  await second.locator("[data-elsewhere]").waitFor({ state: "detached" });
  await value(second, "81");
  await type(second, "82");
  assert.deepEqual(await figures(second), [{ percent: "82" }]);
});

const opened = (page, name, text) =>
  page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

journey("a file of what the browser has too is compared with it, and each difference can be chosen", async ({ page, open, accessible, screenshot }) => {
  await begin(page, open);
  await type(page, "80");
  const { text } = await downloaded(page);
  const file = JSON.parse(text);
  const other = structuredClone(file);
  other.responses["4.3"].inputs.percent = "75";
  other.responses["4.4"] = { explanation: "Theo báo cáo số 12." };
  const before = Object.keys(await keptWork(page));

  // The same again is simply opened.
  await opened(page, "phieu.json", text);
  await saved(page);
  assert.deepEqual(Object.keys(await keptWork(page)), before);

  const panel = page.locator("[data-recovery]");
  await opened(page, "phieu.json", JSON.stringify(other));
  await panel.getByText(/khác nhau ở 2 chỗ/).waitFor();
  await panel.getByText(/^Xem và chọn từng chỗ khác nhau/).click();
  await accessible();
  await screenshot("store-recovery");
  assert.match(await panel.locator("tbody").innerText(), /4\.3 .+: Số liệu\s+[^=]+: 80%\s+[^=]+: 75%/);
  await panel.getByRole("radio", { name: /^4\.3 .+: Số liệu, theo tệp: [^=]+: 75%$/ }).check();
  await panel.getByRole("button", { name: "Gộp theo lựa chọn" }).click();
  await panel.waitFor({ state: "detached" });
  await page.goto(new URL("#/assess/4", page.url()).href);
  await value(page, "75");
  await saved(page);
  assert.deepEqual(Object.keys(await keptWork(page)), before, "in its place");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await value(page, "80");
  await saved(page);

  // Kept as it is.
  await opened(page, "phieu.json", JSON.stringify(other));
  await panel.getByRole("button", { name: "Giữ bản trong trình duyệt" }).click();
  await panel.waitFor({ state: "detached" });
  assert.deepEqual(await figures(page), [{ percent: "80" }]);

  // Apart, when another one is open; then the file in the place of the copy, which is among the deleted ones.
  await opened(page, "phieu.json", JSON.stringify(other));
  await panel.getByRole("button", { name: "Mở tệp thành phiếu riêng" }).click();
  await panel.waitFor({ state: "detached" });
  await page.goto(new URL("#/assess/4", page.url()).href);
  await value(page, "75");
  await saved(page);
  other.responses["4.3"].inputs.percent = "66";
  await opened(page, "phieu.json", JSON.stringify(other));
  await panel.getByRole("button", { name: "Lấy theo tệp" }).click();
  await panel.waitFor({ state: "detached" });
  await saved(page);
  assert.ok((await figures(page)).some((it) => it.percent === "66"));
});

journey("a file of a newer version is refused in a sentence", async ({ page, open, accessible }) => {
  await begin(page, open);
  await type(page, "80");
  await opened(page, "mới.json", JSON.stringify({ format: "thuocso-assessment/2", framework: { id: "dti-province-2022" } }));
  await page.getByText("Không mở được “mới.json”").waitFor();
  await page.locator(".notice").getByText(/thuocso-assessment\/2/).waitFor();
  await accessible();
  await value(page, "80");
});
