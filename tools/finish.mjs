// Runs after Trunk has built into its staging folder (see Trunk.toml). Turns what cargo and Trunk made into
// files that a strict content security policy accepts and that a browser caches for ever:
//
//   index.html               no inline script or style; every script and style sheet with its SRI hash
//   app-<hash>.js            www/start.js, the generated module and its snippets in one file
//   app-<hash>.css           all style sheets of the page
//   app-<hash>.wasm          preloaded, so that it is compiled while it arrives
//   <chunk>-<hash>.wasm      code that is fetched when it is needed (src/app/chunk.rs)
//   *.br, *.gz               for servers that send precompressed files (release builds)
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { writeServiceWorker } from "./offline.mjs";
import { writeSingleFile } from "./single-file.mjs";
import { wasmFeatures } from "./wasm-opt.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
if (!staging || !source) throw new Error("run by trunk, see Trunk.toml");
const release = process.env.TRUNK_PROFILE === "release";
const work = join(targetFolder(), "finish");

// As wasm-bindgen does for the first file: a server that does not know the type of WebAssembly is slower, not broken.
const INSTANTIATE = `
async function instantiate(response, imports) {
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

const htmlFile = join(staging, "index.html");
let html = await readFile(htmlFile, "utf8");

await dropTrunksModule();
const code = await splitCode();
const script = await bundleScripts(code);
const style = await bundleStyles();
html = html
  .replace(/<!--(?!\[if)[^]*?-->\s*/g, "")
  .replace(/\s*<link [^>]*\brel="rust"[^>]*>/g, "")
  .replace(
    /<script type="module" src="\.\/start\.js"><\/script>/,
    () =>
      `<link rel="preload" href="./${code.main}" as="fetch" type="application/wasm" crossorigin="anonymous">\n    ` +
      `<script type="module" src="./${script.name}" integrity="${script.integrity}" crossorigin="anonymous"></script>`,
  );
checkPolicy();
await writeFile(htmlFile, html);
await writeSingleFile({ source, folder: staging, minify: release });
await writeServiceWorker({ source, folder: staging, minify: release });
if (release) await compressAll();

function targetFolder() {
  const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--offline", "--locked", "--format-version=1"], { maxBuffer: 1 << 26 });
  return JSON.parse(metadata).target_directory;
}

/** Trunk's own module is in one piece: the code is split before wasm-bindgen sees it. */
async function dropTrunksModule() {
  for (const name of await readdir(staging)) {
    if (/^app-[0-9a-f]+(_bg\.wasm|\.js)$/.test(name)) await rm(join(staging, name));
  }
  await rm(join(staging, "snippets"), { recursive: true, force: true });
}

/**
 * Splits the program into the part that is always there and its chunks, and writes all of them under names by content.
 * `chunks` has the files of each name in `chunk!(name: …)`.
 */
async function splitCode() {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const program = join(targetFolder(), "wasm32-unknown-unknown", release ? "release" : "debug", "app.wasm");
  run("wasm-split-cli", [program, work, "--out-name", "app"]);
  run("wasm-bindgen", ["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-dir", work, "--out-name", "app", join(work, "app.wasm")]);
  const main = await writeWasm("app", join(work, "app_bg.wasm"));
  const linkFile = join(work, "__wasm_split.js");
  let link = await readFile(linkFile, "utf8");
  const names = new Map();
  for (const [, file] of link.matchAll(/new URL\("\.\/([\w-]+\.wasm)"/g)) {
    names.set(file, await writeWasm(file.replace(/^split_|\.wasm$/g, "").replace("_", "-"), join(work, file)));
  }
  for (const [file, name] of names) link = link.replaceAll(`"./${file}"`, `"./${name}"`);
  link = link.replaceAll("WebAssembly.instantiateStreaming(src, imports)", "instantiate(await src, imports)") + INSTANTIATE;
  await writeFile(linkFile, link);
  const chunks = {};
  for (const [, name, files] of link.matchAll(/__wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\([^]*?new URL\("\.\/([\w-]+\.wasm)"/g)) chunks[name] = [files];
  for (const [, name, dependencies] of link.matchAll(/__wasm_split_load_(\w+) = wrapAsyncCb[^]*?\n, \[([\w, ]*)\]\)\);/g)) {
    for (const [number] of dependencies.matchAll(/\d+/g)) chunks[name].push(names.get(`chunk_${number}.wasm`));
  }
  return { main, chunks };
}

async function writeWasm(stem, file) {
  if (release) run("wasm-opt", ["-Oz", "--quiet", ...wasmFeatures, file, "-o", file]);
  const bytes = await readFile(file);
  const name = `${stem}-${shortHash(bytes)}.wasm`;
  await writeFile(join(staging, name), bytes);
  return name;
}

function run(command, args) {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
}

async function bundleScripts({ main, chunks }) {
  const code = await bundle({
    entryPoints: [resolve(source, "start.js")],
    alias: { app: join(work, "app.js") },
    define: { WASM_FILE: JSON.stringify(main), CHUNK_FILES: JSON.stringify(chunks) },
    format: "esm",
    target: "es2022",
  });
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
    logOverride: { "duplicate-object-key": "silent" }, // wasm-bindgen writes one for each function of a module
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
    // The one file is carried on a stick, not sent.
    if (!entry.isFile() || !compressible.has(extname(entry.name)) || entry.name === "thuocso.html") continue;
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
