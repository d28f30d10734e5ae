// node tools/api.mjs [--debug]: builds dist/npm/, the engine as a package for programs in JavaScript: an ES module for
// Node and browsers, its types, the frameworks that ship, and what a package needs to say of itself.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wasmFeatures } from "./wasm-opt.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const release = !process.argv.includes("--debug");
const out = join(root, "dist/npm");
const target = "wasm32-unknown-unknown";
// The features of the page: nothing is compiled twice.
const flags = ["--locked", "--bin", "api", "--target", target, "--features", "chunks", ...(release ? ["--release"] : [])];
const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });

run("cargo", ["build", ...flags]);
const { target_directory } = JSON.parse(execFileSync("cargo", ["metadata", "--no-deps", "--offline", "--format-version=1"], { cwd: root, maxBuffer: 1 << 26 }));
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
run("wasm-bindgen", ["--target", "web", "--out-dir", out, "--out-name", "engine", join(target_directory, target, release ? "release" : "debug", "api.wasm")]);
const wasm = join(out, "engine_bg.wasm");
if (release) run("wasm-opt", ["-Oz", "--quiet", ...wasmFeatures, wasm, "-o", wasm]);

const functions = ["version", "check", "score", "explain", "rank", "importAssessment", "exportAssessment"];
await writeFile(
  join(out, "index.js"),
  `import init from "./engine.js";

const wasm = new URL("./engine_bg.wasm", import.meta.url);
// Node has no fetch for files.
const code = wasm.protocol === "file:" && typeof process === "object" ? await (await import("node:fs/promises")).readFile(wasm) : wasm;
await init({ module_or_path: code });

export { ${functions.join(", ")} } from "./engine.js";
`,
);
const types = await readFile(join(root, "src/bin/api.d.ts"), "utf8");
const names = [...types.matchAll(/export (?:interface|type) (\w+)/g)].map(([, name]) => name);
await writeFile(
  join(out, "index.d.ts"),
  `export { ${functions.join(", ")} } from "./engine.js";\nexport type { ${names.join(", ")} } from "./engine.js";\n`,
);
const version = /^version = "([^"]+)"/m.exec(await readFile(join(root, "Cargo.toml"), "utf8"))[1];
const description = {
  name: "thuocso",
  version,
  description: "Scores Vietnam's digital-transformation index (DTI), exactly and with reasons",
  type: "module",
  license: "MIT OR Apache-2.0",
  engines: { node: ">=20.10" },
  exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./indicators/*": "./indicators/*" },
  sideEffects: true,
};
await writeFile(join(out, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
await cp(join(root, "docs/javascript.md"), join(out, "README.md"));
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await cp(join(root, name), join(out, name));
await cp(join(root, "indicators"), join(out, "indicators"), { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
