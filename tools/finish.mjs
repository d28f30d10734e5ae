// Runs after Trunk has built into its staging folder (see Trunk.toml). Turns what cargo and Trunk made into
// files that a strict content security policy accepts and that a browser caches for ever:
//
//   index.html               no inline script or style; every script and style sheet with its SRI hash;
//                            the first page as the application draws it (release builds)
//   boot-<hash>.js           what must be known before anything is drawn
//   app-<hash>.js            www/start.js, the generated module and its snippets in one file
//   app-<hash>.css           all style sheets of the page
//   app-<hash>.wasm          preloaded, so that it is compiled while it arrives
//   <chunk>-<hash>.wasm      code that is fetched when it is needed (src/app/chunk.rs)
//   shared-<hash>.wasm       code that several of those need
//   thuoc-so.js              the element <thuoc-so> for other pages: scripts and styles in one file of a name that stays
//   embed.html               the element as a page, for frames
//   prerendered/view-<hash>.json  views as the application draws them, shown before the program is there (release builds)
//   frame-<hash>.js          what that page tells the page around, and hears from it
//   thuoc-so-host.js         for the page around: gives frames the height of what is in them
//   pages/                   published results and frameworks as pages that need no script (release builds)
//   sitemap.xml              the start page and those pages, where the address of the folder is known
//   npm/                     the engine as a package for programs in JavaScript (release builds)
//   embed.json               version and integrity hashes, from which the page “Nhúng vào cổng” prints code
//   *.br, *.gz               for servers that send precompressed files (release builds)
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { writePackage } from "./api.mjs";
import { writeServiceWorker } from "./offline.mjs";
import { writeSingleFile } from "./single-file.mjs";
import { thuocso } from "./thuocso.mjs";
import { wasmFeatures } from "./wasm-opt.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
if (!staging || !source) throw new Error("run by trunk, see Trunk.toml");
const release = process.env.TRUNK_PROFILE === "release";
const work = join(targetFolder(), "finish");

