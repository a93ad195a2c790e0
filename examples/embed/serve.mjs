// Stands where your host and your gateway would: serves this page and the module, and hands /api on to
// the practice tenant. `node serve.mjs [PORT] [TENANT]`

import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [port = "8090", tenant = "http://127.0.0.1:8080"] = process.argv.slice(2);
const module = process.env.REPRISE_MODULE ?? join(here, "../../dist/npm");

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json" };

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "cache-control": "no-store",
};

const server = createServer((asked, answer) => {
  const { pathname } = new URL(asked.url, "http://host");
  if (/^\/api\//.test(pathname) || pathname === "/config.json") handOn(asked, answer);
  else serve(pathname, answer);
});
server.listen(Number(port), "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${server.address().port}`));

async function serve(pathname, answer) {
  const name = normalize(pathname === "/" ? "/index.html" : pathname);
  const file = name.startsWith("/reprise/") ? join(module, name.slice("/reprise".length)) : join(here, name);
  const body = await readFile(file).catch(() => null);
  answer.writeHead(body === null ? 404 : 200, { ...HEADERS, "content-type": KINDS[extname(name)] ?? "text/plain" }).end(body ?? "There is nothing here.");
}

function handOn(asked, answer) {
  const onward = request(`${tenant}${asked.url}`, { method: asked.method, headers: asked.headers }, (reply) => {
    answer.writeHead(reply.statusCode, reply.headers);
    reply.pipe(answer);
  });
  // Nothing is made up where the tenant gave no answer: the connection breaks here, too.
  onward.on("error", () => asked.socket.destroy());
  asked.pipe(onward);
}
