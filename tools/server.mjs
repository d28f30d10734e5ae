// The static server of ./run and of the browser tests: files of a folder with the headers
// that docs recommend for a portal. It only reads files listed when it starts (no traversal).
import { createServer } from "node:http";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import sirv from "sirv";

/** What the pages are allowed to do. Frames of other sites may hold the embedding page only. */
export function contentSecurityPolicy(pathname) {
  const ancestors = /\/embed[^/]*\.html$/.test(pathname) ? "*" : "'self'";
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join("; ");
}

// Names with a content hash (app-0123456789abcdef.js) never change; everything else is asked for again.
const HASHED_NAME = /-[0-9a-f]{16}\.(js|css|wasm|svg|json)$/;

function headers(res, pathname) {
  res.setHeader("Content-Security-Policy", contentSecurityPolicy(pathname));
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  res.setHeader("Cache-Control", HASHED_NAME.test(pathname) ? "public, max-age=31536000, immutable" : "no-cache");
  res.setHeader("Vary", "Accept-Encoding");
  if (/\.(csv|md)$/.test(pathname)) res.setHeader("Content-Type", `text/${pathname.endsWith("csv") ? "csv" : "plain"}; charset=utf-8`);
}

/**
 * Serves `folder` and answers `{ url, port, close() }` once it listens.
 * `prefix` ("/dti/") mounts the folder below a path, as a portal may.
 */
export async function startServer({ folder, port = 0, host = "127.0.0.1", prefix = "/", cors = false }) {
  const root = resolve(folder);
  const index = join(root, "index.html");
  let built;
  let files;

  // sirv lists the folder once; a new build of it makes a new list.
  function handler() {
    const stamp = statSync(index, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (!files || stamp !== built) {
      built = stamp;
      files = sirv(root, { brotli: true, gzip: true, etag: true, setHeaders: headers });
    }
    return files;
  }

  const server = createServer((req, res) => {
    if (req.method !== "GET" && req.method !== "HEAD") {
      res.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const [path, query] = splitQuery(req.url);
    if (!path.startsWith(prefix)) {
      res.writeHead(404).end();
      return;
    }
    req.url = "/" + path.slice(prefix.length) + query;
    if (cors) res.setHeader("Access-Control-Allow-Origin", "*");
    headers(res, path); // for the answers that sirv does not make, such as 404
    handler()(req, res, () => {
      res.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end(`No such file: ${path}\n`);
    });
  });

  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, host, listening);
  });
  const actual = server.address().port;
  return {
    port: actual,
    url: `http://localhost:${actual}${prefix}`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

function splitQuery(url) {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at)];
}
