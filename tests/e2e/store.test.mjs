// What the browser keeps: every change, at once, whatever happens to the page.
import { assert, journey, keptWork, stored } from "./harness.mjs";

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
    localStorage.setItem("thuocso/work/1711929600000", text);
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
