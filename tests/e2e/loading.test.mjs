// Code that is fetched when a page is first opened: what is not needed is not fetched, and what does not come can be asked for again.
import { assert, journey } from "./harness.mjs";

const heading = (page) => page.getByRole("heading", { level: 1 });
const codeFiles = (requests) => requests.filter((address) => address.endsWith(".wasm")).length;

journey("the first page fetches one file of code, and each page what it adds", async ({ page, open, requests }) => {
  await open("./");
  assert.equal(codeFiles(requests), 1);
  await page.getByRole("link", { name: "Bộ chỉ số" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
  const after = codeFiles(requests);
  assert.ok(after > 1);
  await page.goto(new URL("#/", page.url()).href);
  await page.getByRole("heading", { level: 1, name: /Chỉ số chuyển đổi số/ }).waitFor();
  await page.getByRole("link", { name: "Bộ chỉ số" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
  assert.equal(codeFiles(requests), after, "what is there is not fetched again");
}, { fetches: true });

journey("the code of the page that the address names travels with the rest", async ({ page, open, requests }) => {
  await open("./#/results");
  await page.getByRole("link", { name: /Tự đánh giá/ }).first().waitFor();
  const files = requests.filter((address) => address.endsWith(".wasm"));
  assert.equal(new Set(files).size, files.length, `fetched twice: ${files}`);
}, { fetches: true });

journey("a page whose code does not arrive says so, keeps the work, and tries again", async ({ page, context, open, accessible, expectError, screenshot }) => {
  expectError("net::ERR_FAILED");
  expectError("Failed to fetch");
  await open("./#/assess");
  await page.locator("#new-organization").fill("Sở Thông tin và Truyền thông");
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await page.locator("[data-total]").first().waitFor();
  await context.route(/\/reading-[0-9a-f]+\.wasm$/, (route) => route.abort());
  await page.getByRole("link", { name: "Kết quả" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Chưa tải được trang này" }).waitFor();
  await accessible();
  await screenshot("page-not-loaded");
  await context.unroute(/\/reading-[0-9a-f]+\.wasm$/);
  await page.getByRole("button", { name: "Thử lại" }).click();
  await page.getByRole("heading", { level: 1, name: /Kết quả: Sở Thông tin và Truyền thông/ }).waitFor();
  assert.equal(await heading(page).evaluate((it) => it === document.activeElement), true, "the keyboard is at the heading");
}, { fetches: true });

journey("a server that does not know the type of WebAssembly still serves every page", async ({ page, context, open }) => {
  await context.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await open("./#/results");
  await page.getByRole("heading", { level: 1, name: "Kết quả" }).waitFor();
  await page.goto(new URL("#/frameworks", page.url()).href);
  await page.getByRole("heading", { level: 1, name: "Bộ chỉ số" }).waitFor();
}, { fetches: true });
