// Elements in a page of ours, and whether what they show at first is what the program draws.
import { assert } from "./harness.mjs";

/** A page of ours that draws nothing. */
export async function blank(page, url) {
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(new URL("embed.json", url).href);
}

/** Puts elements with these attributes into a page. */
export async function elements(page, url, ...attributes) {
  await blank(page, url);
  await page.evaluate(async (all) => {
    for (const attributes of all) {
      const element = document.createElement("thuoc-so");
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
    }
    globalThis.heard = [];
    for (const type of ["ready", "change", "error"]) addEventListener(`thuoc-so-${type}`, ({ detail }) => heard.push({ type, detail }));
    await import(new URL("thuoc-so.js", location.href));
  }, attributes);
}

/** Names, attributes, texts and states of everything below an element, so that two ways of drawing can be compared. */
export function shapeOf(root) {
  const states = ["value", "checked", "selected", "disabled"];
  const shape = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    // Charts are placed for the width that they turn out to have; what is due next depends on the day.
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".chart-canvas, .deadlines")) return "";
    const attributes = [...node.attributes].filter(({ name, value }) => !states.includes(name) && !(name === "style" && value === "")).map(({ name, value }) => `${name}="${value}"`);
    const own = states.filter((name) => typeof node[name] !== "undefined" && node.localName !== "li").map((name) => `${name}: ${node[name]}`);
    return `<${node.namespaceURI.split("/").pop()} ${[node.localName, ...attributes.sort(), ...own].join(" ")}>${[...node.childNodes].map(shape).join("")}</${node.localName}>\n`;
  };
  return shape(root);
}

/** The first view of the only element needs no program, and is the same when it has come. */
export async function isWhatTheProgramDraws(page, requests) {
  const main = page.locator("thuoc-so .shell-main");
  await page.waitForFunction(() => globalThis.heard.some(({ type }) => type === "ready"));
  assert.equal(requests.filter((it) => it.endsWith(".wasm")).length, 0, "the program is not asked for");
  const built = await main.evaluate(shapeOf);
  await page.locator("thuoc-so").evaluate((element) => (globalThis.before = element.shadowRoot.querySelector(".thuoc-so")));
  // A key that does nothing there wakes the program.
  await main.locator("input, button, a[href^='#/']").first().press("Shift");
  await page.waitForFunction(() => !globalThis.before.isConnected);
  assert.equal(await main.evaluate(shapeOf), built);
  assert.deepEqual(await page.evaluate(() => heard.filter(({ type }) => type === "error")), []);
  assert.equal(await page.evaluate(() => heard.filter(({ type }) => type === "ready").length), 1);
}