// As wasm-bindgen does for the first file: a server that does not know the type of WebAssembly is slower, not broken.
// And twice: after a preload that has failed, browsers say that the first fetch of the same file has failed, too.
const INSTANTIATE = `
function fetched(address) {
  return fetch(address).catch(() => fetch(address));
}
async function instantiate(response, imports) {
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

/** Where merged parts of the code take from what they share with the part that is always there. */
const MERGED_IMPORTS = "shared";

const htmlFile = join(staging, "index.html");
let html = await readFile(htmlFile, "utf8");

await dropTrunksModule();
const code = await splitCode();
const script = await bundleScripts(code);
const views = await prerender();
const boot = await write("boot", "js", await bundle({ entryPoints: [resolve(source, "boot.js")], define: { PRERENDERED: views }, format: "iife", target: "es2022" }));
const style = await bundleStyles();
html = html
  .replace(/<!--(?!\[if)[^]*?-->\s*/g, "")
  .replace(/\s*<link [^>]*\brel="rust"[^>]*>/g, "")
  .replace(
    /<script src="\.\/boot\.js"><\/script>/,
    () => `<script src="./${boot.name}" integrity="${boot.integrity}" crossorigin="anonymous"></script>`,
  )
  .replace(
    /<script type="module" src="\.\/start\.js"><\/script>/,
    () =>
      `<link rel="preload" href="./${code.main}" as="fetch" type="application/wasm" crossorigin="anonymous">\n    ` +
      `<script type="module" src="./${script.name}" integrity="${script.integrity}" crossorigin="anonymous"></script>`,
  );
checkPolicy("index.html", html);
for (const [file, { name }] of Object.entries({ "boot.js": boot, "start.js": script })) {
  if (!html.includes(name)) throw new Error(`www/index.html has no <script … src="./${file}"></script>`);
}
await writeFile(htmlFile, html);
await makeElement(code);
await writeSingleFile({ source, folder: staging, minify: release });
await writePages();
if (release) await writePackage(join(staging, "npm"), release);
await writeServiceWorker({ source, folder: staging, minify: release });
if (release) await compressAll();

/**
 * Writes the pages that need no script, and into index.html the first page as the application draws it, with the ways to
 * them. Builds for development do without, unless PAGES=1; THUOCSO names a command (with the feature `prerender`) that is
 * built already. PAGES_BASE is the full address of pages/, where it is known: for canonical addresses and sitemaps, of
 * pages/ and of the application one folder above.
 */
async function writePages() {
  if (!release && !process.env.PAGES) return;
  const base = process.env.PAGES_BASE;
  const options = ["--out", join(staging, "pages"), "--app", "../index.html", "--with-frameworks", ...(base ? ["--base", base] : [])];
  thuocso("publish", "data/published-results", ...options);
  const overview = await readFile(join(staging, "pages", "index.html"), "utf8");
  const [rankings] = /<ul class="cards">[^]*?<\/ul>/.exec(overview);
  const there = rankings.replaceAll('href="', 'href="pages/').replaceAll("<h3>", "<strong>").replaceAll("</h3>", "</strong>");
  const links =
    `<noscript><h2>Kết quả đã công bố</h2>\n        ${there}\n        ` +
    `<p><a href="pages/index.html">Mọi kết quả, từng tỉnh, thành phố và dữ liệu để tải</a>. <a href="pages/bo-chi-so/index.html">Các bộ chỉ số</a>.</p></noscript>`;
  const first = thuocso("first-page");
  const [, notes] = /<main class="boot">[^]*?(<div class="boot-notes">[^]*?<\/div>)\s*<\/main>/.exec(html) ?? [];
  const facts = '<div class="home-facts">';
  if (!notes || !first.includes(facts) || !first.includes("</main>")) throw new Error("www/index.html or the first page is not made as it was");
  const page = first.replace(facts, () => links + facts).replace("</main>", () => `${notes}</main>`);
  html = html
    .replace(/<main class="boot">[^]*?<\/main>/, () => page)
    .replace('<p>Chi tiết cho người hỗ trợ', (details) => `<p><a href="pages/index.html">Kết quả đã công bố vẫn xem được ở đây</a>.</p>\n      ${details}`);
  checkPolicy("index.html", html);
  // After the check: a canonical address is in full, and nothing is loaded from it.
  if (base) await makeKnown(new URL("..", base.replace(/\/?$/, "/")).href.replaceAll("&", "&amp;"));
  await writeFile(htmlFile, html);
}

/**
 * Tells search engines the address of the application: in index.html as the pages do, and in a sitemap of the whole folder,
 * since a sitemap speaks only for what is beside and below it.
 */
async function makeKnown(address) {
  const [, title] = /<title>([^<]*)<\/title>/.exec(html);
  const [, description] = /<meta name="description" content="([^"]*)">/.exec(html);
  const head = [
    `<meta property="og:title" content="${title.replaceAll('"', "&quot;")}">`,
    `<meta property="og:description" content="${description}">`,
    '<meta property="og:type" content="website">',
    `<link rel="canonical" href="${address}">`,
  ];
  html = html.replace("</head>", () => `${head.map((line) => `  ${line}\n  `).join("")}</head>`);
  const pages = await readFile(join(staging, "pages", "sitemap.xml"), "utf8");
  await writeFile(join(staging, "sitemap.xml"), pages.replace(/<urlset[^>]*>\n/, (start) => `${start}  <url><loc>${address}</loc></url>\n`));
}

/**
 * Writes views as the application draws them, under names by content, and gives the names and integrity hashes by what
 * is asked for: the text of an object.
 */
