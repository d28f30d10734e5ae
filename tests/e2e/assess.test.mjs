// The self-assessment: an example, the same by keyboard alone, files, mistakes, a full disk and a crash.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, forgetAll, journey, keptWork, says, stallTurns } from "./harness.mjs";

const EXAMPLE = JSON.parse(await readFile(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url), "utf8"));
const DEVICES = Object.entries({ desktop: DESKTOP, phone: PHONE });

/** A figure as people in Viet Nam type it: `2128` is `2.128`, `53.2` is `53,2`. */
function vietnamese(figure) {
  const [whole, fraction] = figure.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

const field = (page, leaf, input) => page.locator(`[data-leaf="${leaf}"][data-input="${input}"]`);
const score = (page, leaf) => page.locator(`.leaf [data-score="${leaf}"]`);

async function openExample(page, open, framework = "dti-province-2022") {
  await open("./#/assess");
  await page.locator(`[data-example="${framework}"]`).click();
  await page.locator("[data-total]").waitFor();
}

/** Points so far, and what can still come out, as exact numbers. */
function totals(page) {
  return page.evaluate(() => {
    const { total } = document.querySelector("[data-total]").dataset;
    const { lowest, highest } = document.querySelector("[data-lowest]").dataset;
    return { total, lowest, highest };
  });
}

/** The text of the file that the button in the header gives. */
async function download(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải phiếu về máy" }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

async function openFile(page, name, text) {
  await page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

async function saved(page) {
  await page.locator("[data-saved=saved]").waitFor();
}

async function noSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, `${page.url()} scrolls sideways`);
}

for (const [device, viewport] of DEVICES) {
  journey(
    `every state of the self-assessment is accessible on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/assess");
      await page.locator(".start-framework").nth(1).waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`assess-start-${device}`);

      await page.locator('[data-example="dti-province-2022"]').click();
      await page.locator("[data-total]").waitFor();
      await accessible();
      await noSidewaysScroll(page);

      await open("./#/assess/4");
      await page.locator("#leaf-4\\.1").waitFor();
      for (const panel of ["calculation", "explanation", "source"]) await page.locator(`#leaf-4\\.1 [data-panel=${panel}]`).click();
      await page.locator("[data-panel=given]").click();
      await page.locator("#leaf-4\\.2 .basis summary").first().click();
      await field(page, "4.3", "a").fill("nhiều");
      await field(page, "4.4", "a").fill("300");
      await field(page, "4.4", "b").fill("200");
      await field(page, "4.5", "a").focus();
      await page.locator("#leaf-4\\.3 .field-error").waitFor();
      await page.locator("#leaf-4\\.4 .field-error").waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`assess-form-${device}`);

      await open("./#/assess/2.11");
      await accessible();
      await open("./#/assess?show=not-entered");
      await page.locator("#leaf-9\\.2").waitFor();
      await accessible();
      await open("./#/assess?show=faulty");
      await page.locator("#leaf-4\\.3").waitFor();
      assert.equal(await page.locator(".leaf").count(), 2);
      await accessible();
      await noSidewaysScroll(page);
    },
    { viewport },
  );
}

for (const [scheme, options] of Object.entries({
  dark: { colorScheme: "dark" },
  "forced colors": { forcedColors: "active" },
  "320 px": { viewport: { width: 320, height: 600 } },
  "400 % zoom": { viewport: { width: 320, height: 256 } },
})) {
  journey(
    `the form can be used with ${scheme}`,
    async ({ page, open, accessible, screenshot }) => {
      await openExample(page, open);
      await open("./#/assess/7");
      await page.locator("#leaf-7\\.1").waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`assess-${scheme.replaceAll(/\W+/g, "-")}`);
    },
    options,
  );
}

