// Published results beyond the list: a year at a glance with its map, charts that can be saved.
import { DESKTOP, PHONE, assert, fits, journey, save } from "./harness.mjs";

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: { width: 320, height: 640 } })) {
  journey(
    `a year is shown at a glance, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/ranking");
      await page.getByRole("link", { name: /^Toàn cảnh năm này/ }).click();
      await page.waitForURL(/#\/ranking\/overview\?year=2024&set=provinces-34$/);
      await page.getByRole("heading", { level: 1, name: "Toàn cảnh chuyển đổi số (DTI) năm 2024" }).waitFor();
      const sentences = await page.locator(".ranking-sentences li").allInnerTexts();
      assert.equal(sentences.length, 3);
      assert.match(sentences[0], /^Năm 2024, .+ đứng đầu 34 tỉnh, thành phố về DTI với 0,\d{4}/);
      assert.match(sentences[1], /^Giá trị cao nhất hơn giá trị thấp nhất 0,\d{4}; \d+ trong 34 đơn vị cao hơn trung bình\.$/);
      assert.match(sentences[2], /sáp nhập/);
      assert.equal(await page.locator("#map a.chart-link").count(), 36, "34 units and two archipelagos");
      await fits(page);
      await accessible();
      await screenshot(`explore-overview-34-${device}`);
      await page.getByLabel("Năm và đơn vị").selectOption("2023/provinces-63");
      await page.getByRole("heading", { level: 1, name: "Toàn cảnh chuyển đổi số (DTI) năm 2023" }).waitFor();
      assert.match(await page.locator(".ranking-sentences li").nth(2).innerText(), /^So với năm 2022, \d+ trong 63 đơn vị so sánh được có giá trị tăng, nhiều nhất là .+ \(\+0,\d{4}\), .+ và /);
      assert.equal(await page.locator("#map a.chart-link").count(), 65);
      await fits(page);
      await accessible();
      await screenshot(`explore-overview-63-${device}`);
    },
    { viewport },
  );
}

journey("the map is walked by arrow keys as units lie, and Enter opens a profile", async ({ page, open }) => {
  await open("./#/ranking/overview?year=2024&set=provinces-34");
  await page.locator("#map a.chart-link").first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "");
  await page.locator("#map [tabindex='0'].chart-link").focus();
  assert.match(await focused(), /^Lai Châu: 0,\d{4}, hạng \d+\/34$/);
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^Lào Cai:/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.match(await focused(), /^Lai Châu:/, "at the edge nothing happens");
  await page.locator("#map a.chart-link[aria-label^='Đà Nẵng']").focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^Quần đảo Hoàng Sa \(Đà Nẵng\): 0,\d{4}/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /^Đà Nẵng/ }).waitFor();
});

journey("every file of the map has the archipelagos, source, day and address", async ({ page, open }) => {
  await open("./#/ranking/overview?year=2023&set=provinces-63");
  await page.locator("#map svg").first().waitFor();
  const [csvName, csv] = await save(page, "#map", "Tải số liệu (CSV)");
  assert.equal(csvName, "dti_2023_provinces-63_index_map.csv");
  const lines = csv.toString().trim().split("\n");
  assert.equal(lines.length, 64);
  assert.match(lines.find((line) => line.startsWith("Đà Nẵng")), /Quần đảo Hoàng Sa/);
  assert.match(lines.find((line) => line.startsWith("Khánh Hòa")), /Quần đảo Trường Sa/);
  assert.match(lines[1], /dti\.gov\.vn.+#\/ranking\/overview\?year=2023&set=provinces-63,\d{4}-\d\d-\d\d$/);
  const [, json] = await save(page, "#map", "Tải số liệu (JSON)");
  const file = JSON.parse(json);
  assert.equal(file.rows.length, 63);
  assert.equal(file.rows.find((row) => row.unit_code === "48").includes, "Quần đảo Hoàng Sa");
  const [, svg] = await save(page, "#map", "Tải hình (SVG)");
  const words = svg.toString().replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  for (const part of ["Quần đảo Hoàng Sa (Đà Nẵng)", "Quần đảo Trường Sa (Khánh Hòa)", "Nguồn:", "Ngày tải:", "#/ranking/overview"]) {
    assert.ok(words.includes(part), `${part} in ${words}`);
  }
  assert.doesNotMatch(svg.toString(), /<script|style=|href=/);
  const [pngName, png] = await save(page, "#map", "Tải hình (PNG)");
  assert.equal(pngName, "dti_2023_provinces-63_index_map.png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [, svgWidth, svgHeight] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  assert.ok(Math.abs(width - 2 * svgWidth) <= 2 && Math.abs(height - 2 * svgHeight) <= 2, `${width} × ${height}`);
});

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `other weights move the ranking at once and say that it is not official, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/ranking/overview");
      await page.getByRole("link", { name: /^Thử trọng số khác/ }).click();
      await page.getByRole("heading", { level: 1, name: "Nếu trọng số khác đi" }).waitFor();
      await page.getByText("Đây là phân tích, không phải xếp hạng chính thức.").first().waitFor();
      const sentence = page.locator(".ranking-what-if [role=status].ranking-named");
      assert.match(await sentence.innerText(), /; 0 trong 34 đơn vị đổi hạng/);
      await page.locator("#what-if details summary").click();
      const rows = page.locator("#what-if tbody tr");
      assert.equal(await rows.count(), 34);
      await page.locator("#what-if tbody tr td:nth-of-type(4)").filter({ hasText: /\d/ }).first().waitFor();
      const before = await rows.allInnerTexts();
      await fits(page);
      await accessible();
      await screenshot(`explore-what-if-${device}`);

      // By keyboard: the first indicator is left out.
      const first = page.locator(".what-if-weight").first();
      await first.getByLabel("Tính chỉ số này").focus();
      await page.keyboard.press("Space");
      await page.waitForURL(/weights=0,/);
      assert.doesNotMatch(await sentence.innerText(), /; 0 trong 34/);
      await page.locator("#what-if tbody tr td:nth-of-type(4)").filter({ hasText: /\d/ }).first().waitFor();
      const after = await rows.allInnerTexts();
      assert.notDeepEqual(after, before);

      // The address alone shows the same to somebody else.
      const address = new URL(page.url()).hash;
      await page.goto("about:blank");
      await open(`./${address}`);
      await page.locator("#what-if details summary").click();
      await page.locator("#what-if tbody tr td:nth-of-type(4)").filter({ hasText: /\d/ }).first().waitFor();
      assert.deepEqual(await page.locator("#what-if tbody tr").allInnerTexts(), after);
      const [, csv] = await save(page, "#what-if", "Tải số liệu (CSV)");
      const lines = csv.toString().trim().split("\n");
      assert.ok(lines.slice(1).every((line) => line.includes("không phải xếp hạng chính thức")), "every line is marked");
      const [, svg] = await save(page, "#what-if", "Tải hình (SVG)");
      assert.match(svg.toString().replace(/<[^>]+>/g, " "), /không phải xếp hạng\s+chính thức/);
      await page.getByRole("button", { name: "Về trọng số của bộ chỉ số" }).click();
      assert.match(await sentence.innerText(), /; 0 trong 34 đơn vị đổi hạng/);
    },
    { viewport },
  );
}

