// Writes thuocso.html: the whole application in one file, for machines without a network. It opens by double click
// (file://), where a page can fetch nothing: each file of the folder is a text in the page, and www/single-file.js
// answers for them. The policy in it forbids every connection and every script but its own.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { build } from "esbuild";
import { offlineFiles } from "./offline.mjs";

// What has a place of its own in the page, and what only a browser with a network uses.
const ELSEWHERE = /^(\.\/|\.\/(app|boot)-[0-9a-f]+\.(js|css)|.*\.(svg|png|webmanifest|html)|\.\/(thuoc-so|frame-)[\w-]*\.js)$/;

export async function writeSingleFile({ source, folder, minify }) {
  let html = await readFile(join(folder, "index.html"), "utf8");
  const read = (name) => readFile(join(folder, name), "utf8");

  const style = await read(one(html, /<link rel="stylesheet" href="\.\/([^"]+)"/));
  const { outputFiles } = await build({ entryPoints: [resolve(source, "single-file.js")], format: "iife", legalComments: "none", minify, write: false });
  const answers = outputFiles[0].text;
  const program = await read(one(html, /<script type="module" src="\.\/([^"]+)"/));
  const icon = await readFile(join(folder, one(html, /<link rel="icon"[^>]* href="\.?\/?([^"]+)"/)), "base64");

  const texts = [];
  for (const file of await offlineFiles(folder)) if (!ELSEWHERE.test(file)) texts.push(await embedded(folder, file.slice(2)));
  const policy = [
    "default-src 'none'",
    `script-src ${[answers, program].map((code) => `'${hashOf(inScript(code))}'`).join(" ")} 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    "img-src data: blob:",
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

  html = html
    .replace(/\s*<link [^>]*\brel="(?:stylesheet|preload|manifest|apple-touch-icon|modulepreload|canonical|icon)"[^>]*>/g, "")
    .replace(/\s*<script [^>]*\bsrc=[^>]*><\/script>/g, "")
    .replace(/(<meta charset="utf-8">)/, (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("</head>", () => `  <link rel="icon" href="data:image/svg+xml;base64,${icon}">\n    <style>${style}</style>\n  </head>`)
    .replace("</body>", () => [...texts, `<script>${inScript(answers)}</script>`, `<script type="module">${inScript(program)}</script>`, "</body>"].join("\n"));
  await writeFile(join(folder, "thuocso.html"), html);
}

function one(html, pattern) {
  const found = pattern.exec(html);
  if (!found) throw new Error(`index.html has nothing like ${pattern}`);
  return found[1];
}

/** Texts stay texts unless a reader of HTML would change them or end at them. */
async function embedded(folder, name) {
  const bytes = await readFile(join(folder, name));
  const asText = [".csv", ".json", ".txt"].includes(extname(name)) && !/[<\r\0\uFEFF]/.test(bytes.toString("utf8"));
  const [coding, text] = asText ? ["", bytes.toString("utf8")] : [' data-as="base64"', bytes.toString("base64")];
  return `<script type="text/plain" data-file="${name}"${coding}>${text}</script>`;
}

/** What ends a script must not be in it. */
const inScript = (code) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
