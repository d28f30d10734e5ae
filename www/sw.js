// The service worker: the application opens without a network, and a new version waits until the person agrees.
// tools/offline.mjs puts in VERSION, a hash of all files, and FILES: for each address, relative to this file, the SHA-256
// (base64) of what is there.
//
// One cache holds one version, so files of two versions never meet on a page. Each file is checked as it arrives: while
// somebody copies a new version over the old one, the folder holds files of both. A server that changes files on the way
// gets nothing kept; its pages work, with a network. What a portal adds, such as its own datasets, is asked of the network
// first; the last answer stands in for it when there is none, unless it was not to be kept.

const scope = registration.scope;
const ours = `thuocso ${scope} `; // other folders of the same site may hold another copy of the application
const current = ours + VERSION;
const kept = `${ours}kept`;
const MOST_KEPT = 60;

const addressOf = (file) => new URL(file, scope).href;
const own = new Map(Object.entries(FILES).map(([file, sum]) => [addressOf(file), `sha256-${sum}`]));
// Such a name belongs to one content for ever.
const HASHED = /-[0-9a-f]{16}\.\w+$/;

addEventListener("install", (event) => event.waitUntil(fill()));

/**
 * Fetches this version, one file after the other: what a person asks for meanwhile does not wait behind all of it. Takes
 * from the version before what has not changed. When one file is missing or is another one, nothing is kept, and the next
 * look for a new version tries again.
 *
 * The cache may be there already: of the version in use, when a portal goes back to it while a newer one waits, or when
 * only this script has changed. What is in it stays.
 */
async function fill() {
  const isNew = !(await caches.has(current));
  const cache = await caches.open(current);
  try {
    for (const [address, integrity] of own) {
      if (await cache.match(address)) continue;
      const hashed = HASHED.test(address);
      const before = hashed && (await caches.match(address));
      const arrives = (mode) => fetch(address, { cache: mode, integrity, priority: "low" });
      // The browser keeps a hashed file for long, even one that was asked for when only half of it was copied.
      const response = before || (hashed ? await arrives("default").catch(() => arrives("reload")) : await arrives("reload"));
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      await cache.put(address, direct(response));
    }
  } catch (error) {
    if (isNew) await caches.delete(current);
    throw error;
  }
}

/** Browsers refuse to open a page from an answer that came by a redirection, as where /embed.html leads to /embed. */
function direct(response) {
  if (!response.redirected) return response;
  const { body, headers, status } = response;
  return new Response(body, { headers, status });
}

addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(ours) && name !== current && name !== kept).map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("message", ({ data }) => {
  if (data === "use-this-version") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const page = request.mode === "navigate" && address === addressOf("index.html") ? scope : address;
  event.respondWith(own.has(page) ? fromCache(page, request) : fromNetwork(request));
});

async function fromCache(address, request) {
  const cache = await caches.open(current);
  return (await cache.match(address)) ?? fetch(request);
}

async function fromNetwork(request) {
  try {
    const response = await fetch(request);
    const mayBeKept = response.ok && response.type === "basic" && !/\bno-store\b/i.test(response.headers.get("cache-control"));
    if (mayBeKept && !request.headers.has("range")) await keep(request, response.clone());
    return response;
  } catch (error) {
    const cache = await caches.open(kept);
    const answer = await cache.match(request);
    if (answer) return answer;
    throw error;
  }
}

/** A full disk is no reason to withhold an answer. */
async function keep(request, response) {
  try {
    const cache = await caches.open(kept);
    await cache.put(request, direct(response));
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_KEPT)).map((key) => cache.delete(key)));
  } catch {}
}
