// node tools/api.mjs [--debug]: writes dist/npm/, the engine as a package for programs in JavaScript: an ES module for Node
// and browsers, its types, the frameworks that ship, and what a package needs to say of itself. tools/finish.mjs makes it
// with every release.
//
// It lies in the folder that webmasters publish, on purpose: a program can import it by its address, in the version of the
// pages beside it, and no registry is needed. No visitor pays for that: no page asks for it, the service worker does not
// keep it (tools/offline.mjs), and a portal that does not want it deletes the folder.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wasmFeatures } from "./wasm-opt.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const TARGET = "wasm32-unknown-unknown";

/** Writes the package into a folder, in place of what is there. */
export async function writePackage(folder, release) {
  const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const profile = release ? ["--release"] : [];
  // Without the pages: with the feature `chunks` they would all be in it.
  run("cargo", ["build", "--quiet", "--locked", "--target", TARGET, "--no-default-features", "--features", "api", "--bin", "api", ...profile]);
  const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--offline", "--format-version=1"], { cwd: root, maxBuffer: 1 << 26 });
  const { target_directory, packages } = JSON.parse(metadata);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const program = join(target_directory, TARGET, release ? "release" : "debug", "api.wasm");
  run("wasm-bindgen", ["--target", "web", "--out-dir", folder, "--out-name", "engine", program]);
  const wasm = join(folder, "engine_bg.wasm");
  if (release) run("wasm-opt", ["-Oz", "--quiet", ...wasmFeatures, wasm, "-o", wasm]);

  const functions = await writeTypes(folder);
  await writeFile(
    join(folder, "index.js"),
    `import init from "./engine.js";

const wasm = new URL("./engine_bg.wasm", import.meta.url);
// Node fetches no files.
const code = wasm.protocol === "file:" && typeof process === "object" ? await (await import("node:fs/promises")).readFile(wasm) : wasm;
await init({ module_or_path: code });

export { ${functions.join(", ")} } from "./engine.js";
`,
  );
  const { version, license } = packages.find(({ name }) => name === "thuocso");
  const about = {
    name: "thuocso",
    version,
    description: "Scores Vietnam's digital-transformation index (DTI): exact, with reasons, in Node and browsers",
    type: "module",
    license,
    engines: { node: ">=20.10" },
    exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./indicators/*": "./indicators/*" },
    // Not the compressed copies, which are for web servers.
    files: ["*.js", "*.d.ts", "*.wasm", "indicators/**/*.json", "LICENSE-*"],
    sideEffects: ["./index.js"],
  };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(about, null, 2)}\n`);
  await cp(join(root, "docs/javascript.md"), join(folder, "README.md"));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await cp(join(root, name), join(folder, name));
  const isData = (path) => !/\.\w+$/.test(path) || path.endsWith(".json");
  await cp(join(root, "indicators"), join(folder, "indicators"), { recursive: true, filter: isData });
}

/**
 * Writes index.d.ts: what wasm-bindgen says of our types and functions, without how the module is started, which needs
 * names that Node's types do not have. Answers the names of the functions.
 */
async function writeTypes(folder) {
  const generated = await readFile(join(folder, "engine.d.ts"), "utf8");
  const [types] = generated.split("export type InitInput");
  if (types.length === generated.length) throw new Error("engine.d.ts does not say how the module is started: has wasm-bindgen changed?");
  await writeFile(join(folder, "index.d.ts"), types.replace(/^\/\* \w+:disable \*\/\n|^\/\* (?:tslint|eslint)[^\n]*\n/gm, "").trim() + "\n");
  for (const name of ["engine.d.ts", "engine_bg.wasm.d.ts"]) await rm(join(folder, name));
  const engine = join(folder, "engine.js");
  await writeFile(engine, (await readFile(engine, "utf8")).replace(/^\/\* @ts-self-types[^\n]*\n+/, ""));
  return [...types.matchAll(/export function (\w+)\(/g)].map(([, name]) => name);
}

/** What npm would publish: how many files and bytes. */
export function packed(folder) {
  const [{ size, unpackedSize, entryCount, files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] }));
  return { size, unpackedSize, entryCount, files: files.map(({ path }) => path) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, "dist/npm");
  await writePackage(folder, !process.argv.includes("--debug"));
  const { size, unpackedSize, entryCount } = packed(folder);
  console.log(`dist/npm: ${entryCount} files, ${(unpackedSize / 1000).toFixed(0)} kB, packed ${(size / 1000).toFixed(0)} kB`);
}