async function prerender() {
  if (!release && !process.env.PAGES) return "{}";
  const folder = join(staging, "prerendered");
  thuocso("prerender", "data/published-results", "indicators/index.json", "--out", folder);
  const keep = async (name, bytes) => {
    if (/"(?:style|on\w+)":/.test(bytes.toString())) throw new Error(`${name} has a style or a script`);
    const file = `prerendered/view-${shortHash(bytes)}.json`;
    await writeFile(join(staging, file), bytes);
    return [file, sri(bytes, "sha256")];
  };
  // The beginning of a self-assessment names the forms that it leads to: nobody else needs their hashes.
  const [views, forms] = [{}, {}];
  const names = (await readdir(folder)).sort();
  const isForm = (name) => name.startsWith("form.");
  for (const name of [...names.filter(isForm), ...names.filter((it) => !isForm(it))]) {
    const [view, of, language] = name.split(".");
    let bytes = await readFile(join(folder, name));
    await rm(join(folder, name));
    if (view === "assess") bytes = Buffer.from(JSON.stringify({ ...JSON.parse(bytes), forms: forms[language] }));
    const kept = await keep(name, bytes);
    if (isForm(name)) (forms[language] ??= {})[of] = kept;
    else views[name.replace(/\.json$/, "")] = kept;
  }
  return JSON.stringify(views);
}

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
  // Integrity hashes by the names that the files get.
  const files = new Map();
  const program = join(targetFolder(), "wasm32-unknown-unknown", release ? "release" : "debug", "app.wasm");
  run("wasm-split-cli", [program, work, "--out-name", "app"]);
  run("wasm-bindgen", ["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-dir", work, "--out-name", "app", join(work, "app.wasm")]);
  const main = await writeWasm("app", join(work, "app_bg.wasm"), files);
  const linkFile = join(work, "__wasm_split.js");
  const link = await readFile(linkFile, "utf8");
  // Which chunks need a part of the code: one, or those that share it.
  const parts = [...link.matchAll(/\/\* ([\w, ]+) \*\/\nconst __chunk_(\d+) = makeLoad/g)].map(([, users, number]) => ({ file: `chunk_${number}.wasm`, users: users.split(", ") }));
  const entries = [...link.matchAll(/export const __wasm_split_load_(\w+) = wrapAsyncCb/g)].map(([, name]) => name);
  for (const name of entries) if (link.includes(`"./split_${name}.wasm"`)) parts.push({ file: `split_${name}.wasm`, users: [name] });
  if ([...link.matchAll(/new URL\("/g)].length !== parts.length) throw new Error("wasm-split-cli writes another __wasm_split.js than expected");
  const groups = groupParts(parts.map((part) => ({ ...part, size: roughSize(readFileSync(join(work, part.file))) })));
  const chunks = Object.fromEntries(entries.map((name) => [name, []]));
  let loaders = "";
  for (const [i, group] of groups.entries()) {
    const entry = group.files.map((file) => /^split_(\w+)\.wasm$/.exec(file)?.[1]).find(Boolean);
    const name = await writeWasm(entry ?? "shared", mergeParts(group.files, `group_${i}.wasm`), files);
    loaders += `const group${i} = makeLoad(() => {
    const src = fetched(new URL("./${name}", import.meta.url));
    src.catch(() => {});
    return async (imports) => instantiate(await src, imports);
}, []);\n`;
    for (const user of group.users) chunks[user].push({ name, loader: `group${i}` });
  }
  for (const name of entries) {
    const all = chunks[name].map(({ loader }) => loader).join(", ");
    loaders += `export const __wasm_split_load_${name} = wrapAsyncCb(makeLoad(() => async () => {}, [${all}]));\n`;
  }
  const runtime = link.slice(0, link.search(/\/\* [\w, ]+ \*\/\nconst __chunk_|export const __wasm_split_load_/));
  const imports = runtime.replace("return sharedImports;", `sharedImports.${MERGED_IMPORTS} = sharedImports.__wasm_split;\n    return sharedImports;`);
  if (imports === runtime) throw new Error("wasm-split-cli writes another __wasm_split.js than expected");
  await writeFile(linkFile, imports + loaders + INSTANTIATE);
  return { main, chunks: Object.fromEntries(entries.map((name) => [name, chunks[name].map((file) => file.name)])), files };
}

/**
 * Parts of the code that are nearly always fetched together become one file: each file more is a request, and is compressed
 * by itself. Two groups become one as long as that makes the visits below shorter, all added up.
 */
function groupParts(parts) {
  // What a file more costs, in compressed bytes.
  const request = 2000;
  // The chunks that a visit needs, and how much it counts.
  const visits = [
    [["score"], 4],
    [["start"], 5],
    [["score", "start", "work"], 5],
    [["score", "session", "start", "work"], 3],
    [["score", "reading"], 4],
    [["score", "session", "reading"], 1],
    [["published"], 5],
    [["explore"], 3],
    [["score", "explore"], 1],
    [["score", "session", "desk"], 1],
    [["score", "session", "desk", "office"], 1],
    [["score", "author"], 1],
    [["score", "author", "office"], 1],
  ];
  const group = (files, users, size) => ({ files, users, size, fetched: visits.map(([names]) => names.some((name) => users.has(name))) });
  let groups = parts.map(({ file, users, size }) => group([file], new Set(users), size));
  for (;;) {
    let best = { gain: 0 };
    for (const [i, a] of groups.entries()) {
      for (const b of groups.slice(i + 1)) {
        let gain = 0;
        for (const [visit, [, weight]] of visits.entries()) {
          if (a.fetched[visit] && b.fetched[visit]) gain += weight * request;
          else if (a.fetched[visit]) gain -= weight * b.size;
          else if (b.fetched[visit]) gain -= weight * a.size;
        }
        if (gain > best.gain) best = { gain, a, b };
      }
    }
    if (!best.gain) return groups;
    const { a, b } = best;
    const both = group([...a.files, ...b.files], new Set([...a.users, ...b.users]), a.size + b.size);
    groups = [...groups.filter((it) => it !== a && it !== b), both];
  }
}

/** About what is sent. */
function roughSize(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length;
}

/** Merges parts into one module with the imports of one, and gives its path. */
function mergeParts(parts, name) {
  const paths = parts.map((file) => join(work, file));
  if (paths.length === 1) return paths[0];
  const [shared, merged] = [join(work, "imports.wasm"), join(work, name)];
  writeFileSync(shared, passOn(paths.map((path) => readFileSync(path))));
  const modules = paths.flatMap((path, i) => [path, `part${i}`]);
  // Says on stderr that it does not know what wasm-split-cli writes about names.
  execFileSync("wasm-merge", [...wasmFeatures, shared, "__wasm_split", ...modules, "-o", merged], { stdio: ["ignore", "inherit", "pipe"] });
  return merged;
}

/** A module that exports what it imports: all that any of the modules takes from the part that is always there. */
function passOn(modules) {
  const shared = new Map();
  for (const bytes of modules) for (const [name, type] of importsOf(bytes)) shared.set(name, type);
  const string = (text) => [...leb(Buffer.byteLength(text)), ...Buffer.from(text)];
  const section = (id, items) => {
    const content = [...leb(items.length), ...items.flat()];
    return [id, ...leb(content.length), ...content];
  };
  const counts = {};
  const taken = [...shared].map(([name, type]) => [...string(MERGED_IMPORTS), ...string(name), ...type]);
  const given = [...shared].map(([name, [kind]]) => [...string(name), kind, ...leb((counts[kind] = (counts[kind] ?? -1) + 1))]);
  return Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(2, taken), ...section(7, given)]);
}

/** The imports of a module by name, each with the bytes of its type. All are tables, memories and globals. */
function importsOf(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const string = () => {
    const length = number();
    return bytes.toString("utf8", at, (at += length));
  };
  const limits = () => {
    if (number() & 1) number();
    number();
  };
  while (at < bytes.length) {
    const [id, length] = [bytes[at++], number()];
    if (id !== 2) {
      at += length;
      continue;
    }
    return Array.from({ length: number() }, () => {
      const [module, name, start, kind] = [string(), string(), at, bytes[at++]];
      if (module !== "__wasm_split" || ![1, 2, 3].includes(kind)) throw new Error(`a part of the code imports ${module}.${name}`);
      if (kind === 3) at += 2;
      else {
        if (kind === 1) at++;
        limits();
      }
      return [name, [...bytes.subarray(start, at)]];
    });
  }
  return [];
}

function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

async function writeWasm(stem, file, files) {
  if (release) run("wasm-opt", ["-Oz", "--quiet", ...wasmFeatures, file, "-o", file]);
  const bytes = await readFile(file);
  const name = `${stem}-${shortHash(bytes)}.wasm`;
  await writeFile(join(staging, name), bytes);
  files.set(name, sri(bytes));
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
  return write("app", "js", code);
}

/** The element for other pages, its page for frames, and what the code to copy is made from. */
async function makeElement({ main, files }) {
  const element = await bundle({
    entryPoints: [resolve(source, "thuoc-so.js")],
    alias: { app: join(work, "app.js") },
    define: {
      WASM_FILE: JSON.stringify(main),
      WASM_INTEGRITY: JSON.stringify(files.get(main)),
      GUEST_CSS: JSON.stringify(await guestStyle()),
      PRERENDERED: views,
      VERSION: JSON.stringify(version()),
    },
    plugins: [checkedChunks(files)],
    format: "esm",
    target: "es2022",
  });
  await writeFile(join(staging, "thuoc-so.js"), element);
  const host = await bundle({ entryPoints: [resolve(source, "host.js")], format: "iife", target: "es2022", minify: true });
  if (host.length > 1024) throw new Error(`thuoc-so-host.js has ${host.length} bytes, more than 1,024`);
  await writeFile(join(staging, "thuoc-so-host.js"), host);
  const frame = await write("frame", "js", await bundle({ entryPoints: [resolve(source, "frame.js")], format: "esm", target: "es2022" }));
  const integrity = { "thuoc-so.js": sri(element), "thuoc-so-host.js": sri(host) };
  const attributes = (hash) => `integrity="${hash}" crossorigin="anonymous"`;
  const page = (await readFile(resolve(source, "embed.html"), "utf8")).replace(/<!--[^]*?-->\s*/g, "").replace(
    "</head>",
    `  <script type="module" src="./thuoc-so.js" ${attributes(integrity["thuoc-so.js"])}></script>\n` +
      `    <script type="module" src="./${frame.name}" ${attributes(frame.integrity)}></script>\n  </head>`,
  );
  checkPolicy("embed.html", page);
  await writeFile(join(staging, "embed.html"), page);
  await writeFile(join(staging, "embed.json"), `${JSON.stringify({ version: version(), integrity }, null, 2)}\n`);
}

/** In the element each file of code is checked against its hash as it arrives. */
function checkedChunks(files) {
  return {
    name: "checked-chunks",
    setup({ onLoad }) {
      onLoad({ filter: /__wasm_split\.js$/ }, async ({ path }) => {
        const link = await readFile(path, "utf8");
        const checked = link.replace(/fetch\(new URL\("\.\/([\w-]+\.wasm)", import\.meta\.url\)\)/g, (found, name) =>
          found.replace(/\)$/, `, ${JSON.stringify({ integrity: files.get(name) })})`),
        );
        return { contents: checked, loader: "js" };
      });
    },
  };
}

