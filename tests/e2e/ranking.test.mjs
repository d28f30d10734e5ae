// Published results: the ranking, a unit's profile, comparison; as a citizen reads them.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, fits, journey, save } from "./harness.mjs";

async function openRanking(page, open, rest = "", lang = "") {
  await open(`./${lang}#/ranking${rest}`);
  await page.locator(".ranking-table, .ranking-profile, .ranking-compare, .ranking-heat").first().waitFor();
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: { width: 320, height: 640 } })) {
  journey(
    `the ranking opens with the newest year, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./");
      await page.getByRole("navigation", { name: "Các trang" }).getByRole("link", { name: "Xếp hạng" }).click();
      await page.getByRole("heading", { level: 1, name: "Xếp hạng chuyển đổi số (DTI) đã công bố" }).waitFor();
      await page.locator(".ranking-table").waitFor();
      assert.equal(await page.locator("[data-unit]").count(), 34);
      assert.equal(await page.getByLabel("Năm và đơn vị").inputValue(), "2024/provinces-34");
      assert.match(await page.locator(".ranking-sentence").innerText(), /^Năm 2024, .+ đứng đầu 34 tỉnh, thành phố về DTI với 0,\d{4}; trung bình là 0,\d{4} \(Thước Số tính\); thấp nhất là .+ \(0,\d{4}\)\.$/);
      assert.match(await page.locator("[data-break]").innerText(), /sáp nhập/);
      assert.match(await page.locator(".ranking .source a").getAttribute("href"), /^https:\/\/dti\.gov\.vn\//);
      await fits(page);
      await accessible();
      await screenshot(`ranking-${device}`);
    },
    { viewport },
  );
}

journey("ties share a rank, and the change is against the same framework only", async ({ page, open, accessible, screenshot }) => {
  await openRanking(page, open, "?year=2022&set=provinces-63&unit=15");
  const ranks = await page.locator("[data-unit] .ranking-rank").allInnerTexts();
  assert.deepEqual(ranks.slice(13, 17), ["14", "15", "15", "17"]);
  assert.match(await page.locator(".ranking-named").innerText(), /^Yên Bái: 0,\d{4}, hạng 15\/63\. Đồng hạng với 1 đơn vị khác\.$/);
  await page.getByLabel("Năm và đơn vị").selectOption("2023/provinces-63");
  await page.waitForURL(/year=2023/);
  await page.getByRole("columnheader", { name: "So với năm trước" }).waitFor();
  assert.equal(await page.locator("[data-unit] .ranking-computed").count(), 50, "ranks of 2023 that are not published are marked");
  assert.match(await page.locator(".ranking-notes").innerText(), /\* Thước Số tính từ các giá trị đã công bố/);
  await accessible();
  await screenshot("ranking-2023");
  await page.goBack();
  await page.waitForURL(/year=2022/);
});

journey("a pillar is computed and marked; a partial year names what has no source", async ({ page, open, accessible, screenshot }) => {
  await openRanking(page, open);
  await page.getByLabel("Chỉ số").selectOption("pillar:digital-society");
  await page.waitForURL(/measure=pillar:digital-society/);
  await page.locator("[data-unit] td:nth-of-type(2) .ranking-computed").first().waitFor();
  assert.equal(await page.locator("[data-unit] td:nth-of-type(2) .ranking-computed").count(), 34);
  await page.getByLabel("Năm và đơn vị").selectOption("2021/provinces-63");
  await page.waitForURL(/year=2021/);
  await page.getByText("đơn vị chưa có nguồn").first().click();
  assert.equal(await page.locator("[data-unit]").count() + await page.locator(".ranking-without li").count(), 63);
  await accessible();
  await screenshot("ranking-2021");
});

journey("a search without marks finds the unit with them, by keyboard", async ({ page, open, accessible }) => {
  await openRanking(page, open, "?year=2022&set=provinces-63");
  await page.getByLabel("Tìm tỉnh, thành phố").focus();
  await page.keyboard.type("dong thap");
  await page.getByText("Tìm thấy 1 đơn vị.").waitFor();
  assert.deepEqual(await page.locator("[data-unit] th a").allInnerTexts(), ["Đồng Tháp"]);
  await accessible();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Đồng Tháp");
});

journey("what is shown is saved with its source", async ({ page, open }) => {
  await openRanking(page, open, "?year=2023&set=provinces-63");
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")];
  };
  const [csvName, csv] = await save("Tải số liệu (CSV)");
  assert.equal(csvName, "dti_2023_provinces-63_index.csv");
  const lines = csv.trim().split("\n");
  assert.equal(lines.length, 64);
  assert.match(lines[1], /^provinces-63,48,Đà Nẵng,Đà Nẵng,dti-province-2022,2023,index,0\.\d{4},published,1,(published|computed),dti-2023-results,https:\/\/dti\.gov\.vn\/xep-hang-2023-all,2025-02$/);
  const [jsonName, json] = await save("Tải số liệu (JSON)");
  assert.equal(jsonName, "dti_2023_provinces-63_index.json");
  const file = JSON.parse(json);
  assert.equal(file.rows.length, 63);
  assert.match(file.address, /#\/ranking\?year=2023&set=provinces-63&measure=index$/);
  assert.match(file.sources["dti-2023-results"].address, /dti\.gov\.vn/);
  const [svgName, svg] = await save("Tải hình (SVG)");
  assert.equal(svgName, "dti_2023_provinces-63_index.svg");
  assert.match(svg.replace(/<[^>]+>/g, " "), /Nguồn:/);
  assert.doesNotMatch(svg, /<script|style=/);
});

journey("the ranking reads in English", async ({ page, open, accessible }) => {
  await openRanking(page, open, "?year=2020", "?lang=en");
  await page.getByRole("heading", { level: 1, name: "Published ranking of digital transformation (DTI)" }).waitFor();
  assert.match(await page.locator(".ranking-sentence").innerText(), /^In 2020, Đà Nẵng led the 63 provinces and cities in DTI with 0\.4874\. So far there are sources/);
  assert.equal(await page.getByText(/\branking\.[a-z_]+/).count(), 0, "a text without translation");
  await accessible();
});

journey(
  "the ranking can be read in the dark",
  async ({ page, open, accessible, screenshot }) => {
    await openRanking(page, open);
    await accessible();
    await screenshot("ranking-dark");
  },
  { colorScheme: "dark" },
);

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `a unit has a profile with its past, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openRanking(page, open);
      await page.getByRole("link", { name: "Bắc Ninh", exact: true }).click();
      await page.waitForURL(/#\/ranking\/provinces-34\/24/);
      await page.getByRole("heading", { level: 1, name: "Bắc Ninh (sau sáp nhập)" }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.id), "page-heading");
      assert.match(await page.locator(".ranking-lineage").innerText(), /được hình thành từ Bắc Giang \(trước sáp nhập\), Bắc Ninh \(trước sáp nhập\)/);
      assert.match(await page.locator(".ranking-facts").innerText(), /0,7474\s+hạng 11\/34/);
      assert.equal(await page.locator(".ranking-facts .ranking-computed").count(), 6, "three pillars and their ranks");
      assert.match(await page.locator(".ranking-profile .ranking-sentence").innerText(), /^So với trung bình 34 tỉnh, thành phố năm 2024, Bắc Ninh cao hơn nhiều nhất ở .+ \(\+0,\d{4}\).+; thấp hơn nhiều nhất ở /);
      assert.equal(await page.locator(".ranking-mains tbody tr").count(), 8);
      await page.locator("#profile-bars svg[role=img]").waitFor();
      await fits(page);
      await accessible();
      await screenshot(`ranking-profile-${device}`);

      await page.locator(".ranking-lineage").getByRole("link", { name: /Bắc Giang/ }).click();
      await page.getByRole("heading", { level: 1, name: "Bắc Giang (trước sáp nhập)" }).waitFor();
      assert.match(await page.locator(".ranking-lineage").innerText(), /Bắc Giang hiện thuộc Bắc Ninh \(mới\)\./);
      assert.equal(await page.locator(".ranking-history .ranking-break").count(), 2, "2024 and 2021 have another framework than the year before");
      await page.locator(".ranking-history").getByRole("link", { name: "2020" }).click();
      await page.getByRole("heading", { level: 2, name: "Năm 2020, trong 63 tỉnh, thành phố" }).waitFor();
      await fits(page);
      await accessible();
      await screenshot(`ranking-profile-before-${device}`);
    },
    { viewport },
  );

  journey(
    `units are compared side by side, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openRanking(page, open, "/compare");
      await page.getByText("Chọn từ hai đến năm tỉnh, thành phố").waitFor();
      for (const name of ["Hà Nội", "Huế", "Bắc Ninh"]) {
        await page.getByLabel("Thêm tỉnh, thành phố").selectOption({ label: name });
        await page.locator(".ranking-sides").getByRole("columnheader", { name }).waitFor();
      }
      await page.waitForURL(/units=01,46,24/);
      assert.equal(await page.locator(".ranking-compare .ranking-sentence").innerText(), "Năm 2024, trong Hà Nội, Huế và Bắc Ninh, Hà Nội có DTI cao nhất: 0,8241.");
      assert.equal(await page.locator(".ranking-sides tbody tr").count(), 12);
      // A dot for each unit and measure, and a sentence that says what they show.
      await page.locator("#compare-dots svg[role=img]").waitFor();
      assert.match(await page.locator("#compare-dots-summary").innerText(), /^.+ cao nhất ở \d trong 8 chỉ số chính mà mọi đơn vị đều có số liệu; khác nhau nhiều nhất ở .+: từ 0,\d{4} đến 0,\d{4}, chênh 0,\d{4}\.$/);
      assert.equal(await page.locator("#compare-dots svg .chart-marker-3").count(), 12 + 1, "twelve measures and the legend");
      await page.locator(".ranking-compare summary").focus();
      await page.keyboard.press("Enter");
      await page.locator("#compare-radar svg[role=img]").waitFor();
      assert.equal(await page.locator("#compare-radar svg polygon[class^=chart-series]").count(), 3);
      await fits(page);
      await accessible();
      await screenshot(`ranking-compare-${device}`);
      const [name, csv] = await save(page, "#compare-dots", "Tải số liệu (CSV)");
      assert.equal(name, "dti_2024_provinces-34_compare_01-46-24.csv");
      const lines = csv.toString().trim().split("\n");
      assert.equal(lines.length, 1 + 12 * 3);
      assert.match(lines[1], /^Hà Nội,provinces-34,01,2024,index,0\.8241,published,1,published,.+#\/ranking\/compare\?year=2024&set=provinces-34&units=01,46,24.*\d{4}-\d\d-\d\d$/);
      await page.getByRole("link", { name: "Bỏ Huế" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/units=01,24/);
      await page.getByRole("link", { name: "Bỏ Huế" }).waitFor({ state: "detached" });
      assert.equal(await page.locator(".ranking-sides thead th").count(), 3);
    },
    { viewport },
  );
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `all main indicators are in one table, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openRanking(page, open);
      await page.getByRole("link", { name: "Xem mọi chỉ số chính trong một bảng màu" }).click();
      await page.getByRole("heading", { level: 1, name: "Các chỉ số chính của mọi đơn vị" }).waitFor();
      assert.equal(await page.locator(".heat-table .heat").count(), 34 * 9);
      assert.equal(await page.locator(".heat-legend li").count(), 6);
      await fits(page);
      await accessible();
      await screenshot(`ranking-heat-${device}`);
      await page.getByLabel("Năm và đơn vị").selectOption("2022/provinces-63");
      await page.waitForURL(/year=2022/);
      await page.locator(".heat-table .heat-none").first().waitFor();
      assert.equal(await page.locator(".heat-table .heat-none").count(), 53 * 4, "what has no source is not a color");
      await accessible();
      await page.locator(".table-scroll").focus();
      await page.keyboard.press("Tab");
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^DTI/);
    },
    { viewport },
  );
}