journey("the example and the tasks of 2024 open in both languages", async ({ page, open, accessible }) => {
  await openExample(page, open);
  const { total, lowest, highest } = await totals(page);
  assert.equal(lowest, total);
  assert.ok(Number(highest) > Number(lowest), "what is not entered leaves an interval");
  assert.match(await page.locator("[data-total]").innerText(), /^\d+(,\d+)? \/ 1\.000$/);
  await page.getByRole("button", { name: "English" }).click();
  // English texts are fetched first.
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
  assert.match(await page.locator("[data-total]").innerText(), /^\d+(\.\d+)? \/ 1,000$/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await accessible();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Self-assessment" }).waitFor();

  await page.getByRole("button", { name: "Another assessment" }).click();
  await page.locator('[data-example="mic-2024-province"]').click();
  await page.locator("[data-total]").waitFor();
  assert.match(await page.locator("[data-total]").innerText(), /^\d+\/36 tasks$/);
  await accessible();
});

journey("the whole example can be entered by keyboard alone", async ({ page, open, accessible }) => {
  await openExample(page, open);
  const expected = await totals(page);
  await saved(page);
  await forgetAll(page);
  await open("./");
  const at = () => page.evaluate(() => {
    const { id, dataset, tagName, type, name, checked, value, href } = document.activeElement;
    return { id, leaf: dataset.leaf, input: dataset.input, tagName, type, name, checked, value, href };
  });
  /** Presses Tab until the keyboard is where it should be. */
  const tabTo = async (what, fits, key = "Tab") => {
    for (let presses = 0; presses < 400; presses++) {
      if (fits(await at())) return;
      await page.keyboard.press(key);
    }
    assert.fail(`Tab does not reach ${what}`);
  };

  await tabTo("the link to the self-assessment", ({ href }) => href?.endsWith("#/assess"));
  await page.keyboard.press("Enter");
  await page.locator(".start-framework").nth(1).waitFor();
  assert.equal((await at()).id, "page-heading", "the keyboard is at the heading of the new page");
  await tabTo("the organization", ({ id }) => id === "new-organization");
  await page.keyboard.type(EXAMPLE.organization.name);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2024");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("[data-total]").waitFor();
  assert.equal((await totals(page)).total, "0");

  const inOrder = Object.entries(EXAMPLE.responses).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  let open_indicator;
  let typed = 0;
  for (const [leaf, { inputs = {} }] of inOrder) {
    const indicator = leaf.split(".")[0];
    if (indicator !== open_indicator) {
      await page.keyboard.press("Control+Home");
      await page.evaluate(() => document.activeElement.blur());
      await tabTo(`main indicator ${indicator}`, ({ href }) => href?.endsWith(`#/assess/${indicator}`));
      await page.keyboard.press("Enter");
      await page.locator(`#leaf-${leaf.replace(".", "\\.")}`).waitFor();
      open_indicator = indicator;
    }
    for (const [input, figure] of Object.entries(inputs)) {
      await tabTo(`${leaf}/${input}`, (it) => it.leaf === leaf && it.input === input, "Tab");
      const { type } = await at();
      if (type === "radio") {
        await page.keyboard.press(" ");
        for (let presses = 0; presses < 10 && (await at()).value !== figure; presses++) await page.keyboard.press("ArrowRight");
        assert.deepEqual(await at().then(({ value, checked }) => [value, checked]), [figure, true], `${leaf}/${input}`);
      } else {
        await page.keyboard.type(/^[\d.]+$/.test(figure) ? vietnamese(figure) : figure);
      }
      typed++;
    }
  }
  assert.ok(typed >= 15, `only ${typed} inputs were typed`);
  assert.deepEqual(await totals(page), expected);
  assert.equal(await page.locator(".field-error, .field-ask").count(), 0);
  await accessible();

  // It is still there after a reload, and what was typed stands in the fields as it was typed.
  await saved(page);
  await page.reload();
  await page.locator("[data-total]").waitFor();
  assert.deepEqual(await totals(page), expected);
  await open("./#/assess/4");
  assert.equal(await field(page, "4.2", "a").inputValue(), "2.128");

  // The file holds the same figures.
  const { name, text } = await download(page);
  assert.match(name, /^dti-province-2022_tinh-bac-giang_2024-q1_\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(text);
  assert.equal(file.format, "thuocso-assessment/1");
  assert.equal(file.period, "2024-Q1");
  const figures = (responses) =>
    Object.fromEntries(Object.entries(responses).filter(([, it]) => it.inputs).map(([leaf, it]) => [leaf, it.inputs]));
  assert.deepEqual(figures(file.responses), figures(EXAMPLE.responses));
});

journey("what is downloaded and opened again is the same", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await field(page, "4.3", "a").fill("1.234");
  await field(page, "4.3", "b").fill("hai nghìn");
  await page.locator("#leaf-4\\.4 [data-panel=explanation]").click();
  await field(page, "4.4", "explanation").fill("Theo báo cáo của Sở Nội vụ.");
  const expected = await totals(page);
  const first = await download(page);
  const kept = JSON.parse(first.text);
  assert.equal(kept.responses["4.3"].inputs.b, "hai nghìn", "what is no number is kept too");
  assert.equal(kept.responses["4.4"].explanation, "Theo báo cáo của Sở Nội vụ.");
  assert.deepEqual(kept.evidence, EXAMPLE.evidence);

  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await openFile(page, first.name, first.text);
  await page.locator("[data-total]").waitFor();
  assert.deepEqual(await totals(page), expected);
  assert.match(await page.locator(".notice").innerText(), /Đã mở .* xem lại/s);
  const second = await download(page);
  assert.equal(second.text, first.text);
  await open("./#/assess/4.3");
  assert.equal(await field(page, "4.3", "b").inputValue(), "hai nghìn");
});

journey("a file that cannot be opened says why, and nothing is lost", async ({ page, open, accessible }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await field(page, "4.3", "a").fill("7");
  const expected = await totals(page);
  const cases = {
    "anh.json": ["\u0000\u0001", /Không mở được “anh\.json”/],
    "cut.json": [JSON.stringify(EXAMPLE).slice(0, 300), /bị cắt giữa chừng/],
    "other.json": ['{"a": 1}', /Không mở được “other\.json”/],
    "newer.json": [JSON.stringify({ ...EXAMPLE, format: "thuocso-assessment/7" }), /bản Thước Số mới hơn/],
    "elsewhere.json": [JSON.stringify({ ...EXAMPLE, framework: { id: "xa-phuong-2030" } }), /bộ chỉ số “xa-phuong-2030” chưa có ở đây/],
    "framework.json": [JSON.stringify({ format: "thuocso-framework/1", id: "x" }), /Không mở được “framework\.json”/],
  };
  for (const [name, [text, message]] of Object.entries(cases)) {
    await openFile(page, name, text);
    await page.locator(".notice").filter({ hasText: message }).waitFor();
    assert.deepEqual(await totals(page), expected, name);
    assert.equal(await field(page, "4.3", "a").inputValue(), "7", name);
  }
  await accessible();
  await page.getByRole("button", { name: "Đã hiểu" }).click();
  assert.equal(await page.locator(".notice").count(), 0);
});

journey("numbers are read as they are written, and asked about when nobody can know", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/1");
  const [times, weeks] = [field(page, "1.2", "n"), field(page, "1.2", "weeks")];
  await times.focus();
  await page.keyboard.type("1.234,56");
  await says(page.locator("#leaf-1\\.2 .field-note"), /đọc là 1\.234,56/);
  assert.equal(await times.inputValue(), "1.234,56");
  await times.fill("1.234");
  await page.getByText("“1.234” là số nào?").waitFor();
  await times.press("Enter");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /số nguyên/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), await times.getAttribute("id"));
  assert.equal(await times.inputValue(), "1.234");
  await weeks.fill("13");
  await says(score(page, "1.2"), /^1,\d+ \/ 20$/);
  // Taken back and made again: both the figure and what was typed.
  await page.locator("[data-step=undo]").click();
  assert.equal(await weeks.inputValue(), "");
  await page.locator("[data-step=undo]").click();
  assert.equal(await times.inputValue(), "");
  await page.locator("[data-step=redo]").click();
  assert.equal(await times.inputValue(), "1.234");

  // A mistake is said beside its field, once it is left.
  await weeks.fill("0");
  assert.equal(await page.locator("#leaf-1\\.2 .field-error").count(), 0, "not while it is typed");
  await weeks.press("Tab");
  assert.match(await page.locator("#leaf-1\\.2 .field-error").innerText(), /từ 1 trở lên/);
  assert.equal(await weeks.getAttribute("aria-invalid"), "true");
  const described = await weeks.getAttribute("aria-describedby");
  assert.ok(await page.locator(`[id="${described.split(" ")[0]}"]`).isVisible());
});

