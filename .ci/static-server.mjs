// Serves a folder on this machine alone: files, no headers that the page could lean on, as plain static hosts do.
// `node .ci/static-server.mjs FOLDER` prints the address.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Starts serving; `onRequest` hears of every request, which waits for the promise it may give, and `headersOf` gives more headers
 * for a path. Port 0 is any free one.
 */
export function serveFolder(folder, { port = 0, onRequest = () => {}, headersOf = () => ({}) } = {}) {
  const server = createServer(async (request, response) => {
    await onRequest(request);
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const found = file.startsWith(join(folder, sep)) && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!found || !["GET", "HEAD"].includes(request.method)) {
      response.writeHead(found ? 405 : 404).end();
      return;
    }
    const caching = file.endsWith(".html") ? "no-cache" : "max-age=31536000, immutable";
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": caching, ...headersOf(path) });
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ server, address: `http://127.0.0.1:${server.address().port}/` }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2];
  const wanted = Number(process.env.PORT ?? 8080);
  const { address } = await serveFolder(folder, { port: wanted }).catch(() => serveFolder(folder));
  console.log(`\n  Botworth is at ${address}\n\n  Ctrl-C ends it.`);
}
