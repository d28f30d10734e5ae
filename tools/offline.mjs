// Writes sw.js, the service worker, from www/sw.js and the files of the finished build.
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";

// Not for the page: compressed copies and descriptions of sources; nor what is shown while the program is not there.
const NOT_KEPT = /\.(br|gz|md)$|^(sw\.js|thuocso\.html|sitemap\.xml)$|^(pages|npm|prerendered)\//;

/** The addresses of what the page may ask for, relative to the folder; its own address is "./". */
export async function offlineFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((it) => it.isFile()).map((it) => relative(folder, join(it.parentPath ?? it.path, it.name)).split(sep).join("/"));
  return names.filter((name) => !NOT_KEPT.test(name)).map((name) => (name === "index.html" ? "./" : `./${name}`)).sort();
}

/** Runs when every file is as it will be served. Two builds with the same files have the same service worker. */
export async function writeServiceWorker({ source, folder, minify }) {
  const sums = {};
  for (const file of await offlineFiles(folder)) {
    const bytes = await readFile(join(folder, file === "./" ? "index.html" : file));
    sums[file] = createHash("sha256").update(bytes).digest("base64");
  }
  const files = JSON.stringify(sums);
  const version = createHash("sha256").update(files).digest("hex").slice(0, 16);
  const result = await build({
    entryPoints: [resolve(source, "sw.js")],
    define: { VERSION: JSON.stringify(version), FILES: files },
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    minify,
    write: false,
  });
  await writeFile(join(folder, "sw.js"), result.outputFiles[0].contents);
}