journey("answers can be cleared, the rest marked as absent, and a whole indicator given", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/2");
  const before = await totals(page);
  await field(page, "2.1", "done").first().check();
  assert.match(await score(page, "2.1").innerText(), /^7,69 \/ 7,69$/);
  await page.locator("#leaf-2\\.1 .answer-clear").click();
  assert.match(await score(page, "2.1").innerText(), /^– \/ 7,69$/);
  assert.deepEqual(await totals(page), before);

  const contents = page.locator("#leaf-2\\.11");
  await contents.locator('input[value="yes"]').first().check();
  await contents.getByRole("button", { name: /3 nội dung chưa chọn/ }).click();
  assert.equal(await contents.locator('input[value="no"]:checked').count(), 3);
  assert.match(await score(page, "2.11").innerText(), /^1,92 \/ 7,69$/);

  await page.locator("[data-panel=given]").click();
  await page.getByLabel("Giá trị chỉ số (0–1)").check();
  await field(page, "2", "given").fill("0,9");
  await field(page, "2", "given").press("Tab");
  assert.match(await page.locator('.outline [data-score="2"]').innerText(), /^90 \/ 100$/);
  await page.getByText("Mục này đã có kết quả chung mà bên dưới cũng có số liệu").first().waitFor();
});

journey("a search and the filters look into every main indicator", async ({ page, open }) => {
  await openExample(page, open);
  const shown = () => page.locator(".leaf").count();
  await page.fill("#find", "to cong nghe so cong dong");
  await page.locator("#leaf-4\\.1").waitFor();
  assert.ok((await shown()) < 10);
  await page.fill("#find", "");
  await open("./#/assess?show=not-entered");
  await page.locator("#leaf-4\\.3").waitFor();
  const missing = await shown();
  // What is filled in stays under the hands until the list is asked for again.
  await field(page, "4.3", "percent").fill("80");
  await says(score(page, "4.3"), /^8,89 \/ 11,11$/);
  assert.equal(await shown(), missing);
  await page.locator(".found-outdated").waitFor();
  await page.getByRole("link", { name: "Theo từng mục" }).click();
  await page.getByRole("link", { name: /^Chưa nhập/ }).click();
  await page.locator("#leaf-4\\.4").waitFor();
  assert.equal(await shown(), missing - 1);
});

