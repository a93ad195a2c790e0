// A host for the bench: the built page with an environment whose tasks are as large as wanted, and
// beside it the two pages it is compared with.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { taskText } from "./payload.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

const CONFIG = JSON.stringify({
  salt: "bench-bench-bench-bench",
  environments: [
    { id: "bench", label: "Bench", kind: "sandbox", api: "/api/bench", auth: "gateway", entities: [], orgs: [] },
  ],
});

/** One line about the payload, and nothing else: the least that a page can do with it. */
const ONE_LINE = `<!doctype html><title>JSON.parse</title><p id="line">…</p>`;

const EDITOR = `<!doctype html><title>editor</title>
<style>#editor { height: 800px }</style><div id="editor"></div>
<script type="module">
  import { createJSONEditor } from "/editor/standalone.js";
  window.createJSONEditor = createJSONEditor;
</script>`;

/** Starts it on a free port; `sizes` gives each task's id its size in bytes. */
export async function startHost(site, editor, sizes) {
  const texts = new Map([...sizes].map(([id, bytes]) => [id, Buffer.from(taskText(id, bytes))]));
  const file = (path) => [TYPES[extname(path)] ?? "application/octet-stream", readFileSync(path)];
  const answer = (path) => {
    const task = /^\/(?:api\/bench\/workflows\/tasks|text)\/(\d+)$/.exec(path);
    if (task !== null) return ["application/json", texts.get(Number(task[1]))];
    if (path.startsWith("/api/")) return ["application/json", "{}"];
    if (path === "/config.json") return [TYPES[".json"], CONFIG];
    if (path === "/one-line") return [TYPES[".html"], ONE_LINE];
    if (path === "/editor") return [TYPES[".html"], EDITOR];
    if (path.startsWith("/editor/")) return file(join(editor, path.slice("/editor/".length)));
    return file(join(site, extname(path) === "" ? "index.html" : path));
  };
  const server = createServer((request, response) => {
    try {
      const [type, body] = answer(new URL(request.url, "http://host").pathname);
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => server.close(done));
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}
