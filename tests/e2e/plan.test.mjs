// The least work that reaches a target: the target, the steps, the efforts that a person sets.
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

async function openExample(page, open, framework, hash, lang = "") {
  await open(`./${lang}#/frameworks/${framework}`);
  await page.locator(".framework-actions button").nth(1).click();
  await page.waitForURL(/#\/assess/);
  await page.goto(new URL(hash, page.url()).href);
}

const total = (page) => page.locator(".plan-todo tfoot td").innerText().then(Number);

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE, narrow: { width: 320, height: 640 } })) {
  journey(
    `a target gives steps that are proven to be the least, on a ${device} window`,
    async ({ page, open, accessible, screenshot }) => {
      await openExample(page, open, "dti-province-2022", "#/results");
      await page.getByRole("link", { name: "Lập kế hoạch đạt mục tiêu" }).click();
      await page.getByRole("heading", { level: 1, name: "Kế hoạch đạt mục tiêu" }).waitFor();
      assert.match(await page.locator("#plan-target-hint").innerText(), /^Hiện chắc chắn có [\d.,]+ điểm; làm hết mọi việc thì đến [\d.,]+ điểm\.$/);
      await accessible();
      const target = page.getByLabel("Mục tiêu", { exact: true });
      await target.fill("500");
      await target.press("Tab");
      const outcome = page.locator("[data-outcome=proven]");
      assert.match(await outcome.innerText(), /Cần làm \d+ việc, tổng công \d+: từ [\d,]+ điểm lên 50\d[\d,]* điểm\./);
      assert.match(await outcome.innerText(), /Đã chứng minh là ít công nhất/);
      assert.match(await outcome.innerText(), /không phải điểm chính thức/);
      assert.ok((await page.locator("[data-step]").count()) > 5);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await accessible();
      await screenshot(`plan-${device}`);
      await page.locator(".plan-efforts summary").click();
      await accessible();
      await screenshot(`plan-${device}-efforts`);
    },
    { viewport },
  );
}

journey("efforts decide, and what is left out is not in the plan", async ({ page, open }) => {
  await openExample(page, open, "dti-province-2022", "#/plan");
  const target = page.getByLabel("Mục tiêu", { exact: true });
  await target.fill("500");
  await target.press("Enter");
  await page.locator("[data-outcome=proven]").waitFor();
  const before = await total(page);
  const first = await page.locator("[data-step]").first().getAttribute("data-step");
  await page.locator(".plan-efforts summary").click();
  const row = page.locator(`[data-item="${first}"]`);
  await row.getByRole("checkbox").check();
  await page.locator(`[data-step="${first}"]`).waitFor({ state: "detached" });
  assert.ok((await total(page)) >= before, "without a step of the least plan nothing is cheaper");
  await row.getByRole("checkbox").uncheck();
  await page.locator(`[data-step="${first}"]`).waitFor();
  assert.equal(await total(page), before);
  await row.getByRole("spinbutton").fill("900");
  await row.getByRole("spinbutton").press("Tab");
  await page.waitForFunction((id) => !document.querySelector(`[data-step="${id}"]`), first);
  // All of it is kept with the assessment.
  await page.reload();
  await page.locator("[data-outcome=proven]").waitFor();
  assert.equal(await page.getByLabel("Mục tiêu", { exact: true }).inputValue(), "500");
  await page.locator(".plan-efforts summary").click();
  assert.equal(await page.locator(`[data-item="${first}"]`).getByRole("spinbutton").inputValue(), "900");
});

journey("a target that is none is told, one that is out of reach too", async ({ page, open, accessible }) => {
  await openExample(page, open, "dti-province-2022", "#/plan");
  const target = page.getByLabel("Mục tiêu", { exact: true });
  for (const [typed, message] of [["nhiều", /chỉ nhận số/], ["1500", /từ 0 đến 1\.000/]]) {
    await target.fill(typed);
    await target.press("Tab");
    assert.match(await page.locator("#plan-target-error").innerText(), message);
    assert.equal(await target.inputValue(), typed, "what was typed stays");
    await accessible();
  }
  await page.getByLabel("Tính bằng").selectOption("index");
  await target.fill("1");
  await target.press("Tab");
  await page.locator("[data-outcome]").waitFor();
  await target.fill("0,05");
  await target.press("Tab");
  await page.locator("[data-outcome=reached]").waitFor();
});

journey("the plan reads in English and counts tasks", async ({ page, open, accessible }) => {
  await openExample(page, open, "mic-2024-province", "#/plan", "?lang=en");
  await page.getByRole("heading", { level: 1, name: "Plan to reach a target" }).waitFor();
  const target = page.getByLabel("Target", { exact: true });
  await target.fill("30");
  await target.press("Tab");
  await page.locator("[data-outcome]").waitFor();
  assert.equal(await page.getByText(/\b(plan|results)\.[a-z_]+/).count(), 0, "a text without translation");
  assert.doesNotMatch(await page.locator(".plan-outcome").innerText(), /\d points/);
  await accessible();
});
