// Runs after Trunk has built into its staging folder (see Trunk.toml). Turns Trunk's output into
// files that a strict content security policy accepts and that a browser caches for ever:
//
//   index.html               no inline script or style; every script and style sheet with its SRI hash
//   app-<hash>.js            www/start.js, the generated module and its snippets in one file
//   app-<hash>.css           all style sheets of the page
//   app-<hash>.wasm          preloaded, so that it is compiled while it arrives
//   *.br, *.gz               for servers that send precompressed files (release builds)
import { createHash } from "node:crypto";
import { readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
if (!staging || !source) throw new Error("run by trunk, see Trunk.toml");
const release = process.env.TRUNK_PROFILE === "release";

const htmlFile = join(staging, "index.html");
let html = await readFile(htmlFile, "utf8");

const wasm = await hashWasm();
const script = await bundleScripts(wasm);
const style = await bundleStyles();
html = html
  .replace(/<!--(?!\[if)[^]*?-->\s*/g, "")
  .replace(/\s*<link [^>]*\brel="rust"[^>]*>/g, "")
  .replace(
    /<script type="module" src="\.\/start\.js"><\/script>/,
    () =>
      `<link rel="preload" href="./${wasm}" as="fetch" type="application/wasm" crossorigin="anonymous">\n    ` +
      `<script type="module" src="./${script.name}" integrity="${script.integrity}" crossorigin="anonymous"></script>`,
  );
checkPolicy();
await writeFile(htmlFile, html);
if (release) await compressAll();

/** The name of the optimized module, by its own content. */
async function hashWasm() {
  const [generated] = await filesMatching(/^app-[0-9a-f]+_bg\.wasm$/);
  const name = `app-${shortHash(await readFile(join(staging, generated)))}.wasm`;
  await rename(join(staging, generated), join(staging, name));
  return name;
}

async function bundleScripts(wasmName) {
  const [generated] = await filesMatching(/^app-[0-9a-f]+\.js$/);
  const code = await bundle({
    entryPoints: [resolve(source, "start.js")],
    alias: { app: join(staging, generated) },
    define: { WASM_FILE: JSON.stringify(wasmName) },
    format: "esm",
    target: "es2022",
  });
  await rm(join(staging, generated));
  await rm(join(staging, "snippets"), { recursive: true, force: true });
  return write("js", code);
}

/** Merges the style sheets in the order of their links, and replaces the links by one. */
async function bundleStyles() {
  const links = [...html.matchAll(/<link [^>]*\brel="stylesheet"[^>]*>\s*/g)];
  const names = links.map(([link]) => /\bhref="(?:\.\/)?([^"]+)"/.exec(link)[1]);
  const code = await bundle({
    stdin: { contents: names.map((name) => `@import "./${name}";`).join("\n"), resolveDir: staging, loader: "css" },
    target: ["chrome96", "firefox102", "safari15.4"],
  });
  for (const name of names) await rm(join(staging, name));
  const style = await write("css", code);
  links.forEach(([link], i) => {
    html = html.replace(
      link,
      i > 0 ? "" : `<link rel="stylesheet" href="./${style.name}" integrity="${style.integrity}" crossorigin="anonymous">\n    `,
    );
  });
  return style;
}

async function bundle(options) {
  const result = await build({
    bundle: true,
    write: false,
    minify: release,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  return result.outputFiles[0].contents;
}

async function write(extension, bytes) {
  const name = `app-${shortHash(bytes)}.${extension}`;
  await writeFile(join(staging, name), bytes);
  return { name, integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}` };
}

function shortHash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

async function filesMatching(pattern) {
  const found = (await readdir(staging)).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`expected one file like ${pattern} from trunk, found ${found.length}`);
  return found;
}

function checkPolicy() {
  const faults = [
    [/<script(?![^>]*\bsrc=)/, "an inline script"],
    [/<script(?![^>]*\bintegrity=)/, "a script without integrity"],
    [/<style/, "an inline style sheet"],
    [/\sstyle="/, "a style attribute"],
    [/\son[a-z]+="/, "an event attribute"],
    [/\bdata-trunk/, "a link that trunk did not handle"],
    [/\b(?:src|href)="(?:https?:)?\/\//, "an address outside the folder"],
  ];
  for (const [pattern, what] of faults) {
    if (pattern.test(html)) throw new Error(`the finished index.html has ${what}`);
  }
  if (!html.includes(script.name)) throw new Error('www/index.html has no <script type="module" src="./start.js"></script>');
}

/** A compressed copy beside each text or code file that gets smaller. */
async function compressAll() {
  const compressible = new Set([".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(file);
    const brotli = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    const gzip = gzipSync(bytes, { level: 9 });
    if (brotli.length < bytes.length) await writeFile(`${file}.br`, brotli);
    if (gzip.length < bytes.length) await writeFile(`${file}.gz`, gzip);
  }
}
