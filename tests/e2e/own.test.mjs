// A portal's own data and its own map: by address and by file, what is wrong with them, and many units.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { areas, communes } from "../../tools/communes.mjs";
import { submissions } from "../../tools/submissions.mjs";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

async function fits(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, "the page scrolls sideways");
}

/** Serves texts beside the application, by the end of their address. */
async function serve(context, files) {
  for (const [name, body] of Object.entries(files)) {
    await context.route(`**/${name}`, (route) => route.fulfill({ body, contentType: "application/json" }));
  }
}

/** Names and values of the ranking that is shown, from the top. */
async function ranking(page) {
  await page.locator(".ranking-table tbody tr[data-unit]").first().waitFor();
  const rows = page.locator(".ranking-table tbody tr[data-unit]");
  return rows.evaluateAll((rows) => rows.map((row) => [row.dataset.unit, row.cells[0].innerText.trim(), row.cells[2].innerText.trim()]));
}

const few = communes({ units: 12, leaves: 12, years: 2 });

/** The native command; ./test has built it before the journeys. */
async function thuocso(...args) {
  const binary = `${ROOT}target/debug/thuocso`;
  if (!existsSync(binary)) await run("cargo", ["build", "--locked", "--quiet", "--bin", "thuocso"], { cwd: ROOT });
  return run(binary, args, { cwd: ROOT });
}

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `all views show the data and the map that the address names, on a ${device} window`,
    async ({ page, context, open, accessible, screenshot }) => {
      await serve(context, { "so-lieu/xa.json": few, "so-lieu/map.geojson": areas({ units: 12 }) });
      await open("./#/ranking/own");
      await page.getByRole("heading", { level: 1, name: "Dùng số liệu và bản đồ riêng" }).waitFor();
      await fits(page);
      await accessible();
      await screenshot(`own-choose-${device}`);
      await page.getByLabel("Hoặc địa chỉ của dataset.json").fill("so-lieu/xa.json");
      await page.keyboard.press("Enter");
      const first = await ranking(page);
      assert.equal(first.length, 12);
      assert.match(await page.locator("[data-own]").innerText(), /^Số liệu riêng: Số liệu tạo ra để kiểm thử, Thước Số, 2025 \(so-lieu\/xa\.json\)\./);
      assert.equal(await page.locator(".ranking-table thead th").nth(1).innerText(), "Đơn vị", "they are not provinces");
      assert.match(await page.locator(".ranking-notes").innerText(), /tự đánh giá, chưa thẩm định/);
      await fits(page);
      await accessible();
      await screenshot(`own-ranking-${device}`);

      // Links keep the data; the address alone shows the same.
      await page.locator(".ranking-table a").first().click();
      await page.locator(".ranking-profile .ranking-mains").waitFor();
      assert.match(page.url(), /data=so-lieu%2Fxa\.json/);
      await page.getByRole("link", { name: "So sánh với đơn vị khác" }).click();
      await page.getByRole("heading", { level: 1, name: "So sánh các đơn vị" }).waitFor();
      await page.getByLabel("Thêm đơn vị").selectOption(first[3][0]);
      await page.locator(".ranking-sides thead th").nth(2).waitFor();
      await page.goBack();
      await page.goBack();
      await page.getByRole("link", { name: "Vị trí trong bảng xếp hạng" }).click();
      await page.getByLabel("Năm và đơn vị").selectOption("2024/communes-test");
      await page.waitForURL(/year=2024/);
      const before = await ranking(page);
      assert.notDeepEqual(before, first);
      const address = new URL(page.url()).hash;
      await page.goto("about:blank");
      await open(`./${address}`);
      assert.deepEqual(await ranking(page), before);
      await page.getByRole("link", { name: "Xem mọi chỉ số chính trong một bảng màu" }).click();
      await page.locator(".heat-table tbody tr").nth(11).waitFor();
      await fits(page);
      await accessible();

      // The map: matched by the property that holds the codes, walked by arrow keys.
      await open("./#/ranking/overview?data=so-lieu%2Fxa.json");
      await page.getByText("Chưa có bản đồ cho các đơn vị này.").waitFor();
      await page.locator("section").getByRole("link", { name: "Dùng bản đồ khác" }).click();
      await page.getByLabel("Hoặc địa chỉ của tệp GeoJSON").fill("so-lieu/map.geojson");
      await page.keyboard.press("Enter");
      await page.locator("#map a.chart-link").nth(11).waitFor({ state: "attached" });
      assert.match(await page.locator("[data-map]").innerText(), /“ma_xa”: 12 trong 12 đơn vị/);
      assert.equal(await page.getByText("thiếu quần đảo").count(), 0, "not a map of the country");
      const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? "");
      await page.locator("#map [tabindex='0'].chart-link").focus();
      assert.match(await focused(), /^Xã Thử 1: 0,\d{3,4}, hạng \d+\/12$/);
      await page.keyboard.press("ArrowRight");
      assert.match(await focused(), /^Xã Thử 2:/);
      await page.keyboard.press("ArrowUp");
      assert.match(await focused(), /^Xã Thử 6:/, "north is up");
      await fits(page);
      await accessible();
      await screenshot(`own-map-${device}`);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Xã Thử 6" }).waitFor();

      // The page that prints code for a portal knows both.
      await open("./#/embed");
      assert.equal(await page.getByLabel("Bản đồ", { exact: true }).count(), 0, "the data that ship have maps of their own");
      await page.getByLabel("Số liệu", { exact: true }).fill("so-lieu/xa.json");
      await page.getByLabel("Bản đồ", { exact: true }).fill("so-lieu/map.geojson");
      await page.getByLabel("Chỉ số xếp hạng").fill("node:1");
      assert.match(
        await page.locator("#embed-code").inputValue(),
        /<thuoc-so view="ranking" data="so-lieu\/xa\.json" map="so-lieu\/map\.geojson" measure="node:1"><\/thuoc-so>/,
      );
      await page.frameLocator(".embed-preview").locator(".ranking-table tbody tr[data-unit]").nth(11).waitFor();
      await fits(page);
    },
    { viewport, fetches: true },
  );
}

