// node tools/dependencies.mjs: the licences of everything that is built in or used to build, against the list below, and
// crates of which two versions are built into the page. Works without a network: it reads what is installed.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const ALLOWED = new Set([
  "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib",
]);
// Used by tests only and not shipped; changes to them would have to be published, and there are none.
const ONLY_TESTS = new Map([["axe-core", "MPL-2.0"]]);
// Two versions of these are in the page, each with the reason.
const KNOWN_TWICE = new Map([
  ["getrandom", "gloo-history (through yew) still asks for the old one; the linker drops both"],
  ["thiserror", "gloo-net still asks for the old one; it is all macros"],
]);

let kept = 0;
let broken = 0;
const check = (good, fault) => {
  if (good) kept++;
  else {
    broken++;
    console.log(fault);
  }
};

/** Whether one of the ways that an SPDX expression offers is allowed. */
function allowed(expression) {
  const words = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+(?:\s+WITH\s+[^\s()]+)?/g) ?? [];
  let at = 0;
  const either = () => {
    let good = both();
    while (words[at] === "OR") { at++; good = both() || good; }
    return good;
  };
  const both = () => {
    let good = one();
    while (words[at] === "AND") { at++; good = one() && good; }
    return good;
  };
  const one = () => {
    if (words[at] !== "(") return ALLOWED.has(words[at++]);
    at++;
    const good = either();
    at++;
    return good;
  };
  return either() && at === words.length;
}

const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--format-version=1"], { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }),
);
for (const { name, version, license } of metadata.packages) check(license && allowed(license), `crate ${name} ${version}: licence ${license}`);

const lock = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
for (const path of Object.keys(lock.packages).filter(Boolean)) {
  const file = `${root}${path}/package.json`;
  if (!existsSync(file)) continue; // for another platform
  const { name, version, license } = JSON.parse(readFileSync(file, "utf8"));
  check(license && (allowed(license) || ONLY_TESTS.get(name) === license), `npm package ${name} ${version}: licence ${license}`);
}

const tree = execFileSync(
  "cargo",
  ["tree", "--locked", "--offline", "--duplicates", "--depth=0", "--edges=normal,no-proc-macro", "--target=wasm32-unknown-unknown", "--prefix=none", "--format={p} {f}"],
  { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
);
const versions = new Map();
for (const [, name, version] of tree.matchAll(/^(\S+) v(\S+)/gm)) versions.set(name, new Set([...(versions.get(name) ?? []), version]));
for (const [name, found] of versions) {
  if (found.size > 1) check(KNOWN_TWICE.has(name), `crate ${name} is built into the page in ${found.size} versions: ${[...found].join(", ")}`);
}
console.log(`dependencies kept: ${kept}, broken: ${broken}`);
process.exitCode = broken ? 1 : 0;
