// The register of documents: a pasted list is read and shown before it is taken over; documents are corrected, merged,
// attached and removed, each step can be taken back; points without a document; who owes what by when.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const NARROW = { width: 320, height: 640 };
const DEVICES = Object.entries({ desktop: DESKTOP, phone: PHONE, "320px": NARROW });
const LIST = `1342/KH-UBND - 26/09/2025: Triển khai kế hoạch chuyển đổi số
*466/PVHXH - 15/03/2026:  khảo sát thực tế
1598   /GM-UBND - 02/03/2024: họp Ban Chỉ đạo
98/QĐ- UBND ngày 31/1/2024 của UBND tỉnh về mã định danh điện tử
26/09/2025: văn bản chưa có số`;

async function openExample(page, open, address) {
  await open(`./${address}`);
  await page.getByRole("button", { name: /ví dụ/i }).first().click();
  await page.locator(".documents-whose").waitFor();
}

const count = async (page) => Number(await page.locator("[data-documents]").getAttribute("data-documents"));

async function noSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, `${page.url()} scrolls sideways`);
}

async function paste(page, text) {
  await page.locator("[data-action=add]").click();
  await page.locator("#pasted").fill(text);
}

async function textOf(download) {
  return readFile(await download.path(), "utf8");
}

for (const [device, viewport] of DEVICES) {
  journey(
    `the register and what is owed are accessible on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/evidence");
      await page.getByRole("heading", { level: 1 }).waitFor();
      await accessible();
      await openExample(page, open, "#/evidence");
      assert.equal(await count(page), 29);
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`evidence-${device}`);

      await paste(page, LIST);
      await page.locator("[data-readings='5']").waitFor();
      await page.locator("[data-document=e1] [data-action=edit]").click();
      await page.locator("#document-e1-number").waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`evidence-paste-${device}`);

      await open("./#/duties");
      await page.locator("#duty-4-lead").fill("Sở Nội vụ");
      await page.locator("#duty-4-cooperating").fill("Sở Tài chính; Sở Y tế");
      await page.locator("#duty-4-deadline").fill("25/3/2024");
      await page.locator("#duty-4-deadline").press("Tab");
      await page.locator("[data-open-root='4']").click();
      await page.locator("#duty-4\\.2-lead").fill("Sở Y tế");
      await page.locator("#duty-4\\.2-lead").press("Tab");
      await page.locator("[data-owed='Sở Nội vụ']").waitFor();
      // What is typed quickly after another field stays.
      assert.equal(await page.locator("#duty-4-cooperating").inputValue(), "Sở Tài chính; Sở Y tế");
      await page.locator("[data-owed='Sở Tài chính']").waitFor();
      await accessible();
      await noSidewaysScroll(page);
      await screenshot(`duties-${device}`);
    },
    { viewport },
  );
}

journey("a pasted list is shown before it is taken over, and one step takes it back", async ({ page, open, screenshot }) => {
  await openExample(page, open, "#/evidence");
  await paste(page, LIST);
  const line = (at) => page.locator(`[data-line='${at}']`);
  await page.locator("[data-readings='5']").waitFor();
  assert.match(await line(0).innerText(), /1342\/KH-UBND[\s\S]*26\/9\/2025[\s\S]*Triển khai kế hoạch chuyển đổi số/);
  assert.match(await line(2).innerText(), /1598\/GM-UBND/);
  assert.equal(await line(0).locator("[data-doubt]").count(), 0);
  assert.deepEqual(await line(4).locator("[data-doubt]").evaluateAll((all) => all.map((it) => it.dataset.doubt)), ["no_number"]);
  // The same document is recognized, and asked about: it is merged unless somebody says otherwise.
  assert.match(await line(3).innerText(), /Đã có trong danh mục: 98\/QĐ-UBND/);
  assert.equal(await line(3).locator("select").inputValue(), "merge");
  await line(4).locator("select").selectOption("skip");
  await page.locator("#attach-to").selectOption("5.4");
  assert.equal(await count(page), 29, "nothing is taken over before it is agreed to");

  // What was pasted is still there after a look at another page.
  await open("./#/results");
  await page.locator(".results").waitFor();
  await open("./#/evidence");
  assert.equal(await page.locator("#pasted").inputValue(), LIST);
  assert.equal(await line(4).locator("select").inputValue(), "skip");

  await page.locator("[data-action=take]").click();
  await page.locator("[data-documents='32']").waitFor();
  assert.equal(await page.locator("[data-document=e30] th").innerText(), "1342/KH-UBND");
  assert.match(await page.locator("[data-document=e30]").innerText(), /5\.4/);
  assert.match(await page.locator("[data-document=e30] [data-warning=other_year]").innerText(), /2025.*2024/);
  await screenshot("evidence-taken");
  await page.locator("[data-action=take-back]").click();
  await page.locator("[data-documents='29']").waitFor();
  await page.locator("[data-step=redo]").click();
  await page.locator("[data-documents='32']").waitFor();
});

journey("a document is corrected, attached, merged and removed, and every step can be taken back", async ({ page, open }) => {
  await openExample(page, open, "#/evidence");
  const undo = () => page.locator("[data-step=undo]").click();
  const row = (id) => page.locator(`[data-document=${id}]`);
  const field = (name) => page.locator(`#document-e2-${name}`);
  await row("e2").locator("[data-action=edit]").click();
  await field("date").fill("ngày 4 tháng 3 năm 2024");
  await field("date").press("Tab");
  await page.locator("[data-document=e2]").filter({ hasText: "04/3/2024" }).waitFor();
  await field("link").fill("javascript:alert(1)");
  await field("link").press("Tab");
  await row("e2").locator("[data-warning=not_an_address]").waitFor();
  assert.equal(await row("e2").locator(".documents-address a").count(), 0, "shown as text");
  await field("link").fill("https://vanban.example.vn/405");
  await field("link").press("Tab");
  await row("e2").locator(".documents-address a").waitFor();
  assert.equal(await row("e2").locator(".documents-address a").getAttribute("rel"), "noopener noreferrer");

  await page.locator("[data-attach=e2]").selectOption("4.1");
  await page.locator("[data-detach='4.1']").waitFor();
  await page.locator("[data-attach=e2]").selectOption("4.2");
  await page.locator("[data-detach='4.2']").waitFor();
  await page.locator("[data-detach='4.1']").click();
  assert.equal(await page.locator("[data-detach='4.1']").count(), 0);
  await undo();
  await page.locator("[data-detach='4.1']").waitFor();

  // The number and date of another one: they are said to be the same, and made one.
  await field("number").fill("98/QĐ-UBND");
  await field("number").press("Tab");
  await field("date").fill("31/1/2024");
  await field("date").press("Tab");
  await row("e2").locator("[data-action=merge]").click();
  await page.locator("[data-documents='28']").waitFor();
  assert.match(await row("e1").locator(".documents-nodes").innerText(), /4\.1, 4\.2/);
  await undo();
  await page.locator("[data-documents='29']").waitFor();

  await row("e23").locator("[data-action=remove]").click();
  await page.locator("[data-documents='28']").waitFor();
  await page.locator("[data-action=take-back]").click();
  await page.locator("[data-documents='29']").waitFor();
  assert.match(await row("e23").locator(".documents-nodes").innerText(), /5\.1/);
});

