// Rounds of an assessment and the roll-up of many: appraising in bulk, answering, locking, merging, ranking.
import { readFile } from "node:fs/promises";
import { FRAMEWORK, submissions } from "../../tools/submissions.mjs";
import { DESKTOP, PHONE, assert, journey, keptWork } from "./harness.mjs";

const NARROW = { width: 320, height: 640 };
const payload = ({ name, text }) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const named = (name, assessment) => payload({ name, text: JSON.stringify(assessment) });

async function noSideways(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

/** What a button saves, read. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button, exact: true }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function drop(page, files) {
  await page.locator("#rollup-files").setInputFiles(files);
  await page.locator("#rollup-outcome:focus").waitFor({ timeout: 90_000 });
}

const rows = (page) => page.locator(".rollup-lines tbody tr");

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(`many files become one table, on a ${device} window`, async ({ page, open, accessible, screenshot }) => {
    const made = await submissions(12);
    const change = (at, edit) => {
      const copy = structuredClone(made[at].assessment);
      edit(copy);
      return named(`${at}-khac.json`, copy);
    };
    await open("./#/rollup");
    await page.getByRole("heading", { level: 1, name: "Tổng hợp nhiều đơn vị" }).waitFor();
    await accessible();
    await drop(page, [
      ...made.slice(0, 8).map(payload),
      change(8, (it) => (it.framework.id = "dti-province-2020")),
      change(9, (it) => (it.framework.hash = "sha256-0")),
      change(10, (it) => delete it.responses["2.1"]),
      change(11, (it) => (it.responses["2.1"].stated_points = "999")),
      change(0, (it) => (it.responses["2.1"].inputs.done = "no")),
      { name: "hong.json", mimeType: "application/json", buffer: Buffer.from("{") },
    ]);
    assert.equal(await rows(page).count(), 14);
    const odd = page.locator(".rollup-odd > ul > li");
    const sentences = (await odd.allInnerTexts()).join("\n");
    for (const said of [/8-khac\.json[^]*dti-province-2020/, /9-khac\.json[^]*đã thay đổi/, /10-khac\.json[^]*chưa nhập đủ/, /11-khac\.json[^]*999/, /0-khac\.json[^]*còn gửi tệp khác/, /hong\.json/]) {
      assert.match(sentences, said);
    }
    assert.match(await page.locator("#rollup-outcome").innerText(), /14 tệp, \d+ đơn vị được xếp hạng, 7 tệp cần xem lại/);
    await noSideways(page);
    await accessible();
    await screenshot(`rollup-${device}`);

    await page.getByLabel("Tìm đơn vị hoặc tệp").fill("thu 3");
    assert.deepEqual(await rows(page).locator("th").allInnerTexts(), ["Xã Thử 3"]);
    await page.getByRole("button", { name: "Xã Thử 3" }).click();
    await page.getByRole("heading", { name: "Từng chỉ tiêu của Xã Thử 3" }).waitFor();
    assert.ok((await page.locator(".rollup-detail tbody tr").count()) > 90);
    await accessible();
    const table = await saved(page, "Bảng CSV cho Excel");
    assert.match(table.name, /^tong-hop_dti-province-2022_2023_\d{4}-\d\d-\d\d\.csv$/);
    assert.match(table.text, /^\uFEFFHạng;Mã đơn vị;Đơn vị/);
    assert.equal(table.text.trim().split("\r\n").length, 15);
    const dataset = JSON.parse((await saved(page, "Bộ dữ liệu (JSON)")).text);
    assert.equal(dataset.format, "thuocso-dataset/1");
    assert.ok(dataset.tables[0].columns.every(({ basis }) => basis === "self_assessed"));
  }, { viewport });
}

journey("150 files with odd ones among them", async ({ page, open }) => {
  const made = await submissions(150);
  const files = made.map(payload);
  files[20] = { name: "hong.json", mimeType: "application/json", buffer: Buffer.from("không phải JSON") };
  files[40] = named("khac.json", { ...made[40].assessment, period: "2022" });
  await open("./#/rollup");
  await drop(page, files);
  assert.match(await page.locator("#rollup-outcome").innerText(), /150 tệp, 148 đơn vị được xếp hạng, 2 tệp cần xem lại/);
  const ranks = (await rows(page).locator("td:first-child").allInnerTexts()).filter((it) => it !== "–").map(Number);
  assert.deepEqual(ranks, ranks.toSorted((left, right) => left - right));
  assert.equal(ranks[0], 1);
});

journey("from the self-assessment to the final result and its rank", async ({ page, open, accessible, screenshot }) => {
  const [unit, ...others] = await submissions(3);
  const field = (name) => page.getByLabel(name, { exact: true });
  const points = (at) => page.locator(`#appraise-points-${at}`);

  // The unit submits.
  await open("./#/appraise");
  await page.locator("#appraise-open").setInputFiles(payload(unit));
  await page.getByRole("radio", { name: "Tự đánh giá", exact: true }).check();
  const submitted = await saved(page, "Tải tệp nộp");
  assert.match(submitted.name, /^dti-province-2022_xa-thu-1_2023_nop-\d{4}-\d\d-\d\d\.json$/);
  const sent = JSON.parse(submitted.text);
  assert.equal(sent.rounds.length, 1);
  assert.ok(sent.responses["2.1"].stated_points);

  // The appraiser drops it, accepts all, and refuses two with reasons.
  await open("./#/rollup");
  await drop(page, [payload({ name: submitted.name, text: submitted.text })]);
  await page.getByRole("button", { name: "Xã Thử 1" }).click();
  await page.getByRole("button", { name: "Mở để thẩm định" }).click();
  await page.getByRole("heading", { level: 1, name: "Thẩm định và giải trình" }).waitFor();
  await accessible();
  await screenshot("appraise-desktop");
  await page.getByRole("button", { name: "Chấp nhận điểm tự đánh giá", exact: true }).click();
  await page.getByText("Đã chấp nhận các mục đang hiện.").waitFor();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByRole("radio", { name: /^Chưa thẩm định/ }).check();
  const all = await page.locator(".appraise-lines tbody tr").count();
  assert.ok(all > 90, `${all} lines`);
  await page.getByRole("button", { name: "Chấp nhận điểm tự đánh giá", exact: true }).click();
  await page.getByText("Không có mục nào như vậy.").waitFor();
  await page.getByRole("radio", { name: /^Có điểm, không có tài liệu/ }).check();
  const [first, second] = await page.locator(".appraise-lines tbody th").evaluateAll((cells) => cells.map((cell) => cell.textContent.split(" ")[0]));
  await points(0).fill("0");
  await points(0).press("Enter");
  await page.locator("#appraise-points-1:focus").waitFor();
  await page.locator(".field-error").first().waitFor();
  await page.getByRole("radio", { name: "Chốt kết quả", exact: true }).check();
  await page.getByText(/Chưa chốt được, còn 1 chỗ/).waitFor();
  assert.equal(await page.getByRole("button", { name: "Chốt và tải tệp" }).isDisabled(), true);
  await page.getByRole("radio", { name: "Thẩm định", exact: true }).check();
  await field(`Lý do ở mục ${first}`).fill("Không có tài liệu kiểm chứng.");
  await field(`Lý do ở mục ${first}`).blur();
  await page.locator(".field-error").waitFor({ state: "detached" });
  await field(`Điểm thẩm định của mục ${second}`).fill("0");
  await field(`Điểm thẩm định của mục ${second}`).blur();
  await page.locator(".field-error").waitFor();
  await field(`Lý do ở mục ${second}`).fill("Văn bản hết hiệu lực.");
  await field(`Lý do ở mục ${second}`).blur();
  await page.getByRole("radio", { name: /^Có chênh lệch \(2\)/ }).check();
  await field("Cơ quan thẩm định:").fill("Sở Khoa học và Công nghệ");
  await accessible();
  const appraised = await saved(page, "Tải tệp thẩm định");
  assert.match(appraised.name, /_tham-dinh-/);

  // The unit answers.
  await open("./#/appraise");
  await page.getByRole("radio", { name: "Giải trình", exact: true }).check();
  await page.getByRole("radio", { name: /^Có chênh lệch/ }).check();
  await page.getByText("Văn bản hết hiệu lực.").waitFor();
  await field(`Giải trình ở mục ${second}`).fill("Đã bổ sung văn bản mới.");
  await field(`Giải trình ở mục ${second}`).blur();
  await accessible();
  const answered = await saved(page, "Tải tệp giải trình");

  // The appraiser gives one back, and the result is final.
  await page.getByRole("radio", { name: /^Đã giải trình \(1\)/ }).check();
  await page.getByRole("radio", { name: "Chốt kết quả", exact: true }).check();
  await page.getByRole("button", { name: `Đồng ý điểm tự đánh giá của mục ${second}` }).click();
  await page.locator(".field-error").waitFor();
  await field(`Lý do của điểm cuối cùng ở mục ${second}`).fill("Chấp nhận giải trình.");
  await field(`Lý do của điểm cuối cùng ở mục ${second}`).blur();
  const final = await saved(page, "Chốt và tải tệp");
  assert.match(final.name, /_da-chot-/);
  await page.getByText("Kết quả đã chốt.").waitFor();
  await accessible();
  const end = JSON.parse(final.text);

  // In the form it can be read, with what was decided and why, and not changed.
  await open(`./#/assess/${second}`);
  const leaf = page.locator(`[id="leaf-${second}"]`);
  await leaf.locator(".leaf-appraised").waitFor();
  assert.match(await leaf.locator(".leaf-appraised").innerText(), /Thẩm định[^]*Chênh lệch[^]*Văn bản hết hiệu lực\.[^]*Đã bổ sung văn bản mới\.[^]*Chấp nhận giải trình\./);
  assert.equal(await leaf.locator("input:enabled, textarea:enabled").count(), 0, "nothing can be typed");
  await page.getByRole("button", { name: "Mở lại thành bản sao" }).waitFor();
  await accessible();
  await screenshot("assess-locked");
  await open("./#/appraise");
  assert.deepEqual(end.rounds.map(({ round }) => round), ["submission", "appraisal", "answer", "final"]);
  assert.equal(end.rounds[3].answers, JSON.parse(answered.text).rounds[2].content);
  assert.equal(await page.locator("#appraise-points-0").count(), 0, "nothing can be changed");

  // The roll-up shows the final result and its rank; a file that was changed afterwards is told.
  await open("./#/rollup");
  const forged = structuredClone(end);
  forged.organization.code = "99999";
  await drop(page, [payload({ name: final.name, text: final.text }), ...others.map(payload), named("sua.json", forged)]);
  const line = rows(page).filter({ hasText: "Xã Thử 1" }).first();
  assert.match(await line.innerText(), /Chốt kết quả/);
  assert.match((await page.locator(".rollup-odd").innerText()), /sua\.json[^]*đã bị sửa sau khi chốt/);
  assert.match(await line.locator("td").first().innerText(), /^\d+$/);

  // Reopened as a copy, it can be changed again.
  await open("./#/appraise");
  await page.getByRole("button", { name: "Mở lại thành bản sao" }).click();
  await page.getByRole("button", { name: "Chốt và tải tệp" }).waitFor();
});

journey("a file that came back is merged line by line", async ({ page, open, accessible, screenshot }) => {
  const [unit] = await submissions(1);
  const base = unit.assessment;
  const ours = structuredClone(base);
  ours.responses["2.1"].explanation = "Đã có nghị quyết.";
  ours.responses["2.2"].inputs = { done: "yes" };
  ours.responses["2.2"].explanation = "Của đơn vị";
  const theirs = structuredClone(base);
  theirs.responses["2.1"].appraised = { points: "1", reason: "Thiếu phụ lục." };
  theirs.responses["2.2"].explanation = "Của nơi khác";
  await open("./#/appraise");
  await page.locator("#appraise-open").setInputFiles(named("ours.json", ours));
  await page.locator("#appraise-returned-file").setInputFiles(named("theirs.json", theirs));
  await page.locator("#appraise-base-file").setInputFiles(named("base.json", base));
  await page.getByText("Còn 1 chỗ phải chọn.").waitFor();
  const merge = page.getByRole("button", { name: "Ghép theo lựa chọn" });
  assert.equal(await merge.isDisabled(), true);
  await accessible();
  await screenshot("appraise-merge");
  await page.locator(".appraise-conflict").getByRole("radio", { name: /Của nơi khác/ }).check();
  await merge.click();
  await page.getByText("Đã ghép hai bản.").waitFor();
  const merged = JSON.parse((await saved(page, "Tải tệp thẩm định")).text);
  assert.equal(merged.responses["2.1"].explanation, "Đã có nghị quyết.");
  assert.equal(merged.responses["2.1"].appraised.reason, "Thiếu phụ lục.");
  assert.equal(merged.responses["2.2"].explanation, "Của nơi khác");
});

journey("appraising on a phone", async ({ page, open, accessible, screenshot }) => {
  const [unit] = await submissions(1);
  await open("./#/appraise");
  await accessible();
  await page.locator("#appraise-open").setInputFiles(payload(unit));
  await page.locator("#appraise-points-0").waitFor();
  await noSideways(page);
  await accessible();
  await screenshot("appraise-phone");
  assert.equal(unit.assessment.framework.id, FRAMEWORK);
}, { viewport: PHONE });

journey("what is typed at a line stays while the page is drawn again", async ({ page, open }) => {
  const [unit] = await submissions(1);
  await open("./#/appraise");
  await page.locator("#appraise-open").setInputFiles(payload(unit));
  const reason = page.locator("#appraise-reason-0");
  await reason.pressSequentially("Thiếu phụ lục ");
  // Another line is decided meanwhile, as by another hand: everything is drawn again, and the field was never left.
  await page.locator("#appraise-points-1").evaluate((field) => {
    field.value = "0";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.locator("#appraise-points-1[aria-invalid]").waitFor();
  assert.equal(await reason.inputValue(), "Thiếu phụ lục ");
  await reason.pressSequentially("số 2", { delay: 0 });
  await page.locator("#appraise-points-0").fill("0");
  await page.locator("#appraise-points-0").press("Tab");
  assert.equal(await reason.inputValue(), "Thiếu phụ lục số 2");
  await page.locator("[data-saved=saved]").waitFor();
  const { responses } = Object.values(await keptWork(page))[0].assessment;
  const decided = Object.values(responses).filter((it) => it.appraised).map((it) => it.appraised);
  assert.deepEqual(decided.map(({ points, reason: why }) => [points, why ?? ""]).sort(), [["0", ""], ["0", "Thiếu phụ lục số 2"]]);
});
