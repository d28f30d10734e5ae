// Views that a portal's own build has drawn of its own data: they are what the program draws, and shown as long as they
// are of these data and of this version.
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { communes } from "../../tools/communes.mjs";
import { thuocso } from "../../tools/thuocso.mjs";
import { elements, isWhatTheProgramDraws } from "./elements.mjs";
import { DESKTOP, PHONE, assert, journey } from "./harness.mjs";

const ASSESSMENT = await readFile(fileURLToPath(new URL("../../examples/bac-giang-2024-q1/assessment.json", import.meta.url)), "utf8");
const RESULTS = communes({ units: 12, leaves: 12, years: 2 });

thuocso("--version"); // where it is not built yet, that takes longer than a journey may

/** Serves data beside the application, with the views that the command has drawn of them. */
async function serve({ context, url }, data) {
  const folder = await mkdtemp(join(tmpdir(), "thuocso-"));
  try {
    const file = join(folder, "data.json");
    await writeFile(file, data);
    thuocso("prerender", file, "--out", join(folder, "drawn"), "--data", new URL("so-lieu/data.json", url).href);
    const served = new Map([["data.json", data]]);
    for (const name of await readdir(join(folder, "drawn"))) served.set(`drawn/${name}`, await readFile(join(folder, "drawn", name), "utf8"));
    await context.route("**/so-lieu/**", (route) => {
      const body = served.get(route.request().url().split("/so-lieu/")[1]);
      return route.fulfill(body === undefined ? { status: 404 } : { body, contentType: "application/json" });
    });
    return served;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function drawn(name, run, options) {
  journey(name, run, { fetches: true, ...options });
}

const OWN = { data: "so-lieu/data.json", drawn: "so-lieu/drawn" };

for (const [attributes, data, options] of [
  [{ view: "score" }, ASSESSMENT],
  [{ view: "results", lang: "en" }, ASSESSMENT],
  [{ view: "results" }, ASSESSMENT, { viewport: PHONE }],
  [{ view: "ranking" }, RESULTS],
  [{ view: "ranking", period: "2024", unit: "10007", lang: "en" }, RESULTS],
  [{ view: "profile", unit: "10007" }, RESULTS, { viewport: PHONE }],
  [{ view: "profile", unit: "10012", lang: "en" }, RESULTS],
]) {
  const name = `${Object.values(attributes).join(", ")}, ${options ? "phone" : "desktop"}`;
  drawn(
    `${name}: what a portal has drawn of its own data is what the program draws`,
    async (it) => {
      await serve(it, data);
      await elements(it.page, it.url, { ...OWN, ...attributes });
      await isWhatTheProgramDraws(it.page, it.requests);
    },
    options,
  );
}

drawn("a link in a drawn ranking leads on in the same data", async (it) => {
  const { page, url } = it;
  await serve(it, RESULTS);
  await elements(page, url, { ...OWN, view: "ranking" });
  await page.locator("thuoc-so .ranking-table a").first().click();
  await page.locator("thuoc-so .ranking-profile .ranking-mains").waitFor();
  assert.match(await page.locator("thuoc-so [data-own]").innerText(), /^Số liệu riêng: /);
  assert.equal(page.url(), new URL("embed.json", url).href);
});

for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
  drawn(
    `the page “Nhúng vào cổng” asks for the folder where there can be one, on a ${device} window`,
    async (it) => {
      const { page, open, accessible, screenshot } = it;
      await serve(it, ASSESSMENT);
      await open("./#/embed");
      await page.getByLabel("Nội dung", { exact: true }).selectOption("score");
      const folder = page.getByLabel("Nội dung vẽ sẵn");
      assert.equal(await folder.count(), 0, "what ships is drawn already");
      await page.getByLabel("Số liệu", { exact: true }).fill("so-lieu/data.json");
      await folder.fill("so-lieu/drawn");
      const code = await page.locator("#embed-code").inputValue();
      assert.match(code, /<thuoc-so view="score" data="so-lieu\/data\.json" drawn="so-lieu\/drawn"><\/thuoc-so>/);
      await page.waitForFunction(() => document.querySelector(".embed-preview").src.includes("drawn="));
      await page.frameLocator(".embed-preview").locator("[data-total]").waitFor();
      await page.waitForLoadState("networkidle");
      await accessible();
      await screenshot(`embed-page-drawn-${device}`);
    },
    { viewport },
  );
}

/** What makes another file of a drawn one, or of the data, and what the webmaster reads about it. */
const REFUSED = {
  "data that have changed": { name: "data.json", change: (text) => text.replace('"209"', '"100"'), told: /data\.json has changed since .*score\.\.vi\.json was drawn/, total: /^65,82 / },
  "another version": { change: (text) => text.replace(/"version":"[^"]*"/, '"version":"0.0.9"'), told: /was drawn by version 0\.0\.9 of thuocso, and this is / },
  "data at another address": { change: (text) => text.replace('"address":null', '"address":"https://a.vn/x.json"'), told: /names https:\/\/a\.vn\/x\.json/ },
  "a file that is not there": { change: () => undefined, told: /score\.\.vi\.json: 404/, expected: "404" },
  "no JSON": { change: () => "<!DOCTYPE html>", told: /not valid JSON/ },
  "a selector that is none": { change: (text) => text.replace('"drawn":"[data-total]"', '"drawn":"[[["'), told: /not a valid selector/ },
  "a script": { change: put(["script", {}, "globalThis.hurt = 1"]), told: /no view has <script>/ },
  "an image that runs a script": { change: put(["img", { src: "x", onerror: "globalThis.hurt = 1" }]), told: /no view has src="x"/ },
  "an element that runs a script": { change: put(["p", { onfocus: "globalThis.hurt = 1", tabindex: "0" }]), told: /no view has onfocus=/ },
  "a link that runs a script": { change: put(["a", { href: "javascript:globalThis.hurt=1" }, "x"]), told: /no view has href="javascript:/ },
  "a form that sends what is typed": { change: put(["form", { action: "https://a.vn/" }]), told: /no view has action=/ },
  "a page within": { change: put(["iframe", { srcdoc: "<script>parent.hurt = 1</script>" }]), told: /no view has srcdoc=/ },
  "a style": { change: put(["p", { style: "position: fixed; inset: 0" }]), told: /no view has style=/ },
};

/** Puts a node first in the view. */
function put(node) {
  return (text) => {
    const file = JSON.parse(text);
    file.tree[2].splice(2, 0, node);
    return JSON.stringify(file);
  };
}

for (const [what, { name = "drawn/score..vi.json", change, told, expected, total = /^71,62 / }] of Object.entries(REFUSED)) {
  drawn(`${what}: the program draws, and the webmaster reads why`, async (it) => {
    const { page, url, expectError } = it;
    if (expected) expectError(expected);
    const served = await serve(it, ASSESSMENT);
    const [before, after] = [served.get(name), change(served.get(name))];
    assert.notEqual(after, before);
    served.set(name, after);
    const warnings = [];
    page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
    await elements(page, url, { ...OWN, view: "score" });
    await page.locator("thuoc-so [data-total]").waitFor();
    assert.match(warnings.find((it) => it.includes("not_drawn")) ?? warnings.join(), told);
    assert.equal(await page.evaluate(() => globalThis.hurt), undefined);
    assert.match(await page.locator("thuoc-so [data-total]").innerText(), total);
  });
}

drawn("the address of a frame, which anybody can write, names no views of another site", async ({ page, url, requests }) => {
  const query = new URLSearchParams({ view: "score", data: "examples/bac-giang-2024-q1/assessment.json", drawn: "https://a.example/drawn" });
  await page.goto(new URL(`embed.html?${query}`, url).href);
  await page.locator("thuoc-so [data-total]").waitFor();
  assert.ok(requests.every((address) => new URL(address).hostname !== "a.example"));
});

drawn("data in which something is wrong are not drawn, and the command says what", async () => {
  const folder = await mkdtemp(join(tmpdir(), "thuocso-"));
  try {
    const wrong = { "figure.json": [ASSESSMENT.replace('"209"', '"1e999999999"'), /“1e999999999” không phải là số/], "results.json": [RESULTS.replace('"period":2025', '"period":"x"'), /period/] };
    for (const [name, [text, said]] of Object.entries(wrong)) {
      await writeFile(join(folder, name), text);
      const told = { status: 0, stdout: "" };
      try {
        thuocso("prerender", join(folder, name), "--out", join(folder, "drawn"), "--data", "https://a.vn/data.json");
      } catch (error) {
        Object.assign(told, error);
      }
      assert.equal(told.status, 1, told.stdout);
      assert.match(told.stdout, said);
    }
    assert.deepEqual((await readdir(folder)).sort(), Object.keys(wrong).sort(), "nothing is written");
  } finally {
    await rm(folder, { recursive: true });
  }
});