/**
 * The style sheets of the page for a shadow root: what is said of the document is said of the element's root; names that
 * the page around may set begin with `--thuoc-so-`; lengths of the window are lengths of the element.
 */
async function guestStyle() {
  const names = [...(await readFile(resolve(source, "index.html"), "utf8")).matchAll(/rel="css" href="(styles\/[\w-]+\.css)"/g)];
  let css = "";
  for (const [, name] of [...names, [, "styles/guest.css"]]) css += await readFile(resolve(source, name), "utf8");
  css = css.replace(/\/\*[^]*?\*\//g, "");
  const themable = (block) => block.replace(/--([\w-]+):\s*([^;]+);/g, "--$1: var(--thuoc-so-$1, $2);");
  css = css.replace(/@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/g, (_, block) => {
    const tokens = themable(block);
    return (
      `@media (prefers-color-scheme: dark) { .thuoc-so[data-theme="auto"] {${tokens}} }\n` +
      `.thuoc-so[data-theme="dark"], .thuoc-so[data-theme="host-dark"] {${tokens}}\n`
    );
  });
  css = css.replace(/:root \{([^}]*)\}/g, (_, block) => `.thuoc-so {${themable(block)}}`);
  css = css.replace(/(^|\n) *(html|body) \{[^}]*\}/g, "").replace(/html\[data-panic\] [^{]*\{[^}]*\}/g, "");
  css = css.replace(/@media ((?:\([\w-]*width[^)]*\)(?: and )?)+) \{/g, (_, query) => `@container ${query.replace(/([\d.]+)rem/g, (__, rem) => `${rem * 16}px`)} {`);
  // A page that is 10 px to its root em makes no text of ours smaller.
  css = css
    .split("\n")
    .map((line) => (/^\s*(--rem|@)/.test(line) ? line : line.replace(/(?<![\w.-])(-?[\d.]+)rem\b/g, "calc($1 * var(--rem))")))
    .join("\n");
  for (const [pattern, what] of [[/:root|(^|[\s,}])(html|body)[\s,{[]/, "a rule for the document"], [/prefers-color-scheme(?!: dark\) \{ \.thuoc-so)/, "a theme"]]) {
    if (pattern.test(css)) throw new Error(`the style sheets have ${what} that an element can not have: ${pattern.exec(css)[0]}`);
  }
  const { code } = await transform(css, { loader: "css", minify: release, target: ["chrome105", "firefox110", "safari16"] });
  return code;
}

function version() {
  return /^version = "([^"]+)"/m.exec(readFileSync(resolve(source, "../Cargo.toml"), "utf8"))[1];
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
  const style = await write("app", "css", code);
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

async function write(stem, extension, bytes) {
  const name = `${stem}-${shortHash(bytes)}.${extension}`;
  await writeFile(join(staging, name), bytes);
  return { name, integrity: sri(bytes) };
}

function sri(bytes, algorithm = "sha384") {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
}

function shortHash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

function checkPolicy(name, html) {
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
    if (pattern.test(html)) throw new Error(`the finished ${name} has ${what}`);
  }
}

/** A compressed copy beside each text or code file that gets smaller. */
async function compressAll() {
  const compressible = new Set([".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    // The one file is carried on a stick, not sent.
    if (!entry.isFile() || !compressible.has(extname(entry.name)) || entry.name === "thuocso.html") continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (file.startsWith(join(staging, "npm", sep))) continue; // a package, packed as a whole
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
