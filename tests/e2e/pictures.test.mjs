// What the page draws and the PNG that it saves are the picture of the SVG file. The file itself is compared with its
// reference letter by letter by native tests (tests/references/picture.rs). Here: shapes and texts one by one, then points
// without texts, because fonts differ between machines.
import { assert, journey, save } from "./harness.mjs";

/** Each kind of chart, with a page that shows it. Of the table in colors there is a file only. */
const PAGES = {
  "#/ranking/overview?year=2023&set=provinces-63": ["map", "dots"],
  "#/ranking/overview?year=2024&set=provinces-34": ["map"],
  "#/ranking/provinces-63/24": ["profile-bars", "profile-radar", "profile-trend"],
  "#/budget": ["budget-sums"],
  "#/ranking/heat?year=2024&set=provinces-34": ["heat"],
};

/** The width that files have. */
const WIDTH = 840;

/** So many of a thousand points may differ: the edges of shapes. */
const MOST_DIFFERENT = 2;

for (const [address, charts] of Object.entries(PAGES)) {
  journey(
    `page, PNG and SVG are one picture, on ${address}`,
    async ({ page, open }) => {
      await open(`./${address}`);
      for (const id of charts) {
        await page.locator(`#${id}`).waitFor();
        const [, svg] = await save(page, `#${id}`, "Tải hình (SVG)");
        const [, png] = await save(page, `#${id}`, "Tải hình (PNG)");
        const file = { svg: svg.toString(), png: png.toString("base64") };
        assert.ok((await page.evaluate(distance, file)) <= MOST_DIFFERENT, `${id}: PNG and SVG`);
        if (id === "heat") continue;
        await page.evaluate(enlarge, { id, width: WIDTH });
        await page.locator(`#${id} .chart-canvas > svg[viewBox^="0 0 ${WIDTH} "]`).waitFor();
        const shapes = await page.evaluate(compared, { id, svg: file.svg });
        assert.ok(shapes.file.length > 10, `${id}: ${shapes.file.length} shapes`);
        assert.deepEqual(shapes.live, shapes.file, id);
        const shot = await page.screenshot({ clip: { x: 0, y: 0, width: WIDTH, height: Math.floor(shapes.height) } });
        const away = await page.evaluate(distance, { svg: file.svg, png: shot.toString("base64"), alone: true });
        assert.ok(away <= MOST_DIFFERENT, `${id}: ${away} of 1,000 points differ`);
        await page.evaluate((id) => document.querySelector(`#${id} .chart-canvas > svg`).removeAttribute("style"), id);
      }
    },
    // The policy of the site refuses what this journey does to read the file.
    { viewport: { width: 1280, height: 1600 }, reducedMotion: "reduce", bypassCSP: true },
  );
}

/** Gives the place of a chart the width of files; the page places the chart again. */
function enlarge({ id, width }) {
  document.querySelector(`#${id} .chart-canvas`).style.width = `${width}px`;
}

/** The shapes and texts of a chart, in the page and in the file; then brings it to the corner of the window, without texts. */
function compared({ id, svg }) {
  const GEOMETRY = ["x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r", "points", "font-size"];
  const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "font-weight"];
  const said = (element) => (element.tagName === "text" ? element.textContent.replace(/\s+/g, " ").trim() : "");
  const shapes = (root) =>
    [...root.querySelectorAll("rect, line, circle, polygon, polyline, text")]
      .filter((it) => !it.closest("a"))
      .map((it) => {
        const style = getComputedStyle(it);
        const places = GEOMETRY.map((name) => it.getAttribute(name)).filter(Boolean);
        // A stroke that is not drawn has no width or pattern.
        const paint = PAINT.filter((name) => style.stroke !== "none" || !name.startsWith("stroke")).map((name) => style.getPropertyValue(name));
        return [it.tagName, ...places, ...paint, it.tagName === "text" ? said(it) : ""].join(" | ");
      });
  const drawn = document.querySelector(`#${id} .chart-canvas > svg`);
  const file = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  document.body.append(file);
  const both = { live: shapes(drawn), file: shapes(file.querySelector("g")) };
  file.remove();
  for (const text of drawn.querySelectorAll("text")) text.style.visibility = "hidden";
  const height = drawn.viewBox.baseVal.height;
  Object.assign(drawn.style, { position: "fixed", inset: "0 auto auto 0", width: `${drawn.viewBox.baseVal.width}px`, height: `${height}px`, zIndex: "9999", background: "#fff" });
  return { ...both, height };
}

/**
 * How many of a thousand points of a PNG differ from the SVG drawn as large. Of the chart alone, from its own corner on
 * and without texts; or of the whole file, texts too, because both are of this machine.
 */
async function distance({ svg, png, alone }) {
  const picture = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  };
  const file = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (alone) {
    const [, x, y] = /translate\(([\d.]+) ([\d.]+)\)/.exec(file.querySelector("g").getAttribute("transform"));
    const [, , width, height] = file.getAttribute("viewBox").split(" ");
    file.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    file.querySelectorAll("text").forEach((text) => text.remove());
  }
  const text = encodeURIComponent(new XMLSerializer().serializeToString(file));
  const [saved, drawn] = await Promise.all([picture(`data:image/png;base64,${png}`), picture(`data:image/svg+xml,${text}`)]);
  const points = (image, scale) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: saved.width, height: saved.height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, image.width * scale, image.height * scale);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [one, other] = [points(saved, 1), points(drawn, alone ? 1 : saved.width / drawn.width)];
  let different = 0;
  for (let at = 0; at < one.length; at += 4) {
    different += [0, 1, 2].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > 64);
  }
  return (1000 * different) / (one.length / 4);
}