journey("a unit that was not merged goes on under its new code", async ({ page, open, accessible }) => {
  await openRanking(page, open, "/provinces-34/46");
  await page.getByRole("heading", { level: 1, name: "Huế" }).waitFor();
  assert.match(await page.locator(".ranking-lineage").innerText(), /Huế không sáp nhập\. Kết quả trong 63 tỉnh, thành phố: Thừa Thiên Huế\./);
  assert.deepEqual(await page.locator(".ranking-history tbody th").allInnerTexts(), ["2024", "2024", "2023", "2022", "2021", "2020"]);
  await accessible();
});

journey("basis and place of each number, and what sources say differently, are one step away, by keyboard", async ({ page, open, accessible }) => {
  await openRanking(page, open, "/provinces-63/46");
  await page.locator("#readings summary").focus();
  await page.keyboard.press("Enter");
  const rows = await page.locator("#readings tbody tr").allInnerTexts();
  assert.match(rows[0], /^DTI \(chung\)\s+(chính thức|nguồn thứ cấp|giá trị: .+; hạng: Thước Số tính)/);
  assert.ok(rows.some((row) => /^Trụ cột .+\s+Thước Số tính/.test(row)), rows.join("\n"));
  await page.locator("#conflicts summary").focus();
  await page.keyboard.press("Enter");
  const said = await page.locator("#conflicts").innerText();
  for (const part of ["Chỗ các nguồn khác nhau (1)", "Tên của Thừa Thiên Huế", "“TP. Huế”", "(được dùng)"]) assert.ok(said.includes(part), said);
  await fits(page);
  await accessible();
  await open("./#/ranking/overview?year=2024&set=provinces-63");
  await page.getByText("Chỗ các nguồn khác nhau (3)").click();
  assert.match(await page.locator("#conflicts").innerText(), /\+4,7%: .+\n(.+\n)?\+1%: Thước Số tính từ giá trị đã công bố/);
  await accessible();
});

