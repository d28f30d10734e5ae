// Frameworks: the list, one of them, its tree, and frameworks from elsewhere.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const INDICATORS = new URL("../../indicators/", import.meta.url);
const NARROW = { width: 320, height: 640 };
const framework = async (id) => JSON.parse(await readFile(fileURLToPath(new URL(`${id}/framework.json`, INDICATORS)), "utf8"));
const asFile = (name, content) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: NARROW })) {
  journey(
    `frameworks are listed and open, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/frameworks");
      await page.locator("[data-framework=dti-province-2022]").waitFor();
      await page.locator("[data-framework=mic-2024-province]").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, "the list scrolls sideways");
      await accessible();
      await screenshot(`frameworks-list-${device}`);

      await page.getByRole("link", { name: /cấp tỉnh .*Quyết định 922/ }).click();
      await page.getByRole("heading", { level: 1, name: /922\/QĐ-BTTTT/ }).waitFor();
      assert.equal(await page.locator(".tree-root").count(), 9);
      await page.getByRole("button", { name: "Mở tất cả" }).click();
      assert.equal(await page.locator("article[data-node]:visible").count(), 98, "97 requirements and the one that is not scored");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await accessible();
      await screenshot(`framework-${device}`);
    },
    { viewport },
  );
}

journey("points that are not official say so wherever they stand", async ({ page, open }) => {
  await open("./#/frameworks/dti-province-2022/5.10");
  const leaf = page.locator('article[data-node="5.10"]');
  await leaf.waitFor();
  assert.match(await leaf.innerText(), /6,67 điểm\s+phân bổ đều/);
  const above = page.locator(".tree-root", { has: leaf }).locator(".allocated-notice");
  assert.match(await above.innerText(), /điểm phân bổ đều, không phải điểm chính thức/);
  assert.match(await page.locator(".allocated-notice").first().innerText(), /95 mục .*không phải điểm chính thức/);
});

journey("more requirements than components do not look like full coverage", async ({ page, open }) => {
  await open("./#/frameworks/dti-province-2022/5");
  await page.getByText(/Ở đây có 15 yêu cầu; bộ chính thức có 12 chỉ số thành phần/).waitFor();
  assert.equal(await page.getByText("15/12").count(), 0);
});

journey("the address of a node opens it and puts the keyboard there", async ({ page, open }) => {
  await open("./#/frameworks/dti-province-2022/7.25");
  await page.locator('article[data-node="7.25"]:focus').waitFor();
  await page.goto(new URL("#/frameworks/dti-province-2022/2", page.url()).href);
  await page.locator('summary[data-node="2"]:focus').waitFor();
  await page.goto(new URL("#/frameworks/dti-province-2022/99", page.url()).href);
  await page.getByText("Không có mục 99 trong bộ chỉ số này.").waitFor();
});

journey("the tree is searched without marks, by code, and by keyboard", async ({ page, open, accessible }) => {
  await open("./#/frameworks/dti-province-2022");
  const search = page.getByRole("searchbox", { name: "Tìm trong bộ chỉ số" });
  await search.fill("ma doc");
  await page.getByRole("status").filter({ hasText: "2 mục khớp." }).waitFor();
  assert.equal(await page.locator("article[data-node]:visible").count(), 2);
  await accessible();
  await search.fill("7.25");
  await page.locator('article[data-node="7.25"]').waitFor();
  assert.equal(await page.locator("article[data-node]:visible").count(), 1);
  await search.fill("không có chữ này");
  await page.getByText("Không có mục nào khớp.").waitFor();
  await search.fill("");
  assert.equal(await page.locator("article[data-node]:visible").count(), 0, "folded as before");
  await page.locator('summary[data-node="3"]').focus();
  await page.keyboard.press("Enter");
  await page.locator('article[data-node="3.1"]').waitFor();
});

journey("tasks are counted, never in points", async ({ page, open, accessible }) => {
  await open("./#/frameworks/mic-2024-province");
  await page.getByRole("button", { name: "Mở tất cả" }).click();
  assert.equal(await page.locator("article[data-node]:visible").count(), 36);
  assert.equal(await page.locator(".tree-root").count(), 12);
  assert.doesNotMatch(await page.locator(".tree").innerText(), /\d điểm/);
  await page.getByText("Cục Chuyển đổi số quốc gia").first().waitFor();
  await accessible();
});

journey(
  "one framework reads in English, in a narrow window too",
  async ({ page, open, accessible }) => {
    await open("./?lang=en#/frameworks/dti-province-2022/4.1");
    await page.locator('article[data-node="4.1"]').waitFor();
    assert.equal(await page.getByText(/\b(frameworks|shell|charts|rule)\.[a-z_]+/).count(), 0, "a text without translation");
    await page.getByText(/not official/).first().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, "the page scrolls sideways");
    await accessible();
  },
  { viewport: NARROW },
);

journey("a framework with mistakes lists all of them with their places", async ({ page, open, accessible, screenshot }) => {
  const bad = await framework("dti-province-2022");
  bad.id = "bad-set";
  bad.nodes[1].max_points.value = "101";
  bad.nodes[2].children[0].id = "3.2";
  bad.nodes[3].children[0].rule.denominator = "nowhere";
  bad.nodes[4].name.vi = "";
  await open("./#/frameworks");
  await page.locator("[data-framework=mic-2024-province]").waitFor();
  const before = await page.locator("[data-framework]").count();
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(asFile("hong.json", bad));
  const notice = page.locator(".notice");
  await notice.waitFor();
  const said = await notice.innerText();
  for (const expected of [/hong\.json/, /Tổng điểm/, /3\.2/, /nowhere/, /tiếng Việt/]) assert.match(said, expected);
  assert.doesNotMatch(said, /\bproblem\.|\bplace\./);
  await accessible();
  await screenshot("framework-refused");
  assert.equal(await page.locator("[data-framework]").count(), before, "what was there stays");
});

journey("a file that is no JSON is refused with its line", async ({ page, open }) => {
  await open("./#/frameworks");
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(asFile("cut.json", '{\n  "format": "thuocso-framework/1",\n  "id": '));
  await page.locator(".notice").getByText(/dòng 3/).waitFor();
});

journey("a good framework from a file opens and is listed", async ({ page, open, accessible }) => {
  const own = await framework("dti-province-2022");
  own.id = "own-set";
  own.title.vi = "Bộ của tỉnh <b>thử</b>";
  await open("./#/frameworks");
  await page.getByLabel("Chọn tệp bộ chỉ số").setInputFiles(asFile("own.json", own));
  await page.getByRole("heading", { level: 1, name: "Bộ của tỉnh <b>thử</b>" }).waitFor();
  await page.getByRole("link", { name: "Tất cả bộ chỉ số" }).click();
  await page.getByText("Mở từ tệp own.json").waitFor();
  await accessible();
});

journey("a framework opens by its address", async ({ page, open, url, context }) => {
  const own = await framework("mic-2024-province");
  own.id = "served-set";
  own.title.vi = "Bộ đặt trên cổng";
  await context.route(`${url}own/framework.json`, (route) => route.fulfill({ json: own }));
  await open("./?framework=own/framework.json");
  await page.getByRole("heading", { level: 1, name: "Bộ đặt trên cổng" }).waitFor();
}, { fetches: true });

journey("a framework begins an assessment", async ({ page, open }) => {
  await open("./#/frameworks/mic-2024-province");
  await page.getByRole("button", { name: "Dùng bộ này để tự đánh giá" }).click();
  await page.waitForURL(/#\/assess/);
});

journey("a list of fifteen fetches one index, and a framework when it is opened", async ({ page, open, requests }) => {
  await open("./#/frameworks");
  await page.locator("[data-framework=dong-thap-2022-targets]").waitFor();
  assert.equal(await page.locator("[data-framework]").count(), 15);
  const fetched = () => requests.filter((address) => address.endsWith("/framework.json")).map((address) => address.split("/").at(-2));
  assert.deepEqual(fetched(), []);
  assert.equal(requests.filter((address) => address.endsWith("indicators/index.json")).length, 1);
  const levels = await page.locator(".frameworks-level h2").allInnerTexts();
  assert.equal(levels[0], "Cấp tỉnh");
  const provinces = page.locator(".frameworks-level").first().locator("[data-framework]");
  assert.deepEqual(await provinces.evaluateAll((all) => all.map((it) => it.dataset.framework)), ["dti-province-2025", "dti-province-2022", "dti-province-2020"]);
  await page.locator("[data-framework=dti-province-2025] a").click();
  await page.getByRole("heading", { level: 1, name: /405\/QĐ-BKHCN/ }).waitFor();
  assert.deepEqual(fetched(), ["dti-province-2025"]);
  await page.getByRole("link", { name: "Tất cả bộ chỉ số" }).click();
  await page.locator("[data-framework=school-2022]").waitFor();
  assert.equal(requests.filter((address) => address.endsWith("indicators/index.json")).length, 1, "the index is fetched once");
}, { fetches: true });

journey("what is not known of a set is said in its list, in words", async ({ page, open }) => {
  await open("./#/frameworks");
  const entry = (id) => page.locator(`[data-framework=${id}]`);
  await entry("dti-province-2025").waitFor();
  assert.match(await entry("dti-province-2025").innerText(), /47 chỉ số thành phần; nguồn hiện có: 0/);
  assert.match(await entry("dti-province-2025").innerText(), /940 điểm \(suy ra\)/);
  assert.match(await entry("dti-province-2022").innerText(), /Điểm chỉ số chính: chính thức; điểm yêu cầu: phân bổ đều, không phải điểm chính thức/);
  assert.match(await entry("tay-ninh-commune-2025").innerText(), /nhập điểm theo kết quả chấm/);
  assert.match(await entry("school-2022").innerText(), /Nguồn không ghi năm/);
  assert.match(await entry("mic-2024-province").innerText(), /không có điểm/);
});

journey("an index that does not arrive can be asked for again", async ({ page, context, open, url, accessible, expectError }) => {
  expectError("net::ERR_FAILED");
  await context.route(`${url}indicators/index.json`, (route) => route.abort());
  await open("./#/frameworks");
  await page.getByText("Chưa tải được danh sách bộ chỉ số").waitFor();
  await accessible();
  await context.unroute(`${url}indicators/index.json`);
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.locator("[data-framework=dti-province-2022]").waitFor();
}, { fetches: true });
