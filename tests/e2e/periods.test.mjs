// Periods side by side: what changed since the last, a line over time, and a break where the framework changed.
import { readFile } from "node:fs/promises";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const EXAMPLE = new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url);

async function example(change) {
  const assessment = JSON.parse(await readFile(EXAMPLE, "utf8"));
  change(assessment);
  return assessment;
}

const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) });

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  journey(
    `three quarters and a year by another framework stand side by side on a ${device}`,
    async ({ page, open, accessible, screenshot }) => {
      const add = page.locator("[data-periods-file]");
      const row = (id) => page.locator(`[data-periods='${id}']`).first();
      await open("./#/periods");
      await accessible();
      await page.getByRole("button", { name: /ví dụ/i }).first().click();
      await page.getByText("Quý I/2024: chưa có kỳ trước để so sánh.").waitFor();
      await add.setInputFiles(file("hong.json", { format: "thuocso-assessment/9" }));
      await page.getByText("Không so sánh được “hong.json”.").waitFor();
      await add.setInputFiles(file("quy-2.json", await example((it) => {
        it.period = "2024-Q2";
        it.responses["4.1"].inputs.a = "190";
        it.responses["4.3"] = { inputs: { percent: "50" } };
      })));
      await page.getByText("Giảm ở 1 mục: 4.1.").waitFor();
      assert.match(await row("4.1").innerText(), /11,11[^]*10,1[^]*−1,01/);
      assert.match(await row("4.3").innerText(), /Chưa nhập[^]*chưa so được/);
      assert.match(await page.locator(".periods-figure").first().innerText(), /209[^]*190[^]*−19/);
      assert.equal(await page.getByText("Không so sánh được").count(), 0);
      await add.setInputFiles(file("quy-3.json", await example((it) => {
        it.period = "2024-Q3";
        it.responses["4.1"].inputs.a = "200";
      })));
      await page.getByText(/Quý III\/2024 so với quý II\/2024: tăng 0,53 điểm, tính ở \d+\/95 mục/).waitFor();
      await add.setInputFiles(file("nam-2020.json", { format: "thuocso-assessment/1", framework: { id: "dti-province-2020" }, organization: { name: "Tỉnh Bắc Giang" }, period: "2020", responses: {} }));
      await page.getByText(/^Từ quý I\/2024, tính theo .* điểm không so được với các kỳ trước\.$/).waitFor();
      await page.locator("#periods-trend").waitFor();
      assert.deepEqual(await page.locator("[data-run]").evaluateAll((runs) => runs.map((run) => run.dataset.run)), ["dti-province-2020", "dti-province-2022"]);
      await accessible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, "the page scrolls sideways");
      await screenshot(`periods-${device}`);
    },
    { viewport },
  );
}

journey("an assessment of the same organization that the browser keeps is put beside the open one", async ({ page, open }) => {
  await open("./#/assess");
  for (const period of ["2024-Q1", "2024-Q2"]) {
    await page.locator(".file-button input").first().setInputFiles(file(`${period}.json`, await example((it) => (it.period = period))));
    await page.getByText(period === "2024-Q1" ? "quý I/2024" : "quý II/2024").first().waitFor();
    await page.locator("[data-saved=saved]").waitFor();
  }
  await page.getByRole("link", { name: "So sánh các kỳ" }).click();
  await page.getByText(/Quý II\/2024 so với quý I\/2024: không đổi/).waitFor();
  await page.locator("[data-period='2024-Q1']").uncheck();
  await page.getByText("Quý II/2024: chưa có kỳ trước để so sánh.").waitFor();
});