journey("what does not exist is said, and nothing breaks", async ({ page, open, accessible }) => {
  await openRanking(page, open, "/provinces-34/99");
  await page.getByText("Không có đơn vị mã 99").waitFor();
  await accessible();
  await openRanking(page, open, "?year=1999&set=nowhere&measure=node:77&unit=%22");
  assert.equal(await page.locator("[data-unit]").count(), 34);
  await openRanking(page, open, "/compare?set=provinces-34&units=99,01,01");
  assert.equal(await page.locator(".ranking-sides thead th").count(), 2);
  assert.deepEqual(await page.locator(".ranking [role=alert]").allInnerTexts(), ["Không có đơn vị mã 99 trong bộ “provinces-34”."]);
});

journey("the results that do not arrive can be asked for again", async ({ page, context, open, accessible, expectError }) => {
  expectError("Failed to load resource");
  await context.route("**/dataset.json", (route) => route.abort(), { times: 1 });
  await open("./#/ranking");
  await page.getByText("Không tải được kết quả đã công bố.").waitFor();
  await accessible();
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.locator(".ranking-table").waitFor();
}, { fetches: true });

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `the budget of Đồng Tháp is reached from its profile, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openRanking(page, open, "/provinces-34/82");
      await page.getByRole("link", { name: /^Kinh phí chuyển đổi số của tỉnh Đồng Tháp/ }).click();
      await page.getByRole("heading", { level: 1, name: /Kế hoạch 145\/KH-UBND/ }).waitFor();
      assert.match(await page.locator(".budget .ranking-sentence").innerText(), /^Năm 2022, kế hoạch dành 118\.225 triệu đồng: .*64\.900 cho 8 mục; .*53\.325 cho 20 mục\.$/);
      assert.equal(await page.locator(".budget-table [data-row]").count(), 28);
      const [, projects] = await save(page, ".ranking-downloads >> nth=0", /Tải số liệu/);
      assert.equal(projects.toString().trim().split("\n").length, 9);
      // The sums as bars of their parts.
      assert.equal(await page.locator("#budget-sums-summary").innerText(), "Tổng kinh phí 118.225 triệu đồng gồm nguồn vốn chi đầu tư (54,9%) và nguồn vốn chi thường xuyên (45,1%).");
      // By keyboard: the numbers of the picture are saved, and the wide table is scrolled.
      await page.locator("#budget-sums").getByRole("button", { name: "Tải số liệu (CSV)" }).focus();
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      assert.equal(download.suggestedFilename(), "dong-thap-2022-budget_sums.csv");
      const sums = await readFile(await download.path(), "utf8");
      assert.match(sums, /\nNguồn vốn chi thường xuyên,recurrent,all,53325,triệu đồng,.*145\/KH-UBND.*,\d{4}-\d\d-\d\d\n/);
      await fits(page);
      await accessible();
      await screenshot(`budget-${device}`);
    },
    { viewport },
  );
}