journey("points without a document are counted, and become fewer with each document", async ({ page, open }) => {
  await openExample(page, open, "#/evidence");
  const without = async () => Number(await page.locator("[data-without]").getAttribute("data-without"));
  const at_risk = () => page.locator("main [data-risk]").count();
  const [before, items] = [await without(), await at_risk()];
  assert.ok(items > 0);
  const first = await page.locator("main [data-risk]").first().getAttribute("data-risk");
  await page.locator("[data-document=e1] [data-action=edit]").click();
  await page.locator("[data-attach=e1]").selectOption(first);
  await page.locator(`[data-detach='${first}']`).waitFor();
  await page.locator("main [data-risk]").nth(items - 1).waitFor({ state: "detached" });
  assert.equal(await at_risk(), items - 1);
  assert.ok((await without()) > before);
});

journey("the list is saved for Excel and for programs, and prints on A4", async ({ page, open }) => {
  await openExample(page, open, "#/evidence");
  await page.locator("[data-document=e1] [data-action=edit]").click();
  await page.locator("#document-e1-title").fill("=HYPERLINK(\"http://x\")");
  await page.locator("#document-e1-title").press("Tab");
  await page.locator(".documents-files summary").click();
  const save = async (dialect) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-csv=${dialect}]`).click()]);
    return { name: file.suggestedFilename(), text: await textOf(file) };
  };
  const excel = await save("excel");
  assert.match(excel.name, /^dti-province-2022_tinh-bac-giang_2024-q1_.*_tai-lieu\.csv$/);
  assert.ok(excel.text.startsWith("\ufeffSTT;Số, ký hiệu;Ngày;"), excel.text.slice(0, 60));
  assert.match(excel.text, /"'=HYPERLINK\(""http:\/\/x""\)"/);
  const machine = await save("machine");
  assert.ok(machine.text.startsWith("STT,\"Số, ký hiệu\",Ngày,"));
  assert.equal(machine.text.trim().split("\r\n").length, 30);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".documents-print-title").isVisible(), true);
  assert.equal(await page.locator("[data-action=add]").isVisible(), false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.match(pdf.toString("latin1"), /MediaBox \[0 0 59[45](\.\d+)? 84[12]/);
});

journey("who owes what by when: for a main indicator at once, for one item, and after the day", async ({ page, open }) => {
  await openExample(page, open, "#/duties");
  const fill = async (node, name, value) => {
    await page.locator(`[id="duty-${node}-${name}"]`).fill(value);
    await page.locator(`[id="duty-${node}-${name}"]`).press("Tab");
  };
  await fill("4", "lead", "Sở Nội vụ");
  await fill("4", "deadline", "25/3/2024");
  const owed = page.locator("[data-owed='Sở Nội vụ']");
  await owed.waitFor();
  assert.notEqual(await owed.getAttribute("data-overdue"), "0", "the day is over");
  await page.locator("[data-open-root='4']").click();
  assert.equal(await page.locator("[id='duty-4.1-lead']").getAttribute("placeholder"), "Sở Nội vụ");
  await fill("4.1", "lead", "Sở Y tế");
  await page.locator("[data-owed='Sở Y tế']").waitFor();
  await page.locator(".duties-proposals summary").click();
  await page.locator("[data-propose]").first().click();
  assert.notEqual(await page.locator("[id='duty-1-deadline']").inputValue(), "");
  assert.equal(await page.locator("[id='duty-4-deadline']").inputValue(), "25/03/2024", "what is said stays");
  await page.locator("[data-step=undo]").click();
  assert.equal(await page.locator("[id='duty-1-deadline']").inputValue(), "");
  await page.locator(".documents-files summary").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[data-csv=machine]").click()]);
  assert.match(await textOf(file), /Sở Y tế,Chủ trì,4\.1,/);

  // It is in the file that the person saves.
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải phiếu về máy" }).click()]);
  const { responses } = JSON.parse(await textOf(saved));
  assert.deepEqual(responses["4"].duty, { lead: "Sở Nội vụ", deadline: "2024-03-25" });
  assert.deepEqual(responses["4.1"].duty, { lead: "Sở Y tế" });
});

journey("a document is added by keyboard alone", async ({ page, open }) => {
  await openExample(page, open, "#/evidence");
  const tabTo = async (selector, key = "Tab") => {
    for (let presses = 0; presses < 200; presses++) {
      if (await page.evaluate((it) => document.activeElement.matches(it), selector)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`Tab does not reach ${selector}`);
  };
  await page.locator("#page-heading").focus();
  await tabTo("[data-action=add]");
  await page.keyboard.press("Enter");
  await tabTo("#pasted");
  await page.keyboard.type("7/KH-UBND - 1/2/2024: Kế hoạch");
  await tabTo("[data-action=take]");
  await page.keyboard.press("Enter");
  await page.locator("[data-documents='30']").waitFor();
  await tabTo("[data-action=take-back]");
  await page.keyboard.press("Enter");
  await page.locator("[data-documents='29']").waitFor();
});

journey("a leaf shows its documents in the form, takes one of the register and a pasted line, and gives one back", async ({ page, open, accessible, screenshot }) => {
  await openExample(page, open, "#/evidence");
  await open("./#/assess/5");
  const leaf = page.locator('[id="leaf-5.1"]');
  await leaf.waitFor();
  assert.match(await leaf.locator(".leaf-proof").innerText(), /^Tài liệu:\s+226\/STTTT-CNTT\s+1105\/UBND-KGVX$/);
  await leaf.locator("[data-panel=documents]").click();
  const find = leaf.locator("[data-find-document]");
  await find.fill("ma dinh danh");
  await leaf.locator("[data-offer=e1]").click();
  await leaf.locator("[data-detach=e1]").waitFor();
  // A pasted line is a new document; the keyboard alone takes it.
  await find.fill("12/KH-STTTT - 5/2/2024: Kế hoạch an toàn thông tin");
  await leaf.locator("[data-offer=new]").waitFor();
  await accessible();
  await screenshot("evidence-in-the-form");
  await find.press("Enter");
  await leaf.locator("[data-detach=e30]").waitFor();
  assert.equal(await find.inputValue(), "");
  // What the register has is not made anew, however it is spelled.
  await find.fill("98/QĐ- UBND ngày 31/1/2024");
  await page.getByText("Không thấy tài liệu nào.").waitFor();
  await leaf.locator("[data-detach=e1]").click();
  await leaf.getByText("Đã gỡ 98/QĐ-UBND.").waitFor();
  assert.equal(await leaf.locator("[data-detach=e1]").count(), 0);
  await leaf.locator("[data-action=attach-again]").click();
  await leaf.locator("[data-detach=e1]").waitFor();
  await page.locator("[data-find-document]:focus").waitFor();
  await leaf.locator("[data-panel=documents]").click();
  assert.match(await leaf.locator(".leaf-proof").innerText(), /226\/STTTT-CNTT\s+1105\/UBND-KGVX\s+98\/QĐ-UBND\s+12\/KH-STTTT$/);
});

journey("documents in the form on a phone", async ({ page, open, accessible, screenshot }) => {
  await openExample(page, open, "#/evidence");
  await open("./#/assess/5");
  const leaf = page.locator('[id="leaf-5.1"]');
  await leaf.locator("[data-panel=documents]").click();
  await leaf.locator("[data-find-document]").fill("kế hoạch");
  await leaf.locator("[data-offer]").first().waitFor();
  await accessible('[id="leaf-5.1"]');
  await noSidewaysScroll(page);
  await screenshot("evidence-in-the-form-phone");
}, { viewport: PHONE });