journey("a page that names its data shows them at every address", async ({ page, context, open }) => {
  await serve(context, { "so-lieu/d.json": few });
  await open("./?data=so-lieu/d.json#/ranking");
  assert.equal((await ranking(page)).length, 12);
  assert.match(await page.locator("[data-own]").innerText(), /so-lieu\/d\.json/);
}, { fetches: true });

journey("what thuocso rollup writes opens as the same ranking, whole and as tables", async ({ page, open, accessible }) => {
  const folder = await mkdtemp(`${tmpdir()}/own-`);
  try {
    for (const { name, text } of await submissions(9)) await writeFile(`${folder}/${name}`, text);
    await thuocso("rollup", folder, "--out", `${folder}/out`);
    const rolled = JSON.parse(await readFile(`${folder}/out/rollup.json`, "utf8"));
    const expected = rolled.rows.map(({ organization, rank }) => [organization.code, String(rank)]).sort();
    const out = `${folder}/out/rollup-2023`;
    const tables = ["results.csv", "sources.json", ...(await readdir(`${out}/units`)).map((name) => `units/${name}`)];
    for (const files of [["dataset.json"], tables]) {
      await open("./#/ranking/own");
      await page.locator("#own-data-file").setInputFiles(files.map((name) => `${out}/${name}`));
      const shown = await ranking(page);
      assert.deepEqual(shown.map(([code, rank]) => [code, rank]).sort(), expected);
      const values = new Map(rolled.rows.map(({ organization, index_value }) => [organization.code, Number(index_value)]));
      for (const [code, , value] of shown) assert.ok(Math.abs(values.get(code) - Number(value.replace(",", "."))) < 0.00006, code);
      await accessible();
    }
    // What was opened is not kept beyond the window, and the page says so.
    await page.reload();
    await page.getByText(/chỉ được đọc trong lần mở trước/).waitFor();
    await accessible();
    await page.getByRole("link", { name: "Đổi số liệu hoặc bản đồ" }).click();
    await page.getByRole("link", { name: "Về số liệu kèm theo Thước Số" }).click();
    assert.equal((await ranking(page)).length, 34);
  } finally {
    await rm(folder, { recursive: true });
  }
}, { fetches: true });

