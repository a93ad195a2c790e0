// Stands before the sandbox: a line that loses what it is told to lose, and a host of pages that are not
// Reprise's own.

import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };

/** As strict as a page can be that uses the module. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** What the sandbox answers itself. */
const SANDBOXED = /^\/(api|_sandbox|oauth|workflows)(\/|$)/;

/**
 * Passes requests on to `address`, and serves `site` beside it. `faults.loseAnswers`: how many answers to POSTs are lost after they
 * came; `faults.staleReads`: whether reads are answered as they were first.
 */
export async function startLine(address, site) {
  const faults = { loseAnswers: 0, staleReads: false };
  const first = new Map();
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url, "http://host");
    if (site !== undefined && !SANDBOXED.test(pathname)) return void serve(site, pathname, answer);
    const onward = request(`${address}${asked.url}`, { method: asked.method, headers: asked.headers }, async (reply) => {
      const body = await all(reply);
      const kept = { status: reply.statusCode, headers: reply.headers, body };
      if (asked.method === "GET" && reply.statusCode === 200 && !first.has(asked.url)) first.set(asked.url, kept);
      if (asked.method === "POST" && faults.loseAnswers > 0) {
        faults.loseAnswers -= 1;
        return asked.socket.destroy();
      }
      const { status, headers, body: sent } = faults.staleReads && asked.method === "GET" ? (first.get(asked.url) ?? kept) : kept;
      // Tests move the program's clock, and cannot move the server's: neither is told.
      answer.sendDate = false;
      answer.writeHead(status, { ...headers, date: [] }).end(sent);
    });
    onward.on("error", () => asked.socket.destroy());
    asked.pipe(onward);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  after(() => server.closeAllConnections() ?? server.close());
  return { address: `http://127.0.0.1:${server.address().port}`, faults };
}

/** A file of the site; a path without an ending is a page of Reprise's. */
async function serve(site, pathname, answer) {
  const name = extname(pathname) === "" ? "/index.html" : normalize(pathname);
  const body = await readFile(join(site, name)).catch(() => null);
  const headers = { "content-type": KINDS[extname(name)] ?? "application/octet-stream", "cache-control": "no-store" };
  if (name.endsWith(".html") && name !== "/index.html") headers["content-security-policy"] = POLICY;
  answer.writeHead(body === null ? 404 : 200, headers).end(body ?? "");
}

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