journey("63 units of a year with the rest of the index as one, and a year that can not be computed", async ({ page, open, accessible }) => {
  await open("./#/ranking/what-if?year=2022&set=provinces-63");
  await page.locator(".what-if-weight").first().waitFor();
  assert.equal(await page.locator(".what-if-weight").count(), 5);
  await page.getByText(/^Phần còn lại của DTI, tính gộp/).waitFor();
  await page.locator("#what-if details summary").click();
  assert.equal(await page.locator("#what-if tbody tr").count(), 63);
  await accessible();
  await page.getByLabel("Năm và đơn vị").selectOption("2021/provinces-63");
  await page.getByText("Năm này chưa đủ số liệu").waitFor();
});

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `the targets of a plan are read by group, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await open("./#/ranking/provinces-34/82");
      await page.getByRole("link", { name: /^Mục tiêu trong kế hoạch/ }).click();
      await page.getByRole("heading", { level: 1, name: "Mục tiêu trong kế hoạch của tỉnh" }).waitFor();
      await page.getByText(/: 24 mục tiêu trong 3 nhóm\.$/).waitFor();
      assert.equal(await page.locator(".targets tbody tr").count(), 24);
      assert.match(await page.locator(".targets .source").first().innerText(), /145\/KH-UBND/);
      await fits(page);
      await accessible();
      await screenshot(`explore-targets-${device}`);
      await page.getByLabel("Nhóm mục tiêu").selectOption("b");
      await page.waitForURL(/group=b$/);
      await page.locator(".targets tbody tr").nth(5).waitFor({ state: "detached" });
      assert.equal(await page.locator(".targets tbody tr").count(), 5);
      // By keyboard.
      await page.getByLabel("Kế hoạch").focus();
      await page.keyboard.press("ArrowDown");
      await page.getByText(/: 39 mục tiêu trong 6 nhóm\.$/).waitFor();
      assert.equal(await page.locator(".targets tbody tr").count(), 39);
      await fits(page);
      await accessible();
    },
    { viewport },
  );
}

journey("the table in colors is saved as a picture and as numbers", async ({ page, open }) => {
  await open("./#/ranking/heat?year=2022&set=provinces-63");
  await page.locator(".heat-table").waitFor();
  const [name, csv] = await save(page, "#heat", "Tải số liệu (CSV)");
  assert.equal(name, "dti_2022_provinces-63_heat.csv");
  const lines = csv.toString().trim().split("\n");
  assert.equal(lines.length, 64);
  assert.match(lines[0], /^unit_name,unit_code,index,node:1,/);
  const [, svg] = await save(page, "#heat", "Tải hình (SVG)");
  assert.match(svg.toString().replace(/<[^>]+>/g, " "), /Bà Rịa - Vũng Tàu/);
});

journey("on paper pictures are whole and have their colors, and buttons are left out", async ({ page, open }) => {
  await open("./#/ranking/overview?year=2023&set=provinces-63");
  await page.locator("#map svg").first().waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".chart-actions:visible, .ranking-more:visible").count(), 0);
  const { height } = await page.locator("#map .chart-canvas > svg").boundingBox();
  assert.ok(height <= 800, `the map is ${height} high, a page of A4 has room for about 970`);
  await open("./#/ranking/heat?year=2024&set=provinces-34");
  await page.locator(".heat-table").waitFor();
  assert.equal(await page.locator(".heat-table .heat").first().evaluate((cell) => getComputedStyle(cell).printColorAdjust), "exact");
});