journey("data and maps that can not be used are told in sentences", async ({ page, context, open, accessible, expectError }) => {
  const broken = few.replace('"10003":"0.', '"10003":"7.').replace('"source":"made-up","basis"', '"source":"nobody","basis"');
  await serve(context, { "so-lieu/hong.json": broken });
  await open("./#/ranking?data=so-lieu/hong.json");
  await page.getByText(/Chưa dùng được so-lieu\/hong\.json/).waitFor();
  const told = await page.locator(".problems").innerText();
  assert.match(told, /Nguồn “nobody”|nobody/);
  await accessible();
  expectError("Failed to load resource");
  await open("./#/ranking?data=so-lieu/khong-co.json");
  await page.getByText(/Không tải được so-lieu\/khong-co\.json\. Tệp phải nằm cùng trang web này/).waitFor();
  await accessible();

  const opened = async (name, text) => {
    await page.locator("#own-map-file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await page.locator("#own-outcome .notice").filter({ hasText: name }).waitFor();
    return page.locator("#own-outcome .problems").innerText();
  };
  await open("./#/ranking/own");
  const map = areas({ units: 4, points: 8 });
  assert.match(await opened("met.geojson", areas({ units: 2, west: 1_187_000 })), /không phải kinh độ, vĩ độ[^]*EPSG:4326/);
  assert.match(await opened("sau.geojson", `{"type":"FeatureCollection","features":${"[".repeat(50_000)}`), /Không đọc được tệp/);
  assert.match(await opened("vo-han.geojson", map.replace(/\[104,/, "[1e999,")), /Không đọc được tệp/);
  assert.match(await opened("khac.geojson", '{"type":"Topology"}'), /FeatureCollection/);
  assert.match(await opened("nhieu.geojson", `{"type":"FeatureCollection","features":[${"null,".repeat(10_001)}null]}`), /10\.002[^]*10\.000/);
  await page.locator("#own-data-file").setInputFiles({ name: "la.csv", mimeType: "text/csv", buffer: Buffer.from("a;b\n1;2\n") });
  await page.locator("#own-outcome .notice").filter({ hasText: "la.csv" }).waitFor();
  assert.match(await page.locator("#own-outcome .problems").innerText(), /unit_code/);
  await accessible();
}, { fetches: true });

journey("a map of the country always has both archipelagos, and names in it stay text", async ({ page, context, open, accessible, screenshot }) => {
  const square = (code, name, west, south) => {
    const ring = [[west, south], [west + 2, south], [west + 2, south + 3], [west, south + 3], [west, south]];
    return { type: "Feature", properties: { ma: code, name }, geometry: { type: "Polygon", coordinates: [ring] } };
  };
  const script = "<img src=x onerror=alert(1)>";
  const features = [square("01", "Hà Nội", 105, 20), square("48", "Đà Nẵng", 107, 15), square("56", "Khánh Hòa", 108, 11), square("x", script, 105, 9)];
  await serve(context, { "ban-do/vn.geojson": JSON.stringify({ type: "FeatureCollection", features }) });
  await open("./#/ranking/overview?year=2024&set=provinces-34&map=ban-do/vn.geojson");
  await page.getByText("Tệp bản đồ thiếu quần đảo Hoàng Sa").waitFor();
  const links = await page.locator("#map a.chart-link").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  assert.equal(links.length, 5);
  assert.match(links[3], /^Quần đảo Hoàng Sa \(Đà Nẵng\): 0,/);
  assert.match(links[4], /^Quần đảo Trường Sa \(Khánh Hòa\): 0,/);
  await page.getByText("31 đơn vị không có trên bản đồ").click();
  await page.getByText("1 vùng không thuộc đơn vị nào").click();
  await page.getByText(script, { exact: true }).first().waitFor();
  assert.equal(await page.locator("#map img, [data-map] img").count(), 0);
  await accessible();
  await screenshot("own-map-country");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#map").getByRole("button", { name: "Tải hình (SVG)" }).click()]);
  const svg = await readFile(await download.path(), "utf8");
  const words = svg.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  for (const part of ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa", "Nguồn:"]) assert.ok(words.includes(part), part);
  assert.doesNotMatch(svg, /<img|<script/);
}, { fetches: true });

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `hundreds of units are read in parts, searched and drawn, on a ${device} window`,
    async ({ page, context, open, accessible, screenshot }) => {
      await serve(context, { "so-lieu/nhieu.json": communes({ units: 640, leaves: 6, years: 1 }), "so-lieu/nhieu.geojson": areas({ units: 640, points: 8 }) });
      await open("./#/ranking?data=so-lieu/nhieu.json");
      const first = await ranking(page);
      assert.equal(first.length, 200);
      const parts = page.getByRole("navigation", { name: "Các phần của danh sách" });
      assert.match(await parts.innerText(), /1–200 trong 640/);
      await accessible();
      await screenshot(`own-many-${device}`);
      await parts.getByRole("link", { name: "Phần sau" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/part=2/);
      await page.getByText("201–400 trong 640").waitFor();
      const second = await ranking(page);
      assert.equal(new Set([...first, ...second].map(([code]) => code)).size, 400);
      // A unit that the address names is in the part that is shown.
      await open(`./#/ranking?unit=${second[50][0]}&data=so-lieu/nhieu.json`);
      await page.locator(".ranking-row-named").waitFor();
      await page.getByText("201–400 trong 640").waitFor();
      await page.getByLabel("Tìm đơn vị").fill("thử 25");
      await page.getByText("Tìm thấy 11 đơn vị.").waitFor();
      assert.equal((await ranking(page)).length, 11);
      await fits(page);

      await open("./#/ranking/overview?data=so-lieu/nhieu.json&map=so-lieu/nhieu.geojson");
      // Links over so many areas come in several turns, and are walked as one.
      await page.locator("#map a.chart-link").nth(639).waitFor({ state: "attached" });
      assert.equal(await page.locator("#map [tabindex='0'].chart-link").count(), 1);
      // The mean of all has its place on the scale, though this part holds the first fifty only.
      const places = await page.locator("#dots svg").evaluate((svg) => {
        // The legend has a short one.
        const long = ({ y1, y2 }) => y2.baseVal.value - y1.baseVal.value > 100;
        const lines = (name) => [...svg.querySelectorAll(`line.${name}`)].filter(long).map((line) => line.x1.baseVal.value);
        return { mean: lines("chart-mark"), start: Math.min(...lines("chart-grid")) };
      });
      assert.equal(places.mean.length, 1);
      assert.ok(places.mean[0] > places.start + 20, JSON.stringify(places));
      await page.locator("#tile-599").focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.evaluate(() => document.activeElement.id), "tile-600");
      await fits(page);
      await accessible();
      await screenshot(`own-many-map-${device}`);
      await open("./#/ranking/heat?data=so-lieu/nhieu.json");
      await page.getByText("1–50 trong 640").waitFor();
      assert.equal(await page.locator(".heat-table tbody tr").count(), 50);
      await open("./#/ranking/what-if?data=so-lieu/nhieu.json");
      await page.getByText("không quá 200 đơn vị").waitFor();
    },
    { viewport, fetches: true },
  );
}
