// Files that mean harm: what is in them is text, what can not be used is refused with a sentence, and what is open stays.
import { readFile } from "node:fs/promises";
import { assert, journey } from "./harness.mjs";

const read = async (path) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), "utf8"));
const SCRIPT = `<img src=x onerror="globalThis.harmed = true"><script>globalThis.harmed = true</script>`;
const LINK = "javascript:globalThis.harmed=true";
const asFile = (content, name = "tep.json") => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

/** Puts markup into every text that people write, and a link that is a script into every address. */
function poisoned(value, texts, key = "") {
  if (Array.isArray(value)) return value.map((item) => poisoned(item, texts));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, texts, name)]));
  if (texts.includes(key) && value) return `${value} ${SCRIPT}`;
  if (["url", "link", "address"].includes(key)) return LINK;
  return value;
}

async function unharmed(page) {
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined, "a text was run");
  assert.equal(await page.locator("main img, main script, main iframe").count(), 0, "a text became markup");
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links.filter((link) => /^\s*(javascript|data|vbscript):/i.test(link)), [], "a link that is a script");
}

async function openFile(page, file) {
  await page.locator("input[type=file]").first().setInputFiles(file);
}

journey("markup and scripts in a framework are shown as the text that they are", async ({ page, open, accessible }) => {
  const framework = poisoned(await read("indicators/dti-province-2022/framework.json"), ["vi", "en"]);
  framework.id = "bo-doc-hai";
  await open("./#/frameworks");
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(asFile(framework));
  await page.waitForURL(/#\/frameworks\/bo-doc-hai/);
  await page.getByRole("heading", { level: 1, name: /<img src=x/ }).waitFor();
  await unharmed(page);
  await accessible();
  await page.getByRole("button", { name: "Dùng bộ này để tự đánh giá" }).click();
  await page.waitForURL(/#\/assess/);
  await page.locator("[data-total]").first().waitFor();
  await unharmed(page);
  await open("./#/results");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await unharmed(page);
});

journey("markup and scripts in an assessment are shown as the text that they are", async ({ page, open }) => {
  const assessment = poisoned(await read("examples/bac-giang-2024-q1/assessment.json"), ["name", "explanation", "note", "title", "issuer", "reason"]);
  for (const document of Object.values(assessment.evidence ?? {})) document.link = LINK;
  await open("./#/assess");
  await openFile(page, asFile(assessment));
  await page.locator("[data-total]").first().waitFor();
  await unharmed(page);
  for (const address of ["./#/assess/4", "./#/results"]) {
    await open(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await unharmed(page);
  }
});

journey("markup and scripts in published results are shown as the text that they are", async ({ page, open, accessible }) => {
  const data = poisoned(await read("data/published-results/dataset.json"), ["vi", "en", "date"]);
  // What is said to be used must be the name that the table has.
  for (const { about, claims } of data.conflicts) if (about === "name") for (const claim of claims) claim.text += ` ${SCRIPT}`;
  const heading = page.getByRole("heading", { level: 1 });
  const go = (address) => page.goto(new URL(`#/ranking${address}&data=opened%3Atep.json`, page.url()).href);
  const opened = async (id) => {
    await page.locator(`#${id} > summary`).click();
    return page.locator(`#${id}`).innerText();
  };
  await open("./#/ranking/own");
  await page.locator("#own-data-file").setInputFiles(asFile(data));
  const rows = page.locator(".ranking-table tbody tr[data-unit]");
  await rows.first().waitFor();
  assert.match(await page.locator("[data-own]").innerText(), /<img src=x onerror=/);
  for (const name of await rows.locator("a").allInnerTexts()) assert.match(name, /<script>globalThis\.harmed = true<\/script>/);
  assert.ok((await page.locator(".ranking-notes cite").allInnerTexts()).some((title) => title.includes(SCRIPT)), "a source without a link is a title");
  await unharmed(page);
  await accessible();

  await rows.locator("a").first().click();
  await page.locator(".ranking-profile .ranking-mains").waitFor();
  assert.match(await heading.innerText(), /<img src=x/);
  assert.ok((await opened("readings")).includes(LINK), "where a number was read is told, and is no link");
  await unharmed(page);

  // Places where sources differ, by name and by value.
  await go("/provinces-63/46?year=2023");
  await heading.filter({ hasText: "Thừa Thiên Huế <img src=x" }).waitFor();
  assert.match(await opened("conflicts"), /TP\. Huế <img src=x/);
  await unharmed(page);
  await go("/overview?year=2024&set=provinces-63");
  await page.locator("#conflicts").waitFor();
  assert.match(await opened("conflicts"), /<script>globalThis\.harmed = true<\/script>/);
  await unharmed(page);
});

const good = {
  format: "thuocso-assessment/1",
  framework: { id: "dti-province-2022" },
  organization: { name: "Sở" },
  period: "2024",
  responses: {},
};
const REFUSED = {
  "a name of ten megabytes": [JSON.stringify({ ...good, organization: { name: "x".repeat(10 << 20) } }), /organization\.name.*quá giới hạn/],
  "nesting a hundred thousand deep": [`{"format":"thuocso-assessment/1","responses":${'{"x":'.repeat(100_000)}`, /dòng 1/i],
  "a number with a huge exponent": [JSON.stringify({ ...good, responses: { 1: { later: 0 } } }).replace(":0}", ":1e999999999}"), /dòng 1/i],
  "a key twice": ['{"format":"thuocso-assessment/1","format":"thuocso-assessment/1"}', /dòng 1/],
  "no text at all": ["\0\u0001\u0002", /./],
};
for (const [what, [text, sentence]] of Object.entries(REFUSED)) {
  journey(`${what} is refused with a sentence, and what is open stays`, async ({ page, open }) => {
    await open("./#/assess");
    await page.locator("#new-organization").fill("Sở Công Thương");
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    await page.locator("[data-total]").first().waitFor();
    await openFile(page, asFile(text));
    const notice = page.locator(".shell-notice .notice").first();
    await notice.waitFor();
    assert.match(await notice.innerText(), /Không mở được|không phải là tệp/);
    assert.match(await notice.innerText(), sentence);
    assert.ok((await notice.innerText()).length < 2000, "the sentence does not repeat the whole file");
    assert.match(await page.locator("main").innerText(), /Sở Công Thương/);
  });
}

journey("names that mean something to JavaScript are names like any other", async ({ page, open }) => {
  const text = JSON.stringify({ ...good, responses: { 1: { given_share: "0.5" } } }).replace(
    '"responses":{',
    '"responses":{"__proto__":{"given_share":"1"},"constructor":{"given_share":"1"},"toString":{"given_share":"1"},',
  );
  await open("./#/assess");
  await openFile(page, asFile(text));
  await page.locator("[data-total]").first().waitFor();
  const notice = await page.locator(".shell-notice").innerText();
  for (const name of ["__proto__", "constructor", "toString"]) assert.ok(notice.includes(name), `${name} is told as unknown: ${notice}`);
  assert.equal(await page.evaluate(() => ({}).given_share), undefined);
});

/** A text in which one place of a framework without a fault is something else, whatever it is. */
async function frameworkBut(change, put = "null") {
  const framework = await read("tests/bad/good.json");
  change(framework);
  return JSON.stringify(framework).replace('"@"', () => put);
}
const DEEP = 100_000;
const REFUSED_FRAMEWORKS = {
  "rules that refer to each other in a circle": [() => frameworkBut(() => {}).then(() => read("tests/bad/formula_cycle.json")), /“first” của công thức phụ thuộc vào chính nó[^]*“second” của công thức phụ thuộc vào chính nó/],
  "a name of ten megabytes": [() => frameworkBut((it) => (it.title.vi = "x".repeat(10 << 20))), /title\.vi.*quá giới hạn/],
  "points with a huge exponent": [() => frameworkBut((it) => (it.total.value = "1e999999999")), /“1e999999999” không phải là số thập phân/],
  "a number with a huge exponent": [() => frameworkBut((it) => (it.years = ["@"]), "1e999999999"), /dòng 1/],
  "brackets a hundred thousand deep": [() => frameworkBut((it) => (it.nodes = "@"), "[".repeat(DEEP) + "]".repeat(DEEP)), /dòng 1/],
  "nodes a hundred thousand deep": [() => frameworkBut((it) => (it.nodes = ["@"]), '{"id":"1","children":['.repeat(DEEP) + "]}".repeat(DEEP)), /dòng 1/],
  "fields that mean something to JavaScript": [
    () => frameworkBut((it) => Object.assign(it, { levels: ["@"] }), '{"vi":"Nhóm","__proto__":{"harmed":true},"constructor":{"prototype":{"harmed":true}}}'),
    /__proto__[^]*constructor/,
  ],
};
for (const [what, [text, sentence]] of Object.entries(REFUSED_FRAMEWORKS)) {
  journey(`a framework with ${what} is refused with a sentence, and what is open stays`, async ({ page, open }) => {
    await open("./#/assess");
    await page.locator("#new-organization").fill("Sở Công Thương");
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    await page.locator("[data-total]").first().waitFor();
    await open("./#/frameworks");
    await page.locator("[data-framework=mic-2024-province]").waitFor();
    const before = await page.locator("[data-framework]").count();
    const file = asFile(await text());
    await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(file);
    const notice = page.locator(".shell-notice .notice").filter({ hasText: "tep.json" });
    await notice.waitFor();
    assert.match(await notice.innerText(), /Không mở được/);
    assert.match(await notice.innerText(), sentence);
    assert.ok((await notice.innerText()).length < 2000, "the sentence does not repeat the whole file");
    assert.equal(await page.locator("[data-framework]").count(), before, "the frameworks that were there stay");
    assert.equal(await page.evaluate(() => ({}).harmed), undefined);
    // The page for those who write frameworks says the same.
    await open("./#/author");
    await page.locator("#author-file").setInputFiles(file);
    await page.locator(".author-bad").getByText(/tep\.json/).waitFor();
    assert.match(await page.locator(".author-bad").innerText(), sentence);
    await open("./#/assess");
    await page.locator("[data-total]").first().waitFor();
    assert.match(await page.locator("main").innerText(), /Sở Công Thương/);
  });
}

journey("a framework and a node may have names that mean something to JavaScript", async ({ page, open }) => {
  const text = await frameworkBut((it) => {
    it.id = "constructor";
    it.nodes[1].id = "toString";
  });
  await open("./#/frameworks");
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(asFile(text));
  await page.waitForURL(/#\/frameworks\/constructor/);
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số nhỏ" }).waitFor();
  await page.getByRole("button", { name: "Dùng bộ này để tự đánh giá" }).click();
  await page.waitForURL(/#\/assess/);
  await page.locator("[data-total]").first().waitFor();
  assert.equal(await page.evaluate(() => ({}).toString()), "[object Object]");
});

journey("an archive that unpacks to gigabytes is refused, and the page goes on", async ({ page, open }) => {
  await open("./#/author");
  const bomb = await zipBomb();
  await page.locator("input[type=file]").first().setInputFiles({ name: "bom.xlsx", mimeType: "application/octet-stream", buffer: bomb });
  await page.getByText(/khi giải nén/).first().waitFor();
  await page.goto(new URL("#/frameworks", page.url()).href);
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
});

/** A spreadsheet whose first sheet is 200 MB of spaces: a zip with one entry, written by hand. */
async function zipBomb() {
  const { deflateRawSync, crc32 } = await import("node:zlib");
  const content = Buffer.alloc(200 << 20, " ");
  const data = deflateRawSync(content, { level: 9 });
  const checksum = crc32 ? crc32(content) : 0;
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const head = (signature, fields) => Buffer.concat([Buffer.from(signature, "latin1"), ...fields.map(([bytes, value]) => {
    const field = Buffer.alloc(bytes);
    if (bytes === 2) field.writeUInt16LE(value);
    else field.writeUInt32LE(value >>> 0);
    return field;
  })]);
  const common = [[2, 20], [2, 0], [2, 8], [2, 0], [2, 0], [4, checksum], [4, data.length], [4, content.length], [2, name.length], [2, 0]];
  const local = Buffer.concat([head("PK\x03\x04", common), name, data]);
  const central = Buffer.concat([head("PK\x01\x02", [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, 0]]), name]);
  const end = head("PK\x05\x06", [[2, 0], [2, 0], [2, 1], [2, 1], [4, central.length], [4, local.length], [2, 0]]);
  return Buffer.concat([local, central, end]);
}