journey("an example stays as it is; a change makes a copy", async ({ page, open, accessible }) => {
  await openExample(page, open);
  const expected = await totals(page);
  await open("./#/assess/4");
  await field(page, "4.3", "percent").fill("80");
  await saved(page);
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.locator('[data-example="dti-province-2022"]').click();
  await page.locator("[data-total]").waitFor();
  assert.deepEqual(await totals(page), expected);
  await saved(page);
  assert.equal(Object.keys(await keptWork(page)).length, 2);

  // The copy is offered where assessments begin, can be opened, and can be deleted and brought back.
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.getByRole("button", { name: "Tỉnh Bắc Giang, quý I/2024", exact: true }).click();
  await page.locator("[data-total]").waitFor();
  assert.notDeepEqual(await totals(page), expected);
  await page.getByRole("button", { name: "Phiếu khác" }).click();
  await page.getByRole("button", { name: "Xóa: Tỉnh Bắc Giang" }).click();
  await accessible();
  await page.getByRole("button", { name: "Khôi phục", exact: true }).click();
  await page.getByRole("button", { name: "Xóa: Tỉnh Bắc Giang" }).click();
  await page.getByText("Đã xóa gần đây (1)").click();
  await page.getByRole("button", { name: "Xóa hẳn: Tỉnh Bắc Giang" }).click();
  await page.locator(".kept-work").waitFor({ state: "detached" });
});

journey("a full disk is said, and the work can be saved as a file", async ({ page, open, accessible }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await field(page, "4.3", "percent").fill("80");
  await page.locator("[data-saved=failed]").waitFor();
  assert.match(await page.locator("[data-saved=failed]").innerText(), /hết chỗ lưu/);
  await accessible();
  const { text } = await download(page);
  assert.equal(JSON.parse(text).responses["4.3"].inputs.percent, "80");
});

