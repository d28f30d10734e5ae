// What a server must answer, with whichever configuration: types, headers, compressed files.
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { assert, journey } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const names = await readdir(DIST);
const named = (pattern) => names.find((name) => pattern.test(name));

const POLICY = [
  "default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data: blob:",
  "connect-src 'self'", "object-src 'none'", "require-trusted-types-for 'script'", "base-uri 'self'", "form-action 'self'",
];

journey("every file has its type, the policy, and the time for which it may be kept", async ({ url, context }) => {
  const expected = {
    "": [/^text\/html\b.*utf-8/i, /no-cache/],
    [named(/^app-.*\.js$/)]: [/^text\/javascript\b/, /immutable/],
    [named(/^app-.*\.css$/)]: [/^text\/css\b/, /immutable/],
    [named(/^app-.*\.wasm$/)]: [/^application\/wasm$/, /immutable/],
    "sw.js": [/^text\/javascript\b/, /no-cache/],
    "app.webmanifest": [/^application\/manifest\+json/, /no-cache/],
    "indicators/index.json": [/^application\/json/, /no-cache/],
    "data/published-results/results.csv": [/^text\/csv\b.*utf-8/i, /no-cache/],
    "icons/icon-192.png": [/^image\/png$/, /no-cache/],
  };
  for (const [address, [type, caching]] of Object.entries(expected)) {
    const response = await context.request.get(url + address);
    assert.equal(response.status(), 200, address);
    const headers = response.headers();
    assert.match(headers["content-type"], type, address);
    assert.match(headers["cache-control"], caching, address);
    assert.equal(headers["x-content-type-options"], "nosniff", address);
    assert.equal(headers["referrer-policy"], "no-referrer", address);
    const policy = headers["content-security-policy"].split("; ");
    for (const directive of POLICY) assert.ok(policy.includes(directive), `${address}: no ${directive}`);
    assert.ok(policy.includes("frame-ancestors 'self'"), address);
  }
}, { fetches: true });

journey("compressed files are sent as what they hold", async ({ url, context }) => {
  if (!named(/\.wasm\.gz$/)) return; // only releases have them
  for (const address of [named(/^app-.*\.wasm$/), named(/^app-.*\.js$/), "indicators/index.json"]) {
    const plain = await context.request.get(url + address, { headers: { "Accept-Encoding": "identity" } });
    const small = await context.request.get(url + address, { headers: { "Accept-Encoding": "gzip" } });
    assert.equal(plain.headers()["content-encoding"], undefined, address);
    assert.equal(small.headers()["content-encoding"], "gzip", address);
    assert.equal(small.headers()["content-type"], plain.headers()["content-type"], address);
    assert.match(small.headers().vary ?? "", /accept-encoding/i, address);
    assert.ok((await small.body()).equals(await plain.body()), address);
  }
}, { fetches: true });

journey("what is not there is not found, and nothing outside the folder is", async ({ url, context }) => {
  for (const address of ["no-such-file.js", "..%2f..%2fCargo.toml", "%2e%2e/%2e%2e/package.json"]) {
    const response = await context.request.get(url + address);
    assert.ok([400, 403, 404].includes(response.status()), `${address}: ${response.status()}`);
  }
}, { fetches: true });