journey("a framework opens from a file and from an address of the same site", async ({ page, open, url, expectError }) => {
  const framework = JSON.parse(await readFile(new URL("../../indicators/dti-province-2022/framework.json", import.meta.url), "utf8"));
  framework.id = "tinh-thu-nghiem";
  await open("./#/assess");
  await openFile(page, "framework.json", JSON.stringify(framework));
  await page.waitForURL(/#\/frameworks\/tinh-thu-nghiem/);
  await open("./?framework=indicators/mic-2024-province/framework.json");
  await page.waitForURL(/#\/frameworks\/mic-2024-province/);
  await open("./?framework=https://example.org/framework.json");
  await page.getByText("chỉ mở được địa chỉ trên cùng trang web").waitFor();
  expectError("404");
  await open("./?framework=khong-co.json");
  await page.getByText("Không tải được “khong-co.json”").waitFor();
  assert.ok(url);
}, { fetches: true });

journey("a digit writes what follows from it, and nothing else", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await field(page, "4.1", "a").fill("1");
  await saved(page);
  await page.evaluate(() => {
    const follows = ".shell-work, .total, .filters, .indicator-score, #leaf-4\\.1, .outline-line[aria-current]";
    const now = ({ type, target, attributeName }) => (type === "attributes" ? target.getAttribute(attributeName) : target.data);
    const observer = new MutationObserver((records) => {
      // Only what is written in the turn of the key: what arrives from elsewhere comes in another one.
      observer.disconnect();
      globalThis.written = records.map((record) => {
        const element = record.target.closest ? record.target : record.target.parentElement;
        const place = element.closest(follows)?.classList[0] ?? element.outerHTML;
        return { place, again: record.type !== "childList" && now(record) === record.oldValue };
      });
    });
    const everything = { subtree: true, childList: true, attributes: true, attributeOldValue: true, characterData: true, characterDataOldValue: true };
    addEventListener("input", () => observer.observe(document.body, everything), { capture: true, once: true });
  });
  await page.keyboard.press("2");
  await saved(page);
  const written = await page.evaluate(() => globalThis.written);
  const places = ["filters", "indicator-score", "leaf", "outline-line", "shell-work", "total"];
  assert.deepEqual(written.filter(({ place, again }) => again || !places.includes(place)), []);
  assert.notEqual(written.length, 0);
});

journey("the total is drawn in the turn of the digit, however slow the machine is", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await field(page, "4.1", "a").fill("1");
  await saved(page);
  const [total, rest] = [page.locator("[data-total]"), score(page, "4.1")];
  const before = [await total.textContent(), await rest.textContent()];
  await stallTurns(page);
  await page.keyboard.press("2");
  assert.notEqual(await total.textContent(), before[0]);
  assert.equal(await rest.textContent(), before[1]);
  assert.ok(await page.evaluate(() => globalThis.held > 0), "the rest was left to another turn");
});

journey("no digit is taken away by what is being drawn, however slow the machine is", async ({ page, context, open }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 12 });
  for (const delay of [15, 40, 80, 130, 130, 130]) {
    await field(page, "4.1", "a").fill("");
    await field(page, "4.1", "a").pressSequentially("123.456", { delay });
    assert.equal(await field(page, "4.1", "a").inputValue(), "123.456", `typed with ${delay} ms between keys`);
  }
});

journey("what is typed is drawn although the browser shows no frame, as in a window behind another one", async ({ page, open }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await page.evaluate(() => (globalThis.requestAnimationFrame = () => 0));
  await field(page, "4.3", "percent").pressSequentially("80");
  await says(score(page, "4.3"), /^8,89 \/ 11,11$/);
});

journey("a crash shows a calm page that saves the work", async ({ page, open, accessible, expectError }) => {
  await openExample(page, open);
  await open("./#/assess/4");
  await field(page, "4.3", "percent").fill("80");
  expectError("");
  // The browser refuses an element, which no program for pages survives.
  await page.evaluate(() => {
    for (const [prototype, method] of [[Document.prototype, "createElement"], [Node.prototype, "cloneNode"]]) {
      const make = prototype[method];
      prototype[method] = function (...how) {
        if (how[0] === "h3" || this.localName === "h3") throw new Error("no more elements");
        return make.apply(this, how);
      };
    }
    location.hash = "#/assess/2";
  });
  const heading = page.getByRole("heading", { name: "Thước Số đã dừng lại" });
  await heading.waitFor();
  await accessible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải phiếu về máy" }).click()]);
  const kept = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.equal(kept.responses["4.3"].inputs.percent, "80");
});
